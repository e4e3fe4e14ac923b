/* vault_config.c - vaults, and nothing in the repository that says where their password
 * comes from. */
#include "check/check.h"
#include "check/vault_password.h"

static bool has_source(const sl_survey *survey)
{
    for (size_t i = 0; i < survey->lines_len; i++)
        if (survey->lines[i].kind == SL_LINE_VAULT_PASSWORD)
            return true;
    for (size_t i = 0; i < survey->paths_len; i++)
        if (sl_vault_script_name(survey->paths[i].path))
            return true;
    return false;
}

void sl_check_vault_config(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    const sl_fact *first = NULL;
    size_t files = 0;

    if (!facts.survey->whole || has_source(facts.survey))
        return;
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_facts_staged(sl_facts_next_path(facts, &start));

        if (!fact || fact->content.class_ != SL_CONTENT_VAULT)
            continue;
        files++;
        first = first ? first : fact;
    }
    if (first)
        sl_sink_about(sink, rule, SL_LEVEL_OFF, first,
                      "nothing in the repository says where the password of %s comes "
                      "from",
                      files == 1 ? "this vault" : "its vaults");
}
