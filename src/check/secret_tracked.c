/* secret_tracked.c - a file of a secret class whose version in the index is
 * plain text with secrets in it. */
#include "check/check.h"

static const char *situation(const sl_path_state *state)
{
    if (!state->committed)
        return "staged, not committed yet";
    return state->here.ignored ? "committed; the ignore line has no effect on a tracked file"
                          : "committed";
}

void sl_check_secret_tracked(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_facts_staged(sl_facts_next_path(facts, &start));

        if (!fact || fact->state.here.filtered ||
            !fact->path_class || fact->secrets == 0)
            continue;
        sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                      "%zu plaintext secret%s in a tracked file (%.*s): %s",
                      fact->secrets, fact->secrets == 1 ? "" : "s",
                      sl_fmt(fact->path_class->title), situation(&fact->state));
    }
}
