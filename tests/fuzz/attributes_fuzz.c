/* The attribute file stands before the first zero byte, the path behind. */
#include "fuzz.h"

#include "git/attributes.h"

static bool read_text(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_str *text = ctx;

    if (!sl_str_eq(sl_path_base(path), sl_lit(".gitattributes")))
        return sl_fail(err, SL_ENOTFOUND, "no such file");
    sl_buf_clear(out);
    sl_buf_add(out, *text);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_str path = sl_lit("dir/file.env");
    sl_attributes_options options = {.ignore_case = size % 2 != 0};
    sl_attributes *attributes;
    sl_attr_discarded discarded;
    const sl_attr *all;

    sl_str_split(text, '\0', &text, &path);
    attributes = sl_attributes_open((sl_filetree){read_text, &text}, &options);
    sl_attributes_get(attributes, path, sl_lit("filter"));
    sl_attributes_all(attributes, path, &all);
    for (size_t i = 0; sl_attributes_discarded(attributes, i, &discarded); i++)
        must(discarded.why != NULL);
    sl_attributes_free(attributes);
    return 0;
}
