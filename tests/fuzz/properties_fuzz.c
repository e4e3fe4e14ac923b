#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_document(sl_lit("a.properties"), input(data, size));
    return 0;
}
