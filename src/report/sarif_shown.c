/* sarif_shown.c - which findings a log has, the gravest first: GitHub takes so many and
 * keeps fewer of them. */
#include "report/sarif.h"
#include "report/tally.h"

#include <stdlib.h>

static bool shows(const sl_sarif *log, const sl_finding *f)
{
    if (f->suppressed && log->style->sarif_suppressed == SL_SUPPRESSED_INCLUDE)
        return true;
    if (f->suppressed && log->style->sarif_suppressed == SL_SUPPRESSED_EXCLUDE)
        return false;
    return sl_tally_shows(f, log->style);
}

static int harmless(const sl_finding *f)
{
    return f->suppressed ? 2 : f->protection != SL_PROTECTION_NONE;
}

/* Findings of one array: where all else is equal, as they stand in the report. */
static int by_gravity(const void *a, const void *b)
{
    const sl_finding *x = ((const sl_sarif_result *)a)->finding;
    const sl_finding *y = ((const sl_sarif_result *)b)->finding;
    int order = harmless(x) - harmless(y);

    if (order == 0)
        order = (int)y->level - (int)x->level;
    if (order == 0)
        order = sl_sarif_rank(y->rule) - sl_sarif_rank(x->rule);
    return order ? order : (x > y) - (x < y);
}

static void choose(sl_sarif *log)
{
    const sl_results *results = log->results;

    for (size_t i = 0; i < results->findings_len; i++)
        if (shows(log, &results->findings[i]))
            sl_vec_push(&log->shown)->finding = &results->findings[i];
    if (log->shown.len > 1)
        qsort(log->shown.at, log->shown.len, sizeof *log->shown.at, by_gravity);
    if (log->shown.len <= log->most)
        return;
    log->left_out = log->shown.len - log->most;
    log->shown.len = log->most;
}

static void collect_rules(sl_sarif *log)
{
    const sl_results *results = log->results;
    const sl_rule *const *rules = sl_results_rules(results);

    for (size_t i = 0; i < results->rules_len && log->rules.len < SL_SARIF_RULES; i++) {
        const sl_rule *rule = rules[i];

        if (rule->check.len == 0 && !sl_map_has(&log->strings, rule->id))
            continue;
        *sl_vec_push(&log->rules) = rule;
        log->left_tags += sl_sarif_lost_tags(rule);
    }
}

static void note_place(sl_sarif *log, const sl_place *place, bool result)
{
    sl_sarif_file_of(log, place->path, place->digest)->has_result |= result;
}

void sl_sarif_collect(sl_sarif *log)
{
    choose(log);
    for (size_t i = 0; i < log->shown.len; i++) {
        const sl_finding *f = log->shown.at[i].finding;
        size_t related = sl_sarif_related(f);

        log->suppressed |= f->suppressed;
        note_place(log, &f->place, true);
        for (size_t j = 0; j < related; j++)
            note_place(log, &f->related[j].place, false);
        log->left_locations += f->related_len - related;
        sl_sarif_compose(log, &log->shown.at[i]);
    }
    collect_rules(log);
    sl_sarif_collect_cwes(log);
}
