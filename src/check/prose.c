#include "check/prose.h"

static bool commented(sl_doc *doc, size_t at)
{
    const sl_lines *lines = sl_doc_lines(doc);
    sl_str line =
        sl_str_trim(sl_lines_text(lines, sl_lines_position(lines, at).line));

    return sl_str_starts(line, sl_lit("#")) || sl_str_starts(line, sl_lit("//"));
}

static bool documentation(sl_str path)
{
    static const char *const endings[] = {".md", ".rst", ".adoc", ".txt", ".html"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends_nocase(path, sl_str_of(endings[i])))
            return true;
    return false;
}

sl_level sl_prose_level(sl_doc *doc, size_t at, sl_level level)
{
    if (documentation(doc->blob->path)) /* '#' begins a heading there */
        return level > SL_LEVEL_NOTE ? level - 1 : level;
    return commented(doc, at) ? SL_LEVEL_NOTE : level;
}
