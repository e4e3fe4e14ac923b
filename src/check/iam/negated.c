/* negated.c - Allow with NotAction or NotResource: what is not thought of is allowed,
 * tomorrow's services and resources too. */
#include "aws/action_walk.h"
#include "check/iam/policy_hit.h"

/* Is the statement one that somebody is given rights by? Control policies of an
 * organization only filter. */
static bool judged(const sl_policy_view *view, const sl_statement *s)
{
    return view->policy->kind != SL_POLICY_SCP && s->allows && !view->sink->full;
}

/* Resources that are all of one service: ARNs with its name in their third field. */
static bool limited(const sl_statement *s)
{
    const sl_node *value = NULL;

    while ((value = sl_value_next(s->resource, value)) != NULL) {
        sl_str rest, field, service;

        if (value->type != SL_NODE_SCALAR ||
            !sl_str_split(value->value, ':', &field, &rest) ||
            !sl_str_split(rest, ':', &field, &rest) ||
            !sl_str_split(rest, ':', &service, &rest) || sl_wildcard_in(service))
            return false;
    }
    return s->resource != NULL;
}

void sl_check_iam_allow_notaction(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        if (!s->not_action || s->action || !judged(view, s))
            continue;
        if (limited(s) || view->policy->kind == SL_POLICY_RESOURCE)
            sl_policy_hit(view, s->not_action, SL_LEVEL_NOTE,
                          "Allow with NotAction: all other actions on the resources, "
                          "those to come too; list what is allowed");
        else
            sl_policy_hit(view, s->not_action, SL_LEVEL_OFF,
                          "Allow with NotAction: all other actions of every service, "
                          "those to come too; list what is allowed");
    }
}

void sl_check_iam_allow_notresource(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        if (s->not_resource && !s->resource && judged(view, s))
            sl_policy_hit(view, s->not_resource, SL_LEVEL_OFF,
                          "Allow with NotResource: all other resources, those to come "
                          "too; list what is allowed");
    }
}
