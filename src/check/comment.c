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

bool sl_comment_next(const sl_doc *doc, size_t *at, sl_str *out)
{
    sl_str marks = marks_of(doc->kind);

    while (marks.len > 0 && *at < doc->text.len) {
        sl_str rest = sl_str_skip(doc->text, *at);
        sl_str line = sl_str_sub(rest, 0, sl_str_chr(rest, '\n'));

        *at += line.len + 1;
        line = sl_str_trim(line);
        if (line.len == 0 || sl_str_chr(marks, line.ptr[0]) == SIZE_MAX)
            continue;
        while (line.len > 0 && sl_str_chr(marks, line.ptr[0]) != SIZE_MAX)
            line = sl_str_skip(line, 1);
        *out = line;
        return true;
    }
    return false;
}
