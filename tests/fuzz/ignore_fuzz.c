/* The ignore file stands before the first zero byte, the path to ask about behind. */
#include "fuzz.h"

#include "git/ignore.h"

static bool read_text(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_str *text = ctx;

    if (!sl_str_eq(sl_path_base(path), sl_lit(".gitignore")))
        return sl_fail(err, SL_ENOTFOUND, "no such file");
    sl_buf_clear(out);
    sl_buf_add(out, *text);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_str path = sl_lit("dir/file.env");
    sl_ignore_options options = {.ignore_case = size % 2 != 0};
    sl_ignore *ignore;

    sl_str_split(text, '\0', &text, &path);
    ignore = sl_ignore_open((sl_filetree){read_text, &text}, &options);
    sl_ignore_check(ignore, path, false);
    sl_ignore_check(ignore, sl_lit("a/b/c"), true);
    sl_ignore_free(ignore);
    return 0;
}
