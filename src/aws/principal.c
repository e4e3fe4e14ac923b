#include "aws/principal.h"

#include "aws/account.h"
#include "aws/arn.h"
#include "aws/condition.h"
#include "aws/hole.h"
#include "aws/principals.h"

static const struct {
    const char *name;
    sl_principal_kind kind;
} kinds[] = {
    {"AWS", SL_PRINCIPAL_AWS},
    {"Service", SL_PRINCIPAL_SERVICE},
    {"Federated", SL_PRINCIPAL_FEDERATED},
    {"CanonicalUser", SL_PRINCIPAL_CANONICAL},
};

/* How the resource of an ARN begins that is a principal. */
static const struct {
    const char *service;
    const char *prefix;
    sl_principal_kind kind;
    sl_principal_form form;
} resources[] = {
    {"iam", "role/", SL_PRINCIPAL_AWS, SL_PRINCIPAL_ROLE},
    {"iam", "user/", SL_PRINCIPAL_AWS, SL_PRINCIPAL_USER},
    {"iam", "group/", SL_PRINCIPAL_AWS, SL_PRINCIPAL_GROUP},
    {"sts", "assumed-role/", SL_PRINCIPAL_AWS, SL_PRINCIPAL_SESSION},
    {"sts", "federated-user/", SL_PRINCIPAL_AWS, SL_PRINCIPAL_FEDERATED_USER},
    {"iam", "saml-provider/", SL_PRINCIPAL_FEDERATED, SL_PRINCIPAL_SAML},
    {"iam", "oidc-provider/", SL_PRINCIPAL_FEDERATED, SL_PRINCIPAL_OIDC},
};

static const char *const web_names[] = {"cognito-identity.amazonaws.com",
                                        "www.amazon.com", "graph.facebook.com",
                                        "accounts.google.com"};

enum { CANONICAL_DIGITS = 64, MIN_UNIQUE_ID = 16, MAX_UNIQUE_ID = 64 };

/* AROA... of a role, AIDA... of a user. */
static bool is_unique_id(sl_str text)
{
    if (text.len < MIN_UNIQUE_ID || text.len > MAX_UNIQUE_ID ||
        (!sl_str_starts(text, sl_lit("AROA")) && !sl_str_starts(text, sl_lit("AIDA"))))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') &&
            !(text.ptr[i] >= '0' && text.ptr[i] <= '9'))
            return false;
    return true;
}

static bool is_canonical_id(sl_str text)
{
    if (text.len != CANONICAL_DIGITS)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!(text.ptr[i] >= '0' && text.ptr[i] <= '9') &&
            !(text.ptr[i] >= 'a' && text.ptr[i] <= 'f'))
            return false;
    return true;
}

/* The name in what stands behind "role/": the last component of a path, the first one of
 * a session. An OIDC provider's is all of it. */
static sl_str name_in(sl_principal_form form, sl_str rest)
{
    switch (form) {
    case SL_PRINCIPAL_ROLE:
    case SL_PRINCIPAL_USER:
    case SL_PRINCIPAL_GROUP: return sl_path_base(rest);
    case SL_PRINCIPAL_SESSION: return sl_str_sub(rest, 0, sl_str_chr(rest, '/'));
    default: return rest;
    }
}

static sl_principal_form form_of_arn(sl_principal *out, const sl_arn *arn)
{
    if (arn->region.len > 0)
        return SL_PRINCIPAL_BAD;
    if (out->kind == SL_PRINCIPAL_AWS && sl_str_eq(arn->service, sl_lit("iam"))) {
        if (sl_str_eq(arn->resource, sl_lit("root")))
            return SL_PRINCIPAL_ROOT;
        if (sl_str_eq(arn->account, sl_lit("cloudfront")))
            return SL_PRINCIPAL_OAI;
    }
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        sl_str prefix = sl_str_of(resources[i].prefix);

        if (resources[i].kind == out->kind &&
            sl_str_eq(arn->service, sl_str_of(resources[i].service)) &&
            sl_str_starts(arn->resource, prefix) && arn->resource.len > prefix.len) {
            sl_str rest = sl_str_skip(arn->resource, prefix.len);

            out->name = name_in(resources[i].form, rest);
            if (resources[i].form == SL_PRINCIPAL_SESSION &&
                out->name.len + 1 >= rest.len)
                return SL_PRINCIPAL_BAD; /* the role without a session */
            return resources[i].form;
        }
    }
    return SL_PRINCIPAL_BAD;
}

static sl_principal_form form_of_text(sl_principal *out, sl_str text)
{
    sl_arn arn;

    if (out->kind == SL_PRINCIPAL_SERVICE) {
        sl_service_principal known;

        out->name = text;
        return sl_service_principal_find(text, &known) ||
                       sl_service_principal_shaped(text)
                   ? SL_PRINCIPAL_SERVICE_NAME
                   : SL_PRINCIPAL_BAD;
    }
    if (out->kind == SL_PRINCIPAL_CANONICAL)
        return is_canonical_id(text) ? SL_PRINCIPAL_CANONICAL_ID : SL_PRINCIPAL_BAD;
    if (sl_arn_parse(text, &arn) == SL_ARN_OK) {
        out->partition = arn.partition;
        out->account = arn.account;
        return form_of_arn(out, &arn);
    }
    if (out->kind == SL_PRINCIPAL_FEDERATED) {
        out->name = text;
        return sl_str_among(web_names, sizeof web_names / sizeof *web_names, text)
                   ? SL_PRINCIPAL_WEB
                   : SL_PRINCIPAL_BAD;
    }
    out->account = text;
    if (out->kind == SL_PRINCIPAL_AWS && sl_account_valid(text))
        return SL_PRINCIPAL_ACCOUNT;
    return out->kind == SL_PRINCIPAL_AWS && is_unique_id(text) ? SL_PRINCIPAL_DELETED
                                                               : SL_PRINCIPAL_BAD;
}

sl_principal sl_principal_of(sl_principal_kind kind, const sl_node *node)
{
    sl_principal out = {.kind = kind, .node = node, .group = node};
    bool open = sl_node_open(node);

    if (sl_str_eq(node->value, sl_lit("*")) && !open)
        out.form = SL_PRINCIPAL_STAR;
    else if (sl_str_eq(node->tag, sl_lit("!expr")))
        out.form = SL_PRINCIPAL_OPEN;
    else if (kind != SL_PRINCIPAL_CANONICAL && sl_has_wild(node->value))
        out.form = SL_PRINCIPAL_PATTERN;
    else
        out.form = form_of_text(&out, node->value);
    if (out.form == SL_PRINCIPAL_BAD && open)
        out.form = SL_PRINCIPAL_OPEN;
    return out;
}

sl_principal_kind sl_principal_kind_of(sl_str key)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sl_str_eq(key, sl_str_of(kinds[i].name)))
            return kinds[i].kind;
    return SL_PRINCIPAL_OTHER;
}

const char *sl_principal_kind_name(sl_principal_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == kind)
            return kinds[i].name;
    return "";
}

/* Moves to the next value of the next group that has one. */
static bool next_in_map(const sl_node *element, sl_principal *principal)
{
    const sl_node *group = principal->group;
    const sl_node *node = NULL;

    if (group)
        node = sl_text_next(group, principal->node);
    while (!node) {
        group = group ? group->next : element->first;
        if (!group)
            return false;
        node = sl_text_next(group, NULL);
    }
    *principal = sl_principal_of(sl_principal_kind_of(group->key), node);
    principal->group = group;
    if (principal->kind == SL_PRINCIPAL_OTHER && sl_hole_in(group->key))
        principal->form = SL_PRINCIPAL_OPEN;
    return true;
}

bool sl_principal_next(const sl_node *element, sl_principal *principal)
{
    if (!element)
        return false;
    if (element->type == SL_NODE_MAP)
        return next_in_map(element, principal);
    if (element->type != SL_NODE_SCALAR || principal->node)
        return false;
    *principal = sl_principal_of(SL_PRINCIPAL_BARE, element);
    return true;
}

bool sl_principal_is_anyone(const sl_principal *principal)
{
    return principal->form == SL_PRINCIPAL_STAR &&
           (principal->kind == SL_PRINCIPAL_BARE ||
            principal->kind == SL_PRINCIPAL_AWS);
}

bool sl_principals_open(const sl_node *element)
{
    sl_principal principal = {0};

    if (!element)
        return false;
    for (const sl_node *node = element; node; node = sl_node_walk(element, node))
        if (node->type == SL_NODE_ALIAS)
            return true;
    while (sl_principal_next(element, &principal))
        if (principal.form == SL_PRINCIPAL_OPEN)
            return true;
    return false;
}
