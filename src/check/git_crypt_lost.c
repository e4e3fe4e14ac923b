/* git_crypt_lost.c - git-crypt's ciphertext in the index, and nothing that would encrypt
 * the next version. */
#include "check/attr_coverage.h"
#include "check/check.h"

void sl_check_git_crypt_lost(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_facts_staged(sl_facts_next_path(facts, &start));
        const sl_path_state *state;

        if (!fact || fact->content.class_ != SL_CONTENT_GITCRYPT || fact->symlink ||
            sl_public_class_of(facts.survey, fact))
            continue;
        state = &fact->state;
        /* a difference between two .gitattributes is gitattributes-uncommitted's */
        if (state->here.known && !state->here.filtered && !state->other.filtered)
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "encrypted by git-crypt, but no line of .gitattributes gives "
                          "the file the filter any more: the next version will be in "
                          "the clear");
    }
}
