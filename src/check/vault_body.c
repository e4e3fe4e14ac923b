/* vault_body.c - an Ansible Vault that no password can open any more. */
#include "check/check.h"

void sl_check_vault_body(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_hit hit = {.rule = rule, .span = doc->content.where};

    if (doc->content.class_ == SL_CONTENT_VAULT_BROKEN &&
        doc->content.fault == SL_VAULT_BODY)
        sl_sink_hit(sink, doc, &hit, "vault cannot be decrypted: %s", doc->content.why);
}
