/* cross_account.c - a role that another account may assume without any proof of who
 * asks on whose behalf. */
#include "aws/account.h"
#include "aws/accounts.h"
#include "check/xref/xref.h"

static sl_str account_of(sl_str principal)
{
    sl_arn arn;

    if (sl_account_valid(principal))
        return principal;
    return sl_arn_parse(principal, &arn) == SL_ARN_OK ? arn.account : (sl_str){0};
}

/* Is it an account that resources of this tree live in? */
static bool own_account(const sl_survey *survey, const sl_aws_fact *trust,
                        sl_str account, bool *any)
{
    static const sl_aws_kind kinds[] = {SL_AWS_GRANT, SL_AWS_SECRET_REF,
                                        SL_AWS_ROLE_REF, SL_AWS_ACCOUNT};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        sl_aws_range facts = sl_survey_aws(survey, kinds[k]);

        for (size_t i = 0; i < facts.len; i++) {
            sl_str other = account_of(facts.at[i].text);

            if (facts.at[i].prose != trust->prose || !sl_account_valid(other))
                continue;
            *any = true;
            if (sl_str_eq(other, account))
                return true;
        }
    }
    return false;
}

void sl_check_trust_cross_account(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range trusts = sl_survey_aws(facts.survey, SL_AWS_TRUST);

    for (size_t i = 0; sl_xref_whole(facts) && i < trusts.len; i++) {
        const sl_aws_fact *trust = &trusts.at[i];
        sl_str account = account_of(trust->text);
        bool any = false;

        if (!sl_xref_live(trust) || trust->conditional || !sl_account_valid(account) ||
            sl_aws_account_find(account, &(sl_aws_account){0}) ||
            own_account(facts.survey, trust, account, &any))
            continue;
        if (any) /* else nobody can tell what is foreign */
            sl_sink_at(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, trust),
                       &trust->place,
                       "account %.*s, which nothing else in the tree belongs to, may "
                       "assume the role without sts:ExternalId or aws:PrincipalOrgID",
                       sl_fmt(account));
    }
}
