/* element.c - keys that are no elements, and elements that exclude each other. */
#include "check/iam/element.h"

#include "aws/hole.h"
#include "check/iam/policy_hit.h"
#include "check/setting.h"
#include "text/suggest.h"

static const char *const document[] = {"Version", "Id", "Statement"};
static const char *const statement_[] = {"Sid",          "Effect",      "Principal",
                                         "NotPrincipal", "Action",      "NotAction",
                                         "Resource",     "NotResource", "Condition"};

enum {
    DOCUMENT = sizeof document / sizeof *document,
    STATEMENT = sizeof statement_ / sizeof *statement_
};

bool sl_element_known(sl_str key, bool statement)
{
    const char *const *names = statement ? statement_ : document;

    for (size_t i = 0; i < (size_t)(statement ? STATEMENT : DOCUMENT); i++)
        if (sl_str_eq(key, sl_str_of(names[i])))
            return true;
    return false;
}

sl_str sl_element_meant(sl_str key, bool statement)
{
    const char *const *names = statement ? statement_ : document;
    sl_suggestion near = {.word = key};

    for (size_t i = 0; i < (size_t)(statement ? STATEMENT : DOCUMENT); i++) {
        if (sl_str_eq_nocase(key, sl_str_of(names[i])))
            return sl_str_of(names[i]);
        sl_suggest(&near, sl_str_of(names[i]));
    }
    return key.len > 2 ? near.best : (sl_str){0};
}

bool sl_element_misspelt(const sl_node *map, sl_str name, bool statement)
{
    for (const sl_node *child = map->first; child; child = child->next)
        if (!sl_element_known(child->key, statement) &&
            sl_str_eq(sl_element_meant(child->key, statement), name))
            return true;
    return false;
}

bool sl_policy_broken(const sl_policy *policy)
{
    return policy->passage && policy->passage->error.code != SL_OK;
}

bool sl_policy_none(const sl_policy *policy, const sl_node *node)
{
    const sl_passage *passage = policy->passage;

    return passage && passage->carrier == SL_CARRIER_LITERAL &&
           node->style == SL_STYLE_PLAIN && sl_str_eq(node->value, sl_lit("null"));
}

bool sl_policy_expected(const sl_policy_view *view)
{
    const sl_passage *passage = view->policy->passage;

    return passage && passage->carrier == SL_CARRIER_LITERAL &&
           sl_setting_of(view->doc->blob->path) == SL_SETTING_TRIAL;
}

bool sl_policy_torn(const sl_policy_view *view)
{
    return view->policy->incomplete || sl_policy_expected(view);
}

/* A key that a template puts there, or that its functions leave behind. */
static bool is_template(sl_str key)
{
    return sl_str_starts(key, sl_lit("Fn::")) || sl_str_eq(key, sl_lit("<<")) ||
           sl_hole_in(key);
}

static void tell(const sl_policy_view *view, const sl_node *element, bool statement)
{
    sl_str meant = sl_element_meant(element->key, statement);
    sl_str key = sl_str_sub(element->key, 0, 80);
    const char *where = statement ? "a statement" : "a policy document";

    if (sl_str_eq_nocase(element->key, meant))
        sl_policy_hit_at(view, sl_policy_key_span(element), SL_LEVEL_OFF, NULL, 0,
                         "\"%.*s\" is no element of %s: it is written \"%.*s\"",
                         sl_fmt(key), where, sl_fmt(meant));
    else if (meant.len > 0)
        sl_policy_hit_at(view, sl_policy_key_span(element), SL_LEVEL_OFF, NULL, 0,
                         "\"%.*s\" is no element of %s: did you mean \"%.*s\"?",
                         sl_fmt(key), where, sl_fmt(meant));
    else
        sl_policy_hit_at(view, sl_policy_key_span(element), SL_LEVEL_OFF, NULL, 0,
                         "\"%.*s\" is no element of %s", sl_fmt(key), where);
}

static void judge_statement(const sl_policy_view *view, const sl_node *map)
{
    for (const sl_node *child = map->first; child; child = child->next)
        if (!sl_element_known(child->key, true) && !is_template(child->key))
            tell(view, child, true);
}

/* Statements beside other things in a map of somebody's own: only what was meant for an
 * element is wrong there. */
static bool is_strict(const sl_policy *policy)
{
    return policy->version != NULL || policy->kind_known || !policy->node->parent;
}

static void judge_document(const sl_policy_view *view)
{
    const sl_node *map = view->policy->node;
    bool strict = is_strict(view->policy);

    for (const sl_node *child = map->first; child; child = child->next) {
        const sl_node *item = NULL;

        if (sl_element_known(child->key, false) || is_template(child->key) ||
            (sl_element_known(child->key, true) && !view->policy->statement))
            continue; /* without a Statement: iam-missing-statement says so */
        if (strict || sl_element_meant(child->key, false).len > 0)
            tell(view, child, false);
        if (!sl_str_eq_nocase(child->key, sl_lit("Statement")))
            continue;
        while ((item = sl_value_next(child, item)) != NULL)
            if (item->type == SL_NODE_MAP)
                judge_statement(view, item);
    }
}

void sl_check_iam_unknown_element(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (!policy->exact || sl_policy_broken(policy))
        return;
    if (!policy->fragment)
        judge_document(view);
    for (size_t i = 0; i < policy->statements_len; i++)
        judge_statement(view, policy->statements[i].node);
}

/* Which of the two a template fills in is not known. */
static bool is_left_open(const sl_node *element)
{
    return element->type == SL_NODE_SCALAR && sl_node_open(element);
}

static void judge_pair(const sl_policy_view *view, const sl_node *plain,
                       const sl_node *negated)
{
    bool ordered = plain && negated && plain->key_span.start <= negated->key_span.start;
    const sl_node *first = ordered ? plain : negated;
    const sl_node *second = ordered ? negated : plain;
    sl_hit_part part;

    if (!plain || !negated || is_left_open(plain) || is_left_open(negated))
        return;
    part = (sl_hit_part){.span = sl_policy_key_span(first),
                         .message = sl_lit("the other one")};
    sl_policy_hit_at(view, sl_policy_key_span(second), SL_LEVEL_OFF, &part, 1,
                     "%.*s and %.*s exclude each other: a statement has one of the two",
                     sl_fmt(plain->key), sl_fmt(negated->key));
}

void sl_check_iam_element_conflict(const sl_policy_view *view)
{
    if ((!view->policy->exact && view->policy->incomplete) ||
        sl_policy_broken(view->policy))
        return; /* dynamic blocks make one of the two */
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        judge_pair(view, s->action, s->not_action);
        judge_pair(view, s->resource, s->not_resource);
        judge_pair(view, s->principal, s->not_principal);
    }
}
