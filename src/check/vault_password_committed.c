/* vault_password_committed.c - a vault password in the clear in what git has: every
 * version is looked at, because each one opens the vaults of its time. Untracked files
 * belong to vault-password-file-not-ignored. */
#include "check/check.h"
#include "check/vault_password.h"

static bool is_script(const sl_doc *doc)
{
    return sl_str_starts(doc->text, sl_lit("#!")) || sl_program_name(doc->blob->path);
}

static const char *stage(const sl_blob *blob)
{
    if (!blob->state.known)
        return "";
    if (!blob->state.committed)
        return ", staged";
    return blob->origin == SL_ORIGIN_WORKTREE && !blob->state.same_in_index
               ? ", in a file that is tracked"
               : ", committed";
}

void sl_check_vault_password_committed(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_path_state *state = &doc->blob->state;
    sl_hit hit = {.rule = rule, .rank = 1};

    if (state->known && (!state->tracked || state->here.filtered))
        return;
    hit.span = hit.secret = sl_vault_password_literal(doc);
    if (sl_hit_is_secret(&hit))
        sl_sink_hit(sink, doc, &hit, "the password of Ansible vaults in plain text%s%s",
                    stage(doc->blob),
                    doc->blob->executable && !is_script(doc)
                        ? "; as it is executable, Ansible would run the file and fail"
                        : "");
}
