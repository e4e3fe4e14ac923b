/* collect_script.c - which files are programs for an interpreter. */
#include "check/check.h"

void sl_collect_script(sl_doc *doc, sl_sink *sink)
{
    sl_str line = sl_str_sub(doc->text, 0, sl_str_chr(doc->text, '\n'));

    if (sl_str_starts(line, sl_lit("#!")) && !doc->blob->symlink)
        sl_sink_line(sink, SL_LINE_SCRIPT, sl_span_in(doc->text, line), line, false);
}
