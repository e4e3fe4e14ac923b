/* policy_cdk.c - iam.PolicyStatement of the AWS CDK, folded to the grammar of IAM.
 * Source: AWS CDK API reference, aws-cdk-lib.aws_iam, class PolicyStatement and the
 * classes of principals. */
#include "aws/policy_work.h"

/* A property, as TypeScript and Python write it, and its element. */
static const struct {
    const char *property, *element;
} elements[] = {
    {"sid", "Sid"},
    {"actions", "Action"},
    {"notactions", "NotAction"},
    {"resources", "Resource"},
    {"notresources", "NotResource"},
    {"conditions", "Condition"},
};

/* The classes of principals, and what a policy has for each. */
static const struct {
    const char *class_, *key;
    const char *value; /* NULL: the first argument */
} principals[] = {
    {"ServicePrincipal", "Service", NULL},
    {"ArnPrincipal", "AWS", NULL},
    {"AccountPrincipal", "AWS", NULL},
    {"AccountRootPrincipal", "AWS",
     "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"},
    {"FederatedPrincipal", "Federated", NULL},
    {"WebIdentityPrincipal", "Federated", NULL},
    {"CanonicalUserPrincipal", "CanonicalUser", NULL},
    {"AnyPrincipal", "*", "*"},
    {"StarPrincipal", "*", "*"},
};

enum { PRINCIPALS = sizeof principals / sizeof *principals };

/* One principal as it is read from the program. */
typedef struct principal {
    size_t row; /* PRINCIPALS: not known */
    sl_str value;
    sl_span span;
} principal;

/* "new iam.ServicePrincipal('x')": the class is the word before the first bracket. */
static sl_str class_in(sl_str call)
{
    size_t bracket = sl_str_chr(call, '(');
    sl_str name = sl_str_trim(sl_str_sub(call, 0, bracket));
    size_t start = name.len;

    if (bracket == SIZE_MAX)
        return (sl_str){0};
    while (start > 0 && name.ptr[start - 1] != '.' && name.ptr[start - 1] != ' ')
        start--;
    return sl_str_skip(name, start);
}

/* The first argument, if it is a plain string. */
static sl_str argument_in(sl_str call)
{
    sl_str rest = sl_str_trim(sl_str_skip(call, sl_str_chr(call, '(') + 1));
    size_t end;

    if (rest.len < 2 || (rest.ptr[0] != '"' && rest.ptr[0] != '\''))
        return (sl_str){0};
    end = sl_str_chr(sl_str_skip(rest, 1), rest.ptr[0]);
    return end == SIZE_MAX ? (sl_str){0} : sl_str_sub(rest, 1, 1 + end);
}

static size_t row_of(sl_str class_)
{
    size_t row = 0;

    while (row < PRINCIPALS && !sl_str_eq(class_, sl_str_of(principals[row].class_)))
        row++;
    return row;
}

static principal principal_of(const sl_node *item)
{
    bool call = item->type != SL_NODE_SCALAR;
    sl_str class_ = call ? sl_str_drop(item->tag, sl_lit("!")) : class_in(item->value);
    const sl_node *first = call ? item->first : NULL;
    size_t dot = sl_str_rchr(class_, '.');
    principal out = {.span = item->span};

    out.row = row_of(dot == SIZE_MAX ? class_ : sl_str_skip(class_, dot + 1));
    if (out.row == PRINCIPALS)
        return out;
    if (principals[out.row].value)
        out.value = sl_str_of(principals[out.row].value);
    else if (first && first->type == SL_NODE_SCALAR && first->tag.len == 0)
        out.value = first->value;
    else if (!call)
        out.value = argument_in(item->value);
    if (out.value.len > 0 && !call && !principals[out.row].value) {
        sl_span inside = sl_span_in(item->value, out.value); /* as it is written */

        out.span =
            (sl_span){item->span.start + inside.start, item->span.start + inside.end};
    } else if (out.value.len > 0 && call && first && !principals[out.row].value) {
        out.span = first->span;
    }
    if (out.value.len == 0)
        out.row = PRINCIPALS;
    return out;
}

/* One key of a Principal, with all principals of the list that go there. */
static void add_key(sl_folder *folder, sl_fold_into *map, const char *key,
                    const sl_node *list)
{
    sl_fold_into values = {0};

    for (const sl_node *item = list->first; item; item = item->next) {
        principal found = principal_of(item);
        sl_node named = {.key = sl_str_of(key), .key_span = item->span};
        sl_node *added;

        if (found.row == PRINCIPALS ||
            !sl_str_eq(named.key, sl_str_of(principals[found.row].key)))
            continue;
        if (!values.node)
            values = sl_fold_open(folder, map, SL_NODE_SEQ, list, &named);
        added = sl_fold_add_text(folder, &values, found.value, item, NULL);
        added->tag = (sl_str){0};
        added->span = found.span;
    }
}

/* Everybody if one is everybody; not known if one is not. */
static void add_principals(sl_folder *folder, sl_fold_into *statement,
                           const sl_node *list, const sl_node *named)
{
    static const char *const keys[] = {"AWS", "Service", "Federated", "CanonicalUser"};
    bool known = list->type == SL_NODE_SEQ, all = false;
    sl_fold_into map;

    for (const sl_node *item = known ? list->first : NULL; item; item = item->next) {
        principal found = principal_of(item);

        known &= found.row < PRINCIPALS;
        all |= found.row < PRINCIPALS && principals[found.row].key[0] == '*';
    }
    if (!known || all) {
        sl_fold_add_text(folder, statement,
                         known ? sl_lit("*") : sl_lit("${principals}"), list, named)
            ->tag = known ? (sl_str){0} : sl_lit("!expr");
        return;
    }
    map = sl_fold_open(folder, statement, SL_NODE_MAP, list, named);
    map.node->tag = (sl_str){0};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        add_key(folder, &map, keys[i], list);
}

/* iam.Effect.DENY, "Deny" */
static void add_effect(sl_folder *folder, sl_fold_into *statement, const sl_node *value,
                       const sl_node *named)
{
    bool allow = sl_str_ends_nocase(value->value, sl_lit("allow"));
    bool deny = sl_str_ends_nocase(value->value, sl_lit("deny"));

    if (value->type != SL_NODE_SCALAR || !(allow || deny))
        sl_fold_take(folder, statement, value, named);
    else
        sl_fold_add_text(folder, statement, allow ? sl_lit("Allow") : sl_lit("Deny"),
                         value, named)
            ->tag = (sl_str){0};
}

static void add_property(sl_folder *folder, sl_fold_into *statement,
                         const sl_node *property)
{
    sl_node named = {.key_span = property->key_span};

    if (sl_site_is(property->key, "effect")) {
        named.key = sl_lit("Effect");
        add_effect(folder, statement, property, &named);
    } else if (sl_site_is(property->key, "principals")) {
        named.key = sl_lit("Principal");
        add_principals(folder, statement, property, &named);
    } else if (sl_site_is(property->key, "notprincipals")) {
        named.key = sl_lit("NotPrincipal");
        add_principals(folder, statement, property, &named);
    }
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (sl_site_is(property->key, elements[i].property)) {
            named.key = sl_str_of(elements[i].element);
            sl_fold_take(folder, statement, property, &named);
        }
}

bool sl_policy_cdk_document(const sl_node *node)
{
    if (!sl_str_ends(node->tag, sl_lit("PolicyDocument")))
        return false;
    for (const sl_node *child = node->first; child; child = child->next)
        if (!sl_str_eq(child->key, sl_lit("statements")) &&
            !sl_site_is(child->key, "assignsids") &&
            !sl_site_is(child->key, "minimize"))
            return false;
    return true;
}

bool sl_policy_cdk(sl_policy_finder *finder, const sl_node *node)
{
    sl_fold_into statements, statement;
    sl_node *map;
    sl_site site;

    if (node->type != SL_NODE_MAP || !sl_str_ends(node->tag, sl_lit("PolicyStatement")))
        return false;
    finder->folder.incomplete = false;
    map = sl_policy_frame(finder, node, &statements);
    statement = sl_fold_open(&finder->folder, &statements, SL_NODE_MAP, node, NULL);
    statement.node->tag = (sl_str){0};
    for (const sl_node *child = node->first; child; child = child->next)
        add_property(&finder->folder, &statement, child);
    site = sl_site_of(finder->doc, finder->passage, node);
    finder->inexact = true;
    sl_policy_add(finder, map, &site, sl_kind_of(&site))->fragment = true;
    finder->inexact = false;
    return true;
}
