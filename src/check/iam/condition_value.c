/* condition_value.c - values of conditions that nothing in a request can equal.
 * Sources: IAM User Guide, "IAM JSON policy elements: Condition operators" and "AWS
 * global condition context keys". */
#include "aws/account.h"
#include "aws/actions.h"
#include "aws/condition_keys.h"
#include "aws/principals.h"
#include "aws/regions.h"
#include "check/iam/policy_hit.h"
#include "check/iam/stand_in.h"
#include "check/iam/value_form.h"
#include "text/suggest.h"

enum { QUOTED = 60, SHORT_ID = 8, LONG_ID = 17 };

/* What a family of operators compares, for messages. */
static const char *form_of(sl_operator_family family)
{
    static const char *const forms[] = {
        [SL_OPERATOR_STRING] = "a text",
        [SL_OPERATOR_NUMERIC] = "a number",
        [SL_OPERATOR_DATE] = "a date such as 2026-01-31T00:00:00Z",
        [SL_OPERATOR_BOOL] = "true or false",
        [SL_OPERATOR_NULL] = "true or false",
        [SL_OPERATOR_BINARY] = "base64",
        [SL_OPERATOR_IP] = "an IP address or a range such as 203.0.113.0/24",
        [SL_OPERATOR_ARN] = "an ARN with all of its six fields",
    };

    return forms[family];
}

/* Operators that can compare a key of this type: a bit for each family. Texts compare
 * with anything that is one in the request, and tags may hold ARNs. */
static unsigned families_of(sl_key_type type)
{
    enum { STRING = 1 << SL_OPERATOR_STRING };

    switch (type) {
    case SL_KEY_STRING:
    case SL_KEY_ARN: return STRING | 1 << SL_OPERATOR_ARN;
    case SL_KEY_BOOL: return STRING | 1 << SL_OPERATOR_BOOL;
    case SL_KEY_NUMERIC: return 1 << SL_OPERATOR_NUMERIC;
    case SL_KEY_DATE: return 1 << SL_OPERATOR_DATE;
    case SL_KEY_IP: return 1 << SL_OPERATOR_IP;
    case SL_KEY_BINARY: return 1 << SL_OPERATOR_BINARY;
    default: return ~0u;
    }
}

static bool has_variable(const sl_node *value)
{
    return sl_str_has(value->value, sl_lit("${"));
}

/* Words of documentation: vpc-xxxxxxxx, vpce-1a2b..., and, of a key whose values have no
 * capitals, o-EXAMPLE. */
static bool is_stand_in(sl_str text, bool capitals)
{
    for (size_t i = 0; !capitals && i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return true;
    return sl_str_has(text, sl_lit("xxx")) || sl_str_has(text, sl_lit("...")) ||
           sl_str_has(text, sl_lit("your")) || sl_str_has(text, sl_lit("example"));
}

static bool is_id(sl_str text, sl_str prefix)
{
    sl_str digits = sl_str_drop(text, prefix);

    if (!sl_str_starts(text, prefix) ||
        (digits.len != SHORT_ID && digits.len != LONG_ID))
        return false;
    for (size_t i = 0; i < digits.len; i++)
        if (!(digits.ptr[i] >= '0' && digits.ptr[i] <= '9') &&
            !(digits.ptr[i] >= 'a' && digits.ptr[i] <= 'f'))
            return false;
    return true;
}

static bool is_vpc(sl_str text)
{
    return is_id(text, sl_lit("vpc-"));
}

static bool is_vpce(sl_str text)
{
    return is_id(text, sl_lit("vpce-"));
}

static bool is_organization(sl_str text)
{
    return sl_str_starts(text, sl_lit("o-"));
}

/* A name that is only built like one is perhaps new, unless a known one is near it and
 * differs in more than its number. */
static bool is_region(sl_str text)
{
    sl_region near;

    if (sl_region_find(text, &near))
        return true;
    return sl_region_shaped(text, NULL) &&
           (!sl_region_near(text, &near) ||
            sl_str_eq(sl_str_sub(text, 0, sl_str_rchr(text, '-')),
                      sl_str_sub(near.name, 0, sl_str_rchr(near.name, '-'))));
}

/* SERVICE.REGION.amazonaws.com, as services call KMS, but no slip of the name of one. Any
 * region will do: other rules know their names. */
static bool is_regional(sl_str text)
{
    sl_str name, rest, region, suffix;
    sl_service service;

    return sl_str_split(text, '.', &name, &rest) &&
           sl_str_split(rest, '.', &region, &suffix) && name.len > 0 &&
           sl_str_chr(region, '-') != SIZE_MAX &&
           sl_str_starts(suffix, sl_lit("amazonaws.com")) &&
           (sl_service_find(name, &service) || !sl_service_near(name, &service));
}

/* A name that no table has may be new, if it is built like one and near none. */
static bool is_service(sl_str text)
{
    sl_service_principal near;

    return sl_service_principal_find(text, &near) ||
           (sl_service_principal_shaped(text) &&
            !sl_service_principal_near(text, &near));
}

static bool is_alias(sl_str text)
{
    return sl_str_starts(text, sl_lit("alias/"));
}

static bool is_encryption(sl_str text)
{
    return sl_str_eq(text, sl_lit("AES256")) || sl_str_starts(text, sl_lit("aws:"));
}

static bool is_canned_acl(sl_str text)
{
    static const char *const names[] = {"private",
                                        "public-read",
                                        "public-read-write",
                                        "aws-exec-read",
                                        "authenticated-read",
                                        "bucket-owner-read",
                                        "bucket-owner-full-control",
                                        "log-delivery-write"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(text, sl_str_of(names[i])))
            return true;
    return false;
}

/* A label of one's own may have any name, but not nearly one of these. */
static bool is_stage(sl_str text)
{
    static const char *const names[] = {"AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(text, sl_str_of(names[i])))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq_nocase(text, sl_str_of(names[i])) ||
            sl_edit_distance(text, sl_str_of(names[i])) <= 2)
            return false;
    return true;
}

/* Keys whose values have a form of their own. */
static const struct {
    const char *key;
    bool (*fits)(sl_str text);
    const char *form;
} keys[] = {
    {"aws:SourceVpc", is_vpc, "a VPC (vpc- and 8 or 17 hexadecimal digits)"},
    {"aws:SourceVpce", is_vpce,
     "a VPC endpoint (vpce- and 8 or 17 hexadecimal digits)"},
    {"aws:RequestedRegion", is_region, "a region"},
    {"ec2:Region", is_region, "a region"},
    {"aws:SourceAccount", sl_account_valid, "an account id of twelve digits"},
    {"aws:PrincipalAccount", sl_account_valid, "an account id of twelve digits"},
    {"aws:ResourceAccount", sl_account_valid, "an account id of twelve digits"},
    {"kms:CallerAccount", sl_account_valid, "an account id of twelve digits"},
    {"s3:ResourceAccount", sl_account_valid, "an account id of twelve digits"},
    {"s3:DataAccessPointAccount", sl_account_valid, "an account id of twelve digits"},
    {"aws:PrincipalOrgID", is_organization, "an organization (o- and its id)"},
    {"aws:ResourceOrgID", is_organization, "an organization (o- and its id)"},
    {"aws:SourceOrgID", is_organization, "an organization (o- and its id)"},
    {"kms:ViaService", is_regional,
     "a service in a region (secretsmanager.eu-west-1.amazonaws.com)"},
    {"kms:RequestAlias", is_alias, "an alias (alias/ and its name)"},
    {"kms:ResourceAliases", is_alias, "an alias (alias/ and its name)"},
    {"iam:PassedToService", is_service, "the principal of a service"},
    {"iam:AWSServiceName", is_service, "the principal of a service"},
    {"aws:CalledVia", is_service, "principals of services"},
    {"aws:CalledViaFirst", is_service, "the principal of a service"},
    {"aws:CalledViaLast", is_service, "the principal of a service"},
    {"s3:x-amz-server-side-encryption", is_encryption,
     "AES256, aws:kms or aws:kms:dsse"},
    {"s3:x-amz-acl", is_canned_acl,
     "a canned ACL such as private or bucket-owner-full-control"},
    {"secretsmanager:VersionStage", is_stage,
     "AWSCURRENT, AWSPREVIOUS, AWSPENDING or a label of one's own"},
};

static void tell(const sl_policy_view *view, const sl_condition *c,
                 const sl_node *value, const char *form)
{
    sl_policy_hit(view, value, SL_LEVEL_OFF, "\"%.*s\" holds %s, never \"%.*s\"",
                  sl_fmt(sl_str_sub(c->node->key, 0, QUOTED)), form,
                  sl_fmt(sl_policy_quote(value)));
}

static void judge_region(const sl_policy_view *view, const sl_condition *c,
                         const sl_node *value)
{
    sl_region near;

    if (sl_region_near(value->value, &near))
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "\"%.*s\" is no region: did you mean \"%.*s\"?",
                      sl_fmt(sl_policy_quote(value)), sl_fmt(near.name));
    else
        tell(view, c, value, "a region");
}

static void judge_by_key(const sl_policy_view *view, const sl_condition *c,
                         const sl_node *value)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        bool capitals = keys[i].fits == is_encryption || keys[i].fits == is_stage;

        if (!sl_condition_is(c, sl_str_of(keys[i].key)))
            continue;
        if (value->value.len == 0 || sl_has_wild(value->value) || has_variable(value) ||
            is_stand_in(value->value, capitals) || keys[i].fits(value->value))
            return;
        if (keys[i].fits == is_region)
            judge_region(view, c, value);
        else
            tell(view, c, value, keys[i].form);
        return;
    }
}

/* aws:PrincipalArn is the role, never one of its sessions. */
static bool is_session(const sl_condition *c, const sl_node *value)
{
    return sl_condition_is(c, sl_lit("aws:PrincipalArn")) &&
           sl_str_starts(value->value, sl_lit("arn:aws")) &&
           sl_str_has(value->value, sl_lit(":assumed-role/"));
}

static void judge_values(const sl_policy_view *view, const sl_condition *c)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(c->node, value)) != NULL) {
        if (is_session(c, value)) {
            tell(view, c, value,
                 "the ARN of the role (arn:aws:iam::ACCOUNT:role/NAME)");
            continue;
        }
        if (sl_node_open(value) || has_variable(value) ||
            (!sl_form_bool(value->value) && sl_stands_in(view, value->value) &&
             c->operator.family != SL_OPERATOR_BOOL))
            continue;
        if (!sl_form_fits(c->operator.family, value->value))
            sl_policy_hit(view, value, SL_LEVEL_OFF,
                          "%.*s compares with %s, not with \"%.*s\"",
                          sl_fmt(c->operator.name), form_of(c->operator.family),
                          sl_fmt(sl_policy_quote(value)));
        else if (c->operator.family == SL_OPERATOR_STRING)
            judge_by_key(view, c, value);
    }
}

/* A key of the same type on the other side of the comparison. */
static bool only_variables(const sl_condition *c)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(c->node, value)) != NULL)
        if (!has_variable(value))
            return false;
    return true;
}

/* Does the operator compare what the key holds? */
static bool judge_type(const sl_policy_view *view, const sl_condition *c)
{
    const sl_operator *op = &c->operator;
    sl_condition_key key;

    /* a number, which the reference lists as a text */
    if (sl_condition_is(c, sl_lit("glacier:ArchiveAgeInDays")))
        return true;
    if (op->family == SL_OPERATOR_NULL || !sl_condition_key_find(c->node->key, &key) ||
        (families_of(key.type) & 1u << op->family) || only_variables(c))
        return true;
    sl_policy_hit_at(view, sl_policy_key_span(c->block), SL_LEVEL_OFF, NULL, 0,
                     "%.*s compares with %s, but \"%.*s\" is of type %.*s",
                     sl_fmt(op->name), form_of(op->family), sl_fmt(key.name),
                     sl_fmt(sl_key_type_name(key.type)));
    return false;
}

void sl_check_iam_condition_value(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        sl_condition c = {0};

        while (sl_condition_next(&view->policy->statements[i], &c))
            if (c.operator.known && judge_type(view, &c))
                judge_values(view, &c);
    }
}
