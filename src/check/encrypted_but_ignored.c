/* encrypted_but_ignored.c - a file that could be committed, because it is encrypted or
 * git-crypt will encrypt it, and that an ignore line keeps from being shared. */
#include "check/check.h"
#include "check/ignore_line.h"
#include "doc/content.h"

/* The strategy that its class can follow; without a class the filter says it. */
static sl_strategy strategy_of(const sl_survey *survey, const sl_fact *fact)
{
    const sl_layout_use *use;

    if (!fact->path_class)
        return fact->secrets > 0 || sl_content_encrypted(fact->content.class_)
                   ? SL_STRATEGY_GIT_CRYPT
                   : SL_STRATEGY_NONE;
    use = sl_survey_use(survey, fact->path_class->layout);
    return use ? sl_class_strategy(fact->path_class, use->strategy) : SL_STRATEGY_NONE;
}

/* Why it may be committed, or NULL. */
static const char *encryption(const sl_survey *survey, const sl_fact *fact)
{
    switch (strategy_of(survey, fact)) {
    case SL_STRATEGY_GIT_CRYPT:
        return fact->state.here.filtered ? "git-crypt would encrypt the file" : NULL;
    case SL_STRATEGY_ANSIBLE_VAULT:
        return fact->content.class_ == SL_CONTENT_VAULT
                   ? "the file is encrypted by Ansible Vault"
                   : NULL;
    default: return NULL;
    }
}

void sl_check_encrypted_but_ignored(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        const char *why;
        sl_str told;

        if (fact->place.origin != SL_ORIGIN_WORKTREE || !fact->state.known ||
            fact->state.tracked || !sl_ignored_in_tree(&fact->state.here))
            continue;
        why = encryption(facts.survey, fact);
        if (!why)
            continue;
        told = sl_ignore_told(sink, facts.survey, &fact->state.here.ignore);
        sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                      "%s, but %.*s keeps it out of git", why, sl_fmt(told));
    }
}
