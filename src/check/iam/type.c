/* type.c - elements whose value is of a type that the grammar does not allow, or empty.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
#include "check/iam/element.h"
#include "check/iam/policy_hit.h"

/* In JSON and HCL what stands without quotes is no string. YAML and CloudFormation make
 * strings of it. */
static bool is_bare(const sl_policy_view *view, const sl_node *scalar)
{
    const sl_passage *passage = view->policy->passage;

    return passage && (passage->kind == SL_DOC_JSON || passage->kind == SL_DOC_HCL) &&
           scalar->style == SL_STYLE_PLAIN && scalar->tag.len == 0;
}

static bool is_open(const sl_policy_view *view, const sl_node *node)
{
    return node->type == SL_NODE_ALIAS ||
           (node->type == SL_NODE_SCALAR &&
            (sl_node_open(node) || sl_policy_none(view->policy, node)));
}

static const char *type_of(const sl_policy_view *view, const sl_node *node)
{
    char first = node->value.len > 0 ? node->value.ptr[0] : '\0';

    if (node->type == SL_NODE_MAP)
        return "an object";
    if (node->type == SL_NODE_SEQ)
        return "a list";
    if (node->value.len == 0)
        return "empty";
    if (!is_bare(view, node))
        return "a string";
    return first == 'n'                   ? "null"
           : first == 't' || first == 'f' ? "true or false"
                                          : "a number";
}

/* The name for messages: that of the element that an item is in. */
static void tell(const sl_policy_view *view, const sl_node *node, const char *should)
{
    sl_str name = sl_node_name(node);

    sl_policy_hit(view, node, SL_LEVEL_OFF, "%.*s must be %s, and this is %s",
                  sl_fmt(sl_str_sub(name, 0, 80)), should, type_of(view, node));
}

static bool is_text(const sl_policy_view *view, const sl_node *node)
{
    return node->type == SL_NODE_SCALAR && !is_bare(view, node);
}

static void want_text(const sl_policy_view *view, const sl_node *node)
{
    if (node && !is_open(view, node) && !is_text(view, node))
        tell(view, node, "a string");
}

/* A string, or a list of strings. scalars: numbers and truth values do as well. */
static void want_texts(const sl_policy_view *view, const sl_node *node, bool scalars)
{
    const char *should =
        scalars ? "a value or a list of values" : "a string or a list of strings";

    if (!node || is_open(view, node))
        return;
    if (node->type == SL_NODE_SEQ) {
        for (const sl_node *item = node->first; item; item = item->next)
            if (!is_open(view, item) &&
                !(scalars ? item->type == SL_NODE_SCALAR : is_text(view, item)))
                tell(view, item, should);
    } else if (node->type == SL_NODE_MAP || (!scalars && !is_text(view, node))) {
        tell(view, node, should);
    }
}

static void want_principal(const sl_policy_view *view, const sl_node *node)
{
    if (!node || is_open(view, node))
        return;
    if (node->type != SL_NODE_MAP && !is_text(view, node)) {
        tell(view, node, "\"*\" or an object");
        return;
    }
    for (const sl_node *child = node->first; child; child = child->next)
        want_texts(view, child, false);
}

static void want_condition(const sl_policy_view *view, const sl_node *node)
{
    if (!node || is_open(view, node))
        return;
    if (node->type != SL_NODE_MAP) {
        tell(view, node, "an object of operators");
        return;
    }
    for (const sl_node *operator= node->first; operator; operator= operator->next) {
        if (is_open(view, operator))
            continue;
        if (operator->type != SL_NODE_MAP)
            tell(view, operator, "an object of condition keys");
        else
            for (const sl_node *key = operator->first; key; key = key->next)
                want_texts(view, key, true);
    }
}

static void judge_statement(const sl_policy_view *view, const sl_statement *s)
{
    want_text(view, s->sid);
    want_text(view, s->effect);
    want_principal(view, s->principal);
    want_principal(view, s->not_principal);
    want_texts(view, s->action, false);
    want_texts(view, s->not_action, false);
    want_texts(view, s->resource, false);
    want_texts(view, s->not_resource, false);
    want_condition(view, s->condition);
}

void sl_check_iam_wrong_type(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    const sl_node *item = NULL;

    if (!policy->exact || sl_policy_broken(policy) || sl_policy_expected(view))
        return;
    want_text(view, policy->version);
    want_text(view, policy->id);
    while ((item = sl_value_next(policy->statement, item)) != NULL)
        if (item->type != SL_NODE_MAP && !is_open(view, item))
            tell(view, item, "an object or a list of objects");
    for (size_t i = 0; i < policy->statements_len; i++)
        judge_statement(view, &policy->statements[i]);
}

void sl_check_iam_invalid_effect(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_node *effect = view->policy->statements[i].effect;

        if (!effect || is_open(view, effect) || !is_text(view, effect) ||
            sl_str_eq(effect->value, sl_lit("Allow")) ||
            sl_str_eq(effect->value, sl_lit("Deny")))
            continue;
        if (sl_str_eq_nocase(effect->value, sl_lit("allow")) ||
            sl_str_eq_nocase(effect->value, sl_lit("deny")))
            sl_policy_hit(
                view, effect, SL_LEVEL_OFF,
                "Effect \"%.*s\" is written \"%s\", with a capital only at its "
                "start",
                sl_fmt(effect->value), effect->value.len == 4 ? "Deny" : "Allow");
        else
            sl_policy_hit(view, effect, SL_LEVEL_OFF,
                          "Effect \"%.*s\" is neither \"Allow\" nor \"Deny\"",
                          sl_fmt(sl_policy_quote(effect)));
    }
}

/* A list or object with nothing in it. What a template chooses may be empty. */
static void want_some(const sl_policy_view *view, const sl_node *node)
{
    if (!node || node->type == SL_NODE_SCALAR || node->type == SL_NODE_ALIAS ||
        node->first || node->tag.len > 0)
        return;
    sl_policy_hit(view, node, SL_LEVEL_OFF, "%.*s is empty: it says nothing",
                  sl_fmt(sl_str_sub(sl_node_name(node), 0, 80)));
}

static void want_some_below(const sl_policy_view *view, const sl_node *map)
{
    want_some(view, map);
    for (const sl_node *child = map ? map->first : NULL; child; child = child->next)
        want_some(view, child);
}

void sl_check_iam_empty_list(const sl_policy_view *view)
{
    if (sl_policy_torn(view))
        return;
    want_some(view, view->policy->statement);
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        const sl_node *operator= s->condition ? s->condition->first : NULL;

        want_some(view, s->action);
        want_some(view, s->not_action);
        want_some(view, s->resource);
        want_some(view, s->not_resource);
        want_some_below(view, s->principal);
        want_some_below(view, s->not_principal);
        want_some(view, s->condition);
        for (; operator; operator= operator->next)
            want_some_below(view, operator);
    }
}
