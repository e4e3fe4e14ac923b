#include "check/iam/claim.h"

#include "aws/issuer.h"

/* The claim of a key; also "sub" of keys whose issuer is an expression. */
static bool claim_of(sl_str key, sl_str *claim)
{
    sl_str issuer;

    if (sl_claim_split(key, &issuer, claim))
        return true;
    if (!sl_str_ends_nocase(key, sl_lit(":sub")))
        return false;
    *claim = sl_lit("sub");
    return true;
}

/* Are there values, and is each more than wildcards? */
static bool says_something(const sl_condition *condition)
{
    const sl_node *value = NULL;
    bool any = false;

    while ((value = sl_text_next(condition->node, value)) != NULL) {
        if (sl_all_wild(value->value) && !sl_node_open(value))
            return false;
        any = true;
    }
    return any || condition->node->type == SL_NODE_ALIAS;
}

/* Claims that many can have: of CI systems many repositories, of identity providers
 * whoever has logged in, or not even that. They do not say who. */
static bool says_who(sl_str claim)
{
    static const char *const others[] = {"iss",
                                         "amr",
                                         "environment",
                                         "ref",
                                         "ref_type",
                                         "workflow",
                                         "event_name",
                                         "base_ref",
                                         "head_ref",
                                         "ref_protected",
                                         "runner_environment",
                                         "pipeline_source",
                                         "user_access_level",
                                         "build_branch"};

    return !sl_str_among(others, sizeof others / sizeof *others, claim);
}

sl_claims sl_claims_of(const sl_statement *statement)
{
    static const char *const audiences[] = {"aud", "app_id", "azp", "oaud"};
    sl_claims claims = {0};
    sl_condition condition = {0};
    sl_str claim;

    while (sl_condition_next(statement, &condition)) {
        const sl_operator *op = &condition.operator;
        bool subject;

        if (!claim_of(condition.node->key, &claim) || !op->known ||
            op->family == SL_OPERATOR_NULL)
            continue;
        subject = sl_str_eq_nocase(claim, sl_lit("sub"));
        if (op->negated)
            claims.negated = true;
        else if (subject) /* "*" is something, too: oidc-sub-wide */
            claims.subject = true;
        else if (!says_something(&condition))
            continue;
        else if (sl_str_among(audiences, sizeof audiences / sizeof *audiences, claim))
            claims.audience = true;
        else if (says_who(claim))
            claims.other = true;
    }
    return claims;
}

bool sl_subject_next(const sl_statement *statement, sl_condition *condition)
{
    sl_str claim;

    while (sl_condition_next(statement, condition))
        if (claim_of(condition->node->key, &claim) &&
            sl_str_eq_nocase(claim, sl_lit("sub")) &&
            condition->operator.known && !condition->operator.negated &&
            condition->
            operator.family == SL_OPERATOR_STRING)
            return true;
    return false;
}
