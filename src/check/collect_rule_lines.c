/* collect_rule_lines.c - every line of .gitignore, .gitattributes, .dockerignore and
 * .npmignore, but for those in UTF-16, which nobody reads (git-file-utf16). */
#include "base/limits.h"
#include "check/check.h"

static bool kind_of(sl_str path, sl_line_kind *kind)
{
    sl_str name = sl_path_base(path);

    if (sl_str_eq(name, sl_lit(".gitignore")))
        *kind = SL_LINE_IGNORE;
    else if (sl_str_eq(name, sl_lit(".gitattributes")))
        *kind = SL_LINE_ATTRIBUTE;
    else if (sl_str_ends(name, sl_lit(".dockerignore")))
        *kind = SL_LINE_DOCKERIGNORE;
    else if (sl_str_eq(name, sl_lit(".npmignore")))
        *kind = SL_LINE_NPMIGNORE;
    else
        return false;
    return true;
}

void sl_collect_rule_lines(sl_doc *doc, sl_sink *sink)
{
    sl_str rest = doc->text;
    sl_line_kind kind;

    if (doc->decoded || !kind_of(doc->blob->path, &kind))
        return;
    for (size_t i = 0; rest.len > 0 && i < SL_MAX_RULE_LINES; i++) {
        sl_str line = sl_str_line(&rest);

        sl_sink_line(sink, kind, sl_span_in(doc->text, line), line, false);
    }
}
