#include "fuzz.h"

#include "source/push.h"

/* What is read is one update for each line, with names out of the text. */
static void read_push(sl_str text, const char *remote)
{
    sl_push push = {0};
    sl_err err = {0};
    size_t lines = text.len > 0 && text.ptr[text.len - 1] != '\n' ? 1 : 0;

    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    if (sl_push_parse(text, remote, &push, &err))
        must(push.updates.len == lines && err.code == SL_OK);
    else
        must(push.updates.len < lines && err.code == SL_EFORMAT);
    for (size_t i = 0; i < push.updates.len; i++) {
        const sl_ref_update *update = &push.updates.at[i];

        must(update->ref.len > 0 && update->before.len <= SL_OID_MAX &&
             update->after.len <= SL_OID_MAX);
        must_be_slice(update->ref, text);
    }
    sl_push_free(&push);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_push(input(data, size), NULL);
    read_push(input(data, size), "origin");
    return 0;
}
