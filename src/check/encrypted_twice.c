/* encrypted_twice.c - a vault that the git-crypt filter encrypts once more. */
#include "check/check.h"

void sl_check_encrypted_twice(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *fact = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);

        if (!fact)
            fact = sl_facts_staged(of_path);
        if (fact && fact->state.known && fact->state.here.filtered &&
            fact->content.class_ == SL_CONTENT_VAULT)
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "the file is an Ansible Vault, and line %zu of %.*s has "
                          "git-crypt encrypt it once more",
                          fact->state.here.filter.line,
                          sl_fmt(fact->state.here.filter.file));
    }
}
