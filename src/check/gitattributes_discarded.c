/* gitattributes_discarded.c - lines of .gitattributes that git throws away as a whole,
 * with no more than a warning that scrolls by. */
#include "check/attr_line.h"
#include "check/check.h"

void sl_check_gitattributes_discarded(const sl_rule *rule, sl_facts facts,
                                      sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);

    for (size_t i = 0; i < lines.len; i++) {
        const sl_attr_line *line = &lines.at[i];
        bool filter = sl_attr_line_about_filter(line);

        if (line->discarded)
            sl_sink_at(sink, rule, filter ? SL_LEVEL_OFF : SL_LEVEL_NOTE,
                       &line->fact->place, "git throws the whole line away: %s%s",
                       line->discarded, filter ? "; it gives and takes no filter" : "");
    }
    sl_arena_free(&arena);
}
