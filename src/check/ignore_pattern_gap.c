/* ignore_pattern_gap.c - the ignore lines cover the secret files of a kind, but not
 * under every name that their readers take. */
#include "check/check.h"
#include "check/ignore_cover.h"
#include "check/ignore_line.h"

#include <stdio.h>

static void judge(const sl_rule *rule, sl_facts facts, const sl_cover *cover,
                  sl_sink *sink)
{
    const sl_probe *gap = cover->gap;
    sl_str quoted;
    sl_place place;
    char more[40] = "";

    if (!gap || !cover->first || cover->open ||
        !sl_ignored_in_tree(&cover->first->here))
        return;
    if (cover->gaps > 1)
        snprintf(more, sizeof more, " (and %zu more)", cover->gaps - 1);
    /* the line that covers the usual name is the one that is too narrow */
    quoted = sl_ignore_quoted(sink, facts.survey, &cover->first->here.ignore);
    place = sl_ignore_place(facts.survey, &cover->first->here.ignore);
    sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
               "%.*s%s %s: %.*s ignores %.*s, but not under that name",
               sl_fmt(gap->path), more, sl_cover_fate(gap), sl_fmt(quoted),
               sl_fmt(cover->class_->title));
}

void sl_check_ignore_pattern_gap(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_cover_each(rule, facts, sink, judge);
}
