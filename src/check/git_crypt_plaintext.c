/* git_crypt_plaintext.c - .gitattributes says git-crypt, the index holds the
 * bytes in the clear: the filter did not run when the file was added. */
#include "check/check.h"

void sl_check_git_crypt_plaintext(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];

        if (fact->place.origin != SL_ORIGIN_INDEX || !fact->state.here.filtered)
            continue;
        switch (fact->content.class_) {
        case SL_CONTENT_TEXT:
        case SL_CONTENT_BINARY:
        case SL_CONTENT_VAULT_BROKEN:
        case SL_CONTENT_VAULT_MISPLACED:
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "the git-crypt filter is set, but the %s version is not "
                          "encrypted",
                          fact->state.committed ? "committed" : "staged");
            break;
        default: /* encrypted by one means or another, or empty */ break;
        }
    }
}
