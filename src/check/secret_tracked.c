/* secret_tracked.c - a file of a secret class whose version in the index is
 * plain text with secrets in it. One that an ignore line names has a rule of its own:
 * secret-tracked-but-ignored. */
#include "check/check.h"
#include "check/ignore_line.h"
#include "check/tracked_secret.h"

void sl_check_secret_tracked(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_tracked_in_clear(sl_facts_next_path(facts, &start));

        if (!fact || sl_ignored_in_tree(&fact->state.here))
            continue;
        sl_sink_about(
            sink, rule, SL_LEVEL_OFF, fact,
            "%zu plaintext secret%s in a tracked file (%.*s): %s", fact->secrets,
            fact->secrets == 1 ? "" : "s", sl_fmt(fact->path_class->title),
            fact->state.committed ? "committed" : "staged, not committed yet");
    }
}
