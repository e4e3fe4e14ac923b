#include "check/prose.h"

/* Only the line's first characters are looked at: a line may be 5 MB, and hold
 * thousands of mistakes. */
static bool commented(sl_doc *doc, size_t at)
{
    sl_span line = sl_lines_around(sl_doc_lines(doc), at);
    sl_str head = sl_str_sub(doc->text, line.start, line.end);

    while (head.len > 0 && (head.ptr[0] == ' ' || head.ptr[0] == '\t'))
        head = sl_str_skip(head, 1);
    return sl_str_starts(head, sl_lit("#")) || sl_str_starts(head, sl_lit("//"));
}

bool sl_prose_file(sl_str path)
{
    static const char *const endings[] = {".md", ".rst", ".adoc", ".txt", ".html"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends_nocase(path, sl_str_of(endings[i])))
            return true;
    return false;
}

sl_level sl_prose_level(sl_doc *doc, size_t at, sl_level level)
{
    if (sl_prose_file(doc->blob->path)) /* '#' begins a heading there */
        return level > SL_LEVEL_NOTE ? level - 1 : level;
    return commented(doc, at) ? SL_LEVEL_NOTE : level;
}
