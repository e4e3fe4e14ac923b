/* ignore_class_uncovered.c - secret files of a kind that the project's layout expects,
 * and that no ignore line would keep out of git. */
#include "check/check.h"
#include "check/ignore_cover.h"
#include "check/ignore_line.h"

/* Why it takes an ignore line, in the sink's arena. */
static sl_str reason(sl_sink *sink, const sl_cover *cover)
{
    const sl_layout_use *use = cover->use;
    const char *able =
        cover->strategy == use->strategy ? "" : ", which cannot serve them";
    const char *name = sl_strategy_name(use->strategy);

    if (!use->inferred)
        return sl_arena_printf(&sink->arena, "strategy %s%s", name, able);
    return sl_arena_printf(&sink->arena, "strategy %s%s, inferred: %.*s", name, able,
                           sl_fmt(use->evidence));
}

static sl_str cause(sl_sink *sink, const sl_survey *survey, const sl_probe *probe)
{
    sl_str told;

    if (probe->here.ignored)
        return sl_lit("no .gitignore covers");
    if (!sl_included_in_tree(&probe->here))
        return sl_lit("no ignore line covers");
    told = sl_ignore_quoted(sink, survey, &probe->here.ignore);
    return sl_arena_printf(&sink->arena, "%.*s exposes", sl_fmt(told));
}

static void judge(const sl_rule *rule, sl_facts facts, const sl_cover *cover,
                  sl_sink *sink)
{
    const sl_probe *probe = cover->open;
    sl_str why, strategy;
    sl_place place;

    if (cover->class_->generated || !probe)
        return;
    why = cause(sink, facts.survey, probe);
    strategy = reason(sink, cover);
    place = sl_cover_place(facts.survey, cover, probe);
    sl_sink_at(sink, rule, cover->use->layout->certain ? SL_LEVEL_OFF : SL_LEVEL_NOTE,
               &place, "%.*s %s: %.*s %.*s (%.*s; %.*s)", sl_fmt(probe->path),
               sl_cover_fate(probe), sl_fmt(why), sl_fmt(cover->class_->title),
               sl_fmt(cover->use->layout->title), sl_fmt(strategy));
}

void sl_check_ignore_class_uncovered(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_cover_each(rule, facts, sink, judge);
}
