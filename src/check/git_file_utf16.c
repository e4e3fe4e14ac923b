/* git_file_utf16.c - ignore and attribute files in UTF-16, as the redirection of older
 * PowerShells writes them: whoever reads them finds no line that fits any path. Tried with
 * git and npm. */
#include "check/check.h"

/* Who reads a file of this name; NULL: somebody else. */
static const char *reader_of(sl_str path)
{
    static const struct {
        const char *name;
        const char *reader;
    } readers[] = {
        {".gitignore", "git"}, {".gitattributes", "git"}, {".npmignore", "npm"}};
    sl_str name = sl_path_base(path);

    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (sl_str_eq(name, sl_str_of(readers[i].name)))
            return readers[i].reader;
    return NULL;
}

void sl_check_git_file_utf16(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const char *reader = doc->decoded ? reader_of(doc->blob->path) : NULL;
    sl_str rest = doc->text;
    sl_hit hit = {.rule = rule};

    if (!reader || sl_str_trim(doc->text).len == 0)
        return;
    hit.span = sl_span_in(doc->text, sl_str_trim(sl_str_line(&rest)));
    sl_sink_hit(sink, doc, &hit,
                "the file is in UTF-16, in which %s reads none of its lines", reader);
}
