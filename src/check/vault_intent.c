/* vault_intent.c - a tracked file that should be a vault, by what it says of itself or
 * by the strategy that the user gave, and is plain text. With plaintext secrets that
 * rules find in a file of a secret class, secret-tracked-plaintext tells of it. */
#include "check/check.h"
#include "check/vault_node.h"

static bool strategy_says_so(const sl_fact *fact, const sl_survey *survey)
{
    const sl_layout_use *use;

    if (!fact->path_class)
        return false;
    use = sl_survey_use(survey, fact->path_class->layout);
    return use && !use->inferred &&
           sl_class_strategy(fact->path_class, use->strategy) ==
               SL_STRATEGY_ANSIBLE_VAULT;
}

static bool is_plain(const sl_fact *fact)
{
    return fact->content.class_ == SL_CONTENT_TEXT && !fact->symlink &&
           !fact->state.here.filtered &&
           fact->leaves.values + fact->leaves.references > 0;
}

void sl_check_vault_intent(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_facts_staged(sl_facts_next_path(facts, &start));

        if (!fact || !is_plain(fact) || fact->public_class ||
            sl_vault_example(fact->place.path) ||
            (fact->path_class && fact->secrets > 0))
            continue;
        if (fact->intent.len > 0)
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "says of itself \"%.*s\", and its %s version is plain text",
                          sl_fmt(fact->intent),
                          fact->state.committed ? "committed" : "staged");
        else if (strategy_says_so(fact, facts.survey))
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "should be an Ansible vault by the strategy, and its %s "
                          "version is plain text",
                          fact->state.committed ? "committed" : "staged");
    }
}
