/* secret_not_ignored.c - an untracked file of a secret class that nothing keeps
 * out of the next `git add`, or only what this machine has. */
#include "check/check.h"

static void report(const sl_rule *rule, const sl_fact *fact, sl_sink *sink)
{
    const char *plural = fact->secrets == 1 ? "" : "s";
    sl_str title = fact->path_class->title;

    if (fact->secrets == 0)
        sl_sink_about(sink, rule, SL_LEVEL_WARNING, fact,
                      "a file meant for secrets (%.*s) is not ignored", sl_fmt(title));
    else if (fact->state.here.ignored)
        sl_sink_about(sink, rule, SL_LEVEL_WARNING, fact,
                      "%zu plaintext secret%s (%.*s) ignored on this machine only: no "
                      ".gitignore covers the file",
                      fact->secrets, plural, sl_fmt(title));
    else
        sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                      "%zu plaintext secret%s one git add away from a commit: the file "
                      "(%.*s) is not ignored",
                      fact->secrets, plural, sl_fmt(title));
}

void sl_check_secret_not_ignored(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        const sl_path_state *state = &fact->state;
        bool kept_out =
            state->here.ignored && (!state->here.ignored_locally_only || fact->secrets == 0);

        if (fact->place.origin != SL_ORIGIN_WORKTREE || !state->known ||
            state->tracked || kept_out || state->here.filtered || !fact->path_class)
            continue;
        if (fact->content.class_ == SL_CONTENT_TEXT && fact->leaves.values > 0)
            report(rule, fact, sink);
    }
}
