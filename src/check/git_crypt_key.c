/* git_crypt_key.c - the key of git-crypt itself, in the repository that it protects. */
#include "check/check.h"

/* The fact of a key that is worst off, or NULL. */
static const sl_fact *worst(sl_facts of_path, const char **how)
{
    static const struct {
        sl_origin origin;
        const char *how;
    } ranks[] = {
        {SL_ORIGIN_INDEX, "in the index"},
        {SL_ORIGIN_WORKTREE, NULL},
        {SL_ORIGIN_RANGE, "in a commit of the range"},
        {SL_ORIGIN_HISTORY, "in the history"},
    };

    for (size_t rank = 0; rank < sizeof ranks / sizeof *ranks; rank++) {
        for (size_t i = 0; i < of_path.len; i++) {
            const sl_fact *fact = &of_path.at[i];
            const sl_path_state *state = &fact->state;

            if (fact->place.origin != ranks[rank].origin ||
                fact->content.class_ != SL_CONTENT_GITCRYPT_KEY)
                continue;
            *how = ranks[rank].how;
            if (*how)
                return fact;
            if (!state->known || (!state->tracked && state->here.ignored))
                continue;
            if (!state->tracked || !state->same_in_index)
                *how = "one git add away from a commit";
            else
                *how = state->committed ? "committed" : "staged";
            return fact;
        }
    }
    return NULL;
}

void sl_check_git_crypt_key(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const char *how = NULL;
        const sl_fact *fact = worst(sl_facts_next_path(facts, &start), &how);

        if (fact)
            sl_sink_about(
                sink, rule, SL_LEVEL_OFF, fact,
                "a git-crypt key, which decrypts every version of every file, "
                "is %s",
                how);
    }
}
