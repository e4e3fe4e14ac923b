#include "check/comment.h"

static sl_str marks_of(sl_doc_kind kind)
{
    switch (kind) {
    case SL_DOC_TOML:
    case SL_DOC_YAML: return sl_lit("#");
    case SL_DOC_INI: return sl_lit("#;");
    case SL_DOC_PROPERTIES: return sl_lit("#!");
    case SL_DOC_HCL: return sl_lit("#/");
    default: return sl_lit("");
    }
}

bool sl_comment_known(sl_doc_kind kind)
{
    return marks_of(kind).len > 0;
}

bool sl_comment_around(const sl_doc *doc, size_t at, size_t before)
{
    size_t start = at;
    sl_str line;

    while (start > 0 && doc->text.ptr[start - 1] != '\n') {
        if (at - start == before)
            return false;
        start--;
    }
    line = sl_str_trim(sl_str_sub(doc->text, start, at));
    return line.len > 0 && sl_str_chr(marks_of(doc->kind), line.ptr[0]) != SIZE_MAX;
}
