/* secret_in_history.c - a file of a secret class that is clean or gone today,
 * and in the clear in some commit. */
#include "check/check.h"

static bool leaks_today(sl_facts of_path)
{
    for (size_t i = 0; i < of_path.len; i++)
        if (of_path.at[i].place.origin != SL_ORIGIN_HISTORY &&
            of_path.at[i].state.tracked && of_path.at[i].secrets > 0 &&
            !of_path.at[i].state.filtered)
            return true; /* told of as tracked plaintext */
    return false;
}

static void judge(const sl_rule *rule, sl_facts of_path, sl_sink *sink)
{
    const sl_fact *first = NULL;
    size_t versions = 0;
    size_t most = 0;

    for (size_t i = 0; i < of_path.len; i++) {
        const sl_fact *fact = &of_path.at[i];

        if (fact->place.origin != SL_ORIGIN_HISTORY || fact->secrets == 0 ||
            !fact->path_class)
            continue;
        versions++;
        most = fact->secrets > most ? fact->secrets : most;
        if (!first)
            first = fact; /* facts of a path are sorted by date */
    }
    if (!first || leaks_today(of_path))
        return;
    sl_sink_about(sink, rule, SL_LEVEL_OFF, first,
                  "%zu version%s in history hold%s up to %zu plaintext secret%s",
                  versions, versions == 1 ? "" : "s", versions == 1 ? "s" : "", most,
                  most == 1 ? "" : "s");
}

void sl_check_secret_in_history(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;)
        judge(rule, sl_facts_next_path(facts, &start), sink);
}
