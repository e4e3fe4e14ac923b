/* secret_in_history.c - a file of a secret class that is clean or gone today,
 * and in the clear in some commit. */
#include "check/check.h"

/* Is the version that git tracks in the clear? Then secret-tracked-plaintext or
 * git-crypt-blob-plaintext tells of it. A file that git-crypt encrypts may be
 * readable in the working tree; its version in the index is judged. */
static bool leaks_today(sl_facts of_path)
{
    const sl_fact *fact = sl_facts_origin(of_path, SL_ORIGIN_INDEX);

    if (!fact)
        fact = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
    return fact && fact->state.tracked && fact->secrets > 0 &&
           (!fact->state.here.filtered || fact->place.origin == SL_ORIGIN_INDEX);
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
