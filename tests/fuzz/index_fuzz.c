#include "fuzz.h"

#include "git/index_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena arena = {0};
    sl_index_file file = {.name = "index",
                          .bytes = input(data, size),
                          .oid_len = SL_OID_SHA1,
                          .arena = &arena};
    sl_err err = {0};

    if (sl_index_file_parse(&file, &err))
        for (size_t i = 0; i < file.len; i++)
            must(file.entries[i].stage <= 3);
    else
        must(err.code != SL_OK);
    sl_arena_free(&arena);
    return 0;
}
