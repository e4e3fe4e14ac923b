#include "fuzz.h"

#include "text/env.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_env_reader reader = sl_env_open(text);
    sl_env_item item;

    while (sl_env_next(&reader, &item)) {
        must_be_slice(item.name, text);
        must_be_slice(item.value, text);
    }
    read_document(sl_lit(".env"), text);
    return 0;
}
