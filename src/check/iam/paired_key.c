/* paired_key.c - keys that say little without another one beside them.
 * Source: IAM User Guide, "AWS global condition context keys": private addresses and paths
 * of organizations are only unique within a VPC and an organization; the ARN of a bucket
 * has no account, and its name may go to another one. */
#include "aws/arn.h"
#include "aws/condition.h"
#include "check/iam/policy_hit.h"

enum { PARTNERS = 4 };

/* Does a value of the key need the partner? */
static bool always(sl_str value)
{
    (void)value;
    return true;
}

static bool without_organization(sl_str value)
{
    return sl_has_wild(sl_str_sub(value, 0, sl_str_chr(value, '/')));
}

static bool without_account(sl_str value)
{
    sl_arn arn;

    return sl_arn_parse(value, &arn) == SL_ARN_OK && sl_all_wild(arn.account);
}

static const struct {
    const char *key;
    bool (*needs)(sl_str value);
    const char *partners[PARTNERS];
    const char *why;
} pairs[] = {
    {"aws:VpcSourceIp",
     always,
     {"aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn", "aws:VpceAccount"},
     "private addresses are the same in every VPC"},
    {"aws:Ec2InstanceSourcePrivateIPv4",
     always,
     {"aws:Ec2InstanceSourceVpc"},
     "private addresses are the same in every VPC"},
    {"aws:PrincipalOrgPaths",
     without_organization,
     {"aws:PrincipalOrgID"},
     "ids of units are only unique within their organization"},
    {"aws:ResourceOrgPaths",
     without_organization,
     {"aws:ResourceOrgID"},
     "ids of units are only unique within their organization"},
    {"aws:SourceOrgPaths",
     without_organization,
     {"aws:SourceOrgID"},
     "ids of units are only unique within their organization"},
    {"aws:SourceArn",
     without_account,
     {"aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOwner"},
     "the ARN names no account, and a bucket that is deleted may be made again in "
     "another one"},
};

static bool has_partner(const sl_statement *s, size_t pair)
{
    for (size_t i = 0; i < PARTNERS && pairs[pair].partners[i]; i++) {
        sl_condition c = {0};

        if (sl_condition_on(s, sl_str_of(pairs[pair].partners[i]), &c))
            return true;
    }
    return false;
}

/* The first value of the key in the statement that wants company. */
static const sl_node *needy(const sl_statement *s, size_t pair)
{
    sl_condition c = {0};

    while (sl_condition_on(s, sl_str_of(pairs[pair].key), &c)) {
        const sl_node *value = NULL;

        while (sl_condition_demands(&c) &&
               (value = sl_text_next(c.node, value)) != NULL)
            if (!sl_node_open(value) && pairs[pair].needs(value->value))
                return value;
    }
    return NULL;
}

void sl_check_iam_paired_keys(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
            const sl_node *value = s->allows ? needy(s, k) : NULL;

            if (value && !has_partner(s, k) && !sl_conditions_open(s))
                sl_policy_hit(view, value, SL_LEVEL_OFF, "%s needs %s beside it: %s",
                              pairs[k].key, pairs[k].partners[0], pairs[k].why);
        }
    }
}
