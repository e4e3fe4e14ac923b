/* ignore_negation_dead.c - a "!" line for a file whose directory is excluded: git does
 * not look into the directory, so the line can never work. */
#include "check/check.h"
#include "check/ignore_line.h"

/* Is the line of the match before that of the "!" line, or in a file above its own?
 * One behind it takes the file back on purpose. */
static bool comes_before(const sl_ignore_match *match, const sl_line_fact *negation)
{
    sl_str theirs = sl_path_dir(match->file);
    sl_str own = sl_path_dir(negation->place.path);

    if (sl_str_eq(match->file, negation->place.path))
        return match->line < negation->place.start.line;
    return theirs.len == 0 || (sl_str_starts(own, theirs) && own.len > theirs.len &&
                               own.ptr[theirs.len] == '/');
}

static void judge(const sl_rule *rule, const sl_survey *survey, const sl_probe *probe,
                  sl_sink *sink)
{
    const sl_ignore_match *match = &probe->here.ignore;
    sl_str own = sl_path_dir(probe->line->place.path);
    sl_str parent, told;

    if (!sl_ignored_in_tree(&probe->here) || !comes_before(match, probe->line))
        return;
    parent = sl_ignore_parent(match, probe->path);
    /* with its own directory excluded the whole file does not count, as those in
     * node_modules/: nobody expects it to */
    if (parent.len == 0 || parent.len <= own.len)
        return;
    told = sl_ignore_told(sink, survey, match);
    sl_sink_at(sink, rule, SL_LEVEL_OFF, &probe->line->place,
               "the line has no effect: %.*s excludes the directory %.*s, and git does "
               "not look into it",
               sl_fmt(told), sl_fmt(parent));
}

void sl_check_ignore_negation_dead(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    const sl_survey *survey = facts.survey;

    for (size_t i = 0; i < survey->probes_len; i++)
        if (survey->probes[i].kind == SL_PROBE_NEGATED)
            judge(rule, survey, &survey->probes[i], sink);
}
