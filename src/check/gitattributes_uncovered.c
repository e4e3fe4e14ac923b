/* gitattributes_uncovered.c - git-crypt is the strategy, and nothing gives a class of
 * secret files its filter. */
#include "check/attr_coverage.h"
#include "check/check.h"

/* A commented-out line that would encrypt the path, else .gitattributes, else what
 * shows that the layout is in use. */
static sl_place place_for(const sl_survey *survey, sl_attr_lines lines, sl_str path,
                          const sl_layout_use *use)
{
    sl_str root = sl_lit(".gitattributes");

    for (size_t i = 0; i < lines.len; i++)
        if (lines.at[i].commented && sl_attr_line_fits(&lines.at[i], path))
            return lines.at[i].fact->place;
    return sl_survey_place(sl_survey_path(survey, root) ? root : use->because);
}

static void judge(const sl_rule *rule, sl_facts facts, sl_attr_lines lines,
                  const sl_layout_use *use, const sl_secret_class *class_,
                  sl_sink *sink)
{
    sl_gap gap = sl_class_gap(facts, lines, use, class_);
    sl_place place;

    if (gap.path.len == 0)
        return;
    place = place_for(facts.survey, lines, gap.path, use);
    sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
               "no line gives %.*s (%.*s) the git-crypt filter, %s%.*s",
               sl_fmt(gap.path), sl_fmt(class_->title),
               use->inferred ? "though git-crypt is in use: "
                             : "though git-crypt is the strategy",
               sl_fmt(use->inferred ? use->evidence : sl_lit("")));
}

void sl_check_gitattributes_uncovered(const sl_rule *rule, sl_facts facts,
                                      sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);

    for (size_t i = 0; facts.survey->whole && i < facts.survey->uses_len; i++) {
        const sl_layout_use *use = &facts.survey->uses[i];

        for (size_t k = 0; use->layout->certain && k < use->layout->classes_len; k++)
            judge(rule, facts, lines, use, &use->layout->classes[k], sink);
    }
    sl_arena_free(&arena);
}
