#include "check/iam/narrowing.h"

#include "aws/arn.h"
#include "aws/principal.h"

static const struct {
    const char *key;
    unsigned kind;
} keys[] = {
    {"aws:FederatedProvider", SL_NARROWS_CALLER},
    {"aws:PrincipalAccount", SL_NARROWS_CALLER},
    {"aws:PrincipalArn", SL_NARROWS_CALLER},
    {"aws:PrincipalIsAWSService", SL_NARROWS_CALLER},
    {"aws:PrincipalOrgID", SL_NARROWS_CALLER},
    {"aws:PrincipalOrgPaths", SL_NARROWS_CALLER},
    {"aws:PrincipalServiceName", SL_NARROWS_CALLER},
    {"aws:PrincipalServiceNamesList", SL_NARROWS_CALLER},
    {"aws:userid", SL_NARROWS_CALLER},
    {"aws:username", SL_NARROWS_CALLER},
    {"kms:CallerAccount", SL_NARROWS_CALLER},
    {"aws:SourceAccount", SL_NARROWS_SOURCE},
    {"aws:SourceArn", SL_NARROWS_SOURCE},
    {"aws:SourceOrgID", SL_NARROWS_SOURCE},
    {"aws:SourceOrgPaths", SL_NARROWS_SOURCE},
    {"aws:SourceOwner", SL_NARROWS_SOURCE}, /* older, of SNS */
    {"lambda:SourceFunctionArn", SL_NARROWS_SOURCE},
    {"aws:Ec2InstanceSourceVpc", SL_NARROWS_PATH},
    {"aws:SourceIp", SL_NARROWS_PATH},
    {"aws:SourceVpc", SL_NARROWS_PATH},
    {"aws:SourceVpcArn", SL_NARROWS_PATH},
    {"aws:SourceVpce", SL_NARROWS_PATH},
    {"aws:VpceAccount", SL_NARROWS_PATH},
    {"aws:VpceOrgID", SL_NARROWS_PATH},
    {"aws:VpceOrgPaths", SL_NARROWS_PATH},
    {"ec2:SourceInstanceARN", SL_NARROWS_CALLER},
    {"elasticfilesystem:AccessPointArn", SL_NARROWS_PATH},
    {"elasticfilesystem:AccessedViaMountTarget", SL_NARROWS_PATH},
    {"s3:AccessPointNetworkOrigin", SL_NARROWS_PATH},
    {"s3:DataAccessPointAccount", SL_NARROWS_PATH},
    {"s3:DataAccessPointArn", SL_NARROWS_PATH},
    {"sns:Endpoint", SL_NARROWS_PATH},
    {"lambda:EventSourceToken", SL_NARROWS_SECRET},
    {"sts:ExternalId", SL_NARROWS_SECRET},
};

unsigned sl_key_narrows(sl_str key)
{
    sl_str prefix, name;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_str_eq_nocase(key, sl_str_of(keys[i].key)))
            return keys[i].kind;
    /* claims of an identity provider: its host is the prefix */
    if (sl_str_split(key, ':', &prefix, &name) &&
        (sl_str_chr(prefix, '.') != SIZE_MAX ||
         sl_str_eq_nocase(prefix, sl_lit("saml"))))
        return SL_NARROWS_CALLER;
    return 0;
}

/* The number behind the slash, or SIZE_MAX. */
static size_t prefix_length(sl_str cidr)
{
    size_t slash = sl_str_chr(cidr, '/');
    size_t length = 0;

    if (slash == SIZE_MAX || slash + 1 == cidr.len || cidr.len - slash > 4)
        return SIZE_MAX;
    for (size_t i = slash + 1; i < cidr.len; i++) {
        if (cidr.ptr[i] < '0' || cidr.ptr[i] > '9')
            return SIZE_MAX;
        length = length * 10 + (size_t)(cidr.ptr[i] - '0');
    }
    return length;
}

/* S3 counts wider ranges than these as public, too. */
static bool wide_range(sl_str cidr)
{
    bool v6 = sl_str_chr(cidr, ':') != SIZE_MAX;

    return prefix_length(cidr) < (v6 ? 32u : 8u);
}

/* Any account, and then any resource of it; of roles any account is enough: everybody
 * can make one of that name. */
static bool wide_arn(sl_str text)
{
    sl_arn arn;
    sl_str tail;
    size_t cut;

    if (sl_arn_parse(text, &arn) != SL_ARN_OK)
        return false;
    if (arn.account.len > 0 && !sl_all_wild(arn.account))
        return false;
    if (sl_str_eq(arn.service, sl_lit("iam")) || sl_str_eq(arn.service, sl_lit("sts")))
        return arn.account.len > 0;
    tail = sl_path_base(arn.resource);
    cut = sl_str_rchr(tail, ':');
    if (sl_str_eq(arn.service, sl_lit("s3")))
        tail = sl_str_sub(arn.resource, 0, sl_str_chr(arn.resource, '/'));
    else if (cut != SIZE_MAX)
        tail = sl_str_skip(tail, cut + 1);
    return sl_all_wild(tail);
}

/* Can everybody have this value? */
static bool wide_value(const sl_operator *op, sl_str value)
{
    static const char *const prefixes[] = {"o-", "vpc-", "vpce-"};

    if (op->family == SL_OPERATOR_IP)
        return wide_range(value);
    if (op->family == SL_OPERATOR_BOOL)
        return !sl_str_eq_nocase(value, sl_lit("true"));
    if (!op->like) /* wildcards of StringEquals are letters like others */
        return value.len == 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        value = sl_str_drop(value, sl_str_of(prefixes[i]));
    return sl_all_wild(value) || wide_arn(value);
}

bool sl_condition_narrow(const sl_condition *condition)
{
    const sl_node *value = NULL;
    bool any = false;

    while ((value = sl_text_next(condition->node, value)) != NULL) {
        if (!sl_node_open(value) && wide_value(&condition->operator, value->value))
            return false;
        any = true;
    }
    return any || condition->node->type == SL_NODE_ALIAS;
}

bool sl_statement_narrowed(const sl_statement *statement, unsigned kinds)
{
    sl_condition condition = {0};

    while (sl_condition_next(statement, &condition))
        if ((sl_key_narrows(condition.node->key) & kinds) &&
            sl_condition_demands(&condition) && sl_condition_narrow(&condition))
            return true;
    return false;
}

/* Does the condition take in all but those with certain values? */
static bool excepts(const sl_condition *condition, unsigned kinds)
{
    const sl_operator *op = &condition->operator;
    const sl_node *value = sl_text_next(condition->node, NULL);

    if (!(sl_key_narrows(condition->node->key) & kinds) || !op->known || !value)
        return false;
    if (op->family == SL_OPERATOR_BOOL) /* aws:PrincipalIsAWSService: false */
        return sl_str_eq_nocase(value->value, sl_lit("false"));
    if (op->family == SL_OPERATOR_NULL)
        return sl_str_eq_nocase(value->value, sl_lit("true"));
    return op->negated;
}

static bool all_except(const sl_statement *deny, unsigned kinds)
{
    sl_condition condition = {0};
    bool any = false;

    while (sl_condition_next(deny, &condition)) {
        if (!excepts(&condition, kinds))
            return false;
        any = true;
    }
    return any;
}

static bool about_everybody(const sl_statement *statement)
{
    sl_principal principal = {0};

    while (sl_principal_next(statement->principal, &principal))
        if (sl_principal_is_anyone(&principal))
            return true;
    return false;
}

sl_exceptions sl_policy_exceptions(const sl_policy_view *view, unsigned kinds)
{
    const sl_policy *policy = view->policy;
    const sl_statement **found =
        sl_arena_calloc(view->doc->arena, policy->statements_len, sizeof *found);
    size_t len = 0;

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        bool all_others = s->not_principal && !s->condition;

        if (s->denies && (all_others || (about_everybody(s) && all_except(s, kinds))))
            found[len++] = s;
    }
    return (sl_exceptions){found, len};
}

static size_t length(const sl_node *values)
{
    const sl_node *value = NULL;
    size_t len = 0;

    while ((value = sl_value_next(values, value)) != NULL)
        len++;
    return len;
}

/* Does the Deny take in every action that the other statement allows? */
static bool covers_actions(const sl_statement *deny, const sl_statement *allow)
{
    const sl_node *action = NULL;

    while ((action = sl_text_next(allow->action, action)) != NULL)
        if (!sl_statement_covers(deny, action->value))
            return false;
    return allow->action != NULL;
}

bool sl_exceptions_cover(const sl_policy_view *view, const sl_exceptions *exceptions,
                         const sl_statement *statement)
{
    size_t actions = length(statement->action);

    for (size_t i = 0; i < exceptions->len; i++) {
        const sl_statement *deny = exceptions->at[i];
        size_t each = 1 + length(deny->action) + length(deny->not_action);

        if (!sl_sink_spend(view->sink, view->doc, actions * each) ||
            covers_actions(deny, statement))
            return true;
    }
    return false;
}
