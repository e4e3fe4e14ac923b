#include "aws/policy.h"

#include "base/vec.h"
#include "git/wildmatch.h"

const sl_node *sl_value_next(const sl_node *value, const sl_node *after)
{
    if (!value)
        return NULL;
    if (value->type == SL_NODE_SEQ)
        return after ? after->next : value->first;
    return after ? NULL : value;
}

const sl_node *sl_text_next(const sl_node *value, const sl_node *after)
{
    const sl_node *node = sl_value_next(value, after);

    while (node && node->type != SL_NODE_SCALAR)
        node = sl_value_next(value, node);
    return node;
}

bool sl_node_open(const sl_node *scalar)
{
    sl_str value = scalar->value;

    if (sl_str_eq(scalar->tag, sl_lit("!expr")))
        return true;
    for (size_t i = 0; i + 1 < value.len; i++) {
        sl_str rest = sl_str_skip(value, i);

        if (sl_str_starts(rest, sl_lit("{{")) || rest.ptr[0] == '<')
            return true;
        if (sl_str_starts(rest, sl_lit("${")) &&
            !sl_str_starts(rest, sl_lit("${aws:")))
            return true;
    }
    return false;
}

bool sl_action_matches(sl_str pattern, sl_str action)
{
    return sl_wildmatch(pattern, action, SL_WM_CASEFOLD);
}

static bool any_matches(const sl_node *patterns, sl_str action)
{
    const sl_node *pattern = NULL;

    while ((pattern = sl_text_next(patterns, pattern)) != NULL)
        if (sl_action_matches(pattern->value, action))
            return true;
    return false;
}

bool sl_statement_covers(const sl_statement *statement, sl_str action)
{
    if (statement->action)
        return any_matches(statement->action, action);
    return statement->not_action && !any_matches(statement->not_action, action);
}

/* One row for each element of a statement. */
static const struct {
    const char *name;
    size_t member;
} elements[] = {
    {"Sid", offsetof(sl_statement, sid)},
    {"Effect", offsetof(sl_statement, effect)},
    {"Principal", offsetof(sl_statement, principal)},
    {"NotPrincipal", offsetof(sl_statement, not_principal)},
    {"Action", offsetof(sl_statement, action)},
    {"NotAction", offsetof(sl_statement, not_action)},
    {"Resource", offsetof(sl_statement, resource)},
    {"NotResource", offsetof(sl_statement, not_resource)},
    {"Condition", offsetof(sl_statement, condition)},
};

static void fill_statement(const sl_node *node, sl_statement *out)
{
    *out = (sl_statement){.node = node};
    for (const sl_node *child = node->first; child; child = child->next)
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (sl_str_eq(child->key, sl_str_of(elements[i].name)))
                *(const sl_node **)((char *)out + elements[i].member) = child;
    out->allows = out->effect && sl_str_eq(out->effect->value, sl_lit("Allow"));
    out->denies = out->effect && sl_str_eq(out->effect->value, sl_lit("Deny"));
}

static bool is_policy(const sl_node *node)
{
    const sl_node *statement = sl_node_get(node, sl_lit("Statement"));
    const sl_node *first = statement;

    if (statement && statement->type == SL_NODE_SEQ)
        first = statement->first;
    return first && first->type == SL_NODE_MAP &&
           sl_node_get(first, sl_lit("Effect")) != NULL;
}

static bool is_trust(const sl_policy *policy)
{
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *action = NULL;

        if (!s->principal && !s->not_principal)
            continue;
        while ((action = sl_text_next(s->action, action)) != NULL)
            if (sl_str_starts_nocase(action->value, sl_lit("sts:")))
                return true;
    }
    return false;
}

static bool has_principal(const sl_policy *policy)
{
    for (size_t i = 0; i < policy->statements_len; i++)
        if (policy->statements[i].principal || policy->statements[i].not_principal)
            return true;
    return false;
}

static void guess_kind(sl_policy *policy)
{
    policy->kind = is_trust(policy)        ? SL_POLICY_TRUST
                   : has_principal(policy) ? SL_POLICY_RESOURCE
                                           : SL_POLICY_IDENTITY;
}

static void fill_policy(sl_arena *arena, const sl_node *node, sl_policy *out)
{
    const sl_node *item = NULL;
    sl_statement *statements;
    size_t len = 0;

    *out = (sl_policy){.node = node, .exact = true};
    out->version = sl_node_get(node, sl_lit("Version"));
    out->id = sl_node_get(node, sl_lit("Id"));
    out->statement = sl_node_get(node, sl_lit("Statement"));
    while ((item = sl_value_next(out->statement, item)) != NULL)
        len += item->type == SL_NODE_MAP;
    statements = sl_arena_calloc(arena, len, sizeof *statements);
    out->statements = statements;
    while ((item = sl_value_next(out->statement, item)) != NULL)
        if (item->type == SL_NODE_MAP)
            fill_statement(item, &statements[out->statements_len++]);
    guess_kind(out);
}

SL_VEC(policy_vec, sl_policy);

static const sl_policies *find_all(sl_doc *doc)
{
    sl_policies *found = sl_arena_calloc(doc->arena, 1, sizeof *found);
    const sl_node *tree = sl_doc_tree(doc);
    policy_vec policies = {0};
    sl_policy *copy;

    for (const sl_node *node = tree; node; node = sl_node_walk(tree, node))
        if (is_policy(node))
            fill_policy(doc->arena, node, sl_vec_push(&policies));
    copy = sl_arena_calloc(doc->arena, policies.len, sizeof *copy);
    for (size_t i = 0; i < policies.len; i++)
        copy[i] = policies.at[i];
    *found = (sl_policies){copy, policies.len};
    sl_vec_free(&policies);
    return found;
}

sl_policies sl_doc_policies(sl_doc *doc)
{
    static const sl_policies none = {0};

    if (!doc->aws)
        doc->aws = sl_str_find_nocase(doc->text, sl_lit("statement")) == SIZE_MAX
                       ? &none
                       : find_all(doc);
    return *(const sl_policies *)doc->aws;
}
