/* secret_staged_over.c - HEAD has the file encrypted, the index has it in the clear:
 * what `git add` does after `ansible-vault decrypt`. */
#include "check/secret_staged_over.h"

#include "check/check.h"

static const char *means(const sl_content *content)
{
    switch (content->class_) {
    case SL_CONTENT_GITCRYPT: return "git-crypt";
    case SL_CONTENT_VAULT: return "Ansible Vault";
    case SL_CONTENT_SOPS: return "SOPS";
    case SL_CONTENT_AGE: return "age";
    default: return "OpenSSL";
    }
}

const sl_fact *sl_facts_staged_over(sl_facts of_path)
{
    const sl_fact *head = sl_facts_origin(of_path, SL_ORIGIN_HEAD);
    const sl_fact *staged = sl_facts_staged(of_path);

    if (!head || !staged || !sl_content_encrypted(head->content.class_) ||
        staged->state.here.filtered || staged->symlink)
        return NULL;
    return staged->content.class_ == SL_CONTENT_TEXT && staged->leaves.values > 0
               ? staged
               : NULL;
}

/* Values without a known secret: a file that only holds references now, say. */
static void report(const sl_rule *rule, const sl_fact *staged, const char *means_,
                   sl_sink *sink)
{
    if (staged->secrets == 0)
        sl_sink_about(sink, rule, SL_LEVEL_WARNING, staged,
                      "encrypted by %s in the last commit, staged as readable text",
                      means_);
    else
        sl_sink_about(sink, rule, SL_LEVEL_OFF, staged,
                      "encrypted by %s in the last commit, staged with %zu plaintext "
                      "secret%s",
                      means_, staged->secrets, staged->secrets == 1 ? "" : "s");
}

void sl_check_secret_staged_over(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *staged = sl_facts_staged_over(of_path);

        if (staged)
            report(rule, staged,
                   means(&sl_facts_origin(of_path, SL_ORIGIN_HEAD)->content), sink);
    }
}
