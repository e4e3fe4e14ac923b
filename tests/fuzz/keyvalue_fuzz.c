#include "fuzz.h"

#include "text/keyvalue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_keyvalue_reader reader = sl_keyvalue_open(text);
    sl_keyvalue pair;

    while (sl_keyvalue_next(&reader, &pair)) {
        must_be_slice(pair.key, text);
        must_be_slice(pair.value, text);
    }
    return 0;
}
