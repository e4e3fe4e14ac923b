/* admin.c - everything: "*" on "*", and the stars of Action that are less. */
#include "aws/action_walk.h"
#include "aws/allowed.h"
#include "check/iam/policy_hit.h"

/* What a rule about Action may judge: an Allow for identities. */
static bool judged(const sl_policy_view *view, const sl_statement *s)
{
    return view->policy->kind == SL_POLICY_IDENTITY && s->allows && !view->sink->full;
}

static const sl_node *find(const sl_node *list, bool (*is)(sl_str))
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(list, value)) != NULL)
        if (is(value->value))
            return value;
    return NULL;
}

/* A Deny of everything, or of all but a few actions or resources: what is allowed is no
 * longer everything. */
static bool taken_back(const sl_policy *policy)
{
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (s->denies && !sl_statement_conditional(s) &&
            (s->not_action || find(s->action, sl_action_is_star)) &&
            (s->not_resource || find(s->resource, sl_is_star)))
            return true;
    }
    return false;
}

void sl_check_iam_admin(const sl_policy_view *view)
{
    bool asked = false;

    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        if (!judged(view, s) || !sl_statement_admin(s))
            continue;
        if (!asked && taken_back(view->policy))
            return;
        asked = true;
        sl_policy_hit(view, find(s->action, sl_action_is_star), SL_LEVEL_OFF,
                      "allows every action on every resource");
    }
}

void sl_check_iam_star_action(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        const sl_node *star = find(s->action, sl_action_is_star);

        if (star && judged(view, s))
            sl_policy_hit(view, star, SL_LEVEL_OFF,
                          "allows every action of every service; list those that are "
                          "needed");
    }
}

enum { MOST = 3 };

/* Each statement once, at its first. */
static void service_stars(const sl_policy_view *view, const sl_statement *s)
{
    const sl_node *value = NULL;
    const sl_node *first = NULL;
    sl_buf names = {0};
    size_t count = 0;

    while ((value = sl_text_next(s->action, value)) != NULL) {
        if (!sl_action_is_service_star(value->value) || sl_node_open(value))
            continue;
        first = first ? first : value;
        if (count++ < MOST)
            sl_buf_printf(&names, "%s%.*s", count > 1 ? ", " : "",
                          sl_fmt(sl_policy_quote(value)));
    }
    if (count > MOST)
        sl_buf_printf(&names, " and %zu more", count - MOST);
    if (first)
        sl_policy_hit(
            view, first, SL_LEVEL_OFF,
            "allows every action of a service, %s; list those that are needed",
            names.ptr);
    sl_buf_free(&names);
}

void sl_check_iam_service_star(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++)
        if (judged(view, &view->policy->statements[i]))
            service_stars(view, &view->policy->statements[i]);
}
