/* vault_header.c - a file that was meant to be an Ansible Vault and is none to
 * Ansible, because its first line is wrong. */
#include "check/check.h"

void sl_check_vault_header(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    bool header = doc->content.class_ == SL_CONTENT_VAULT_MISPLACED ||
                  (doc->content.class_ == SL_CONTENT_VAULT_BROKEN &&
                   doc->content.fault == SL_VAULT_HEADER);
    sl_hit hit = {.rule = rule, .span = doc->content.where};

    if (header)
        sl_sink_hit(sink, doc, &hit, "not a vault to Ansible: %s", doc->content.why);
}
