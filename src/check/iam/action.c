/* action.c - values of Action and NotAction that name no action: wrong in form, of an
 * unknown service, unknown, or patterns that match nothing.
 * Source: IAM User Guide, "IAM JSON policy elements: Action"; the table of actions. */
#include "aws/action_walk.h"
#include "base/limits.h"
#include "base/map.h"
#include "check/iam/action_value.h"
#include "check/iam/policy_hit.h"

enum { LONGEST = 80 }; /* bytes quoted in a message */

void sl_check_iam_action_form(const sl_policy_view *view)
{
    sl_action_value at = {0};

    while (!view->sink->full && sl_action_value_next(view->policy, &at)) {
        bool minor;
        const char *fault = sl_action_fault(at.node->value, &minor);

        if (fault)
            sl_policy_hit(view, at.node, minor ? SL_LEVEL_NOTE : SL_LEVEL_ERROR,
                          "action \"%.*s\": %s", sl_fmt(sl_policy_quote(at.node)),
                          fault);
    }
}

static void unknown_service(const sl_policy_view *view, const sl_node *node,
                            sl_str prefix)
{
    sl_level level = SL_LEVEL_WARNING;
    sl_str quoted = sl_str_sub(prefix, 0, LONGEST);
    sl_service near;

    if (sl_str_eq(prefix, sl_lit("admin"))) /* of MinIO */
        return;
    if (sl_service_called(prefix, &near) || sl_service_near(prefix, &near)) {
        if (sl_table_level(view, &level))
            sl_policy_hit(view, node, level,
                          "\"%.*s\" is no service prefix, did you mean \"%.*s\"?",
                          sl_fmt(quoted), sl_fmt(near.prefix));
        return;
    }
    level = SL_LEVEL_NOTE;
    if (sl_table_level(view, &level))
        sl_policy_hit(view, node, level, "\"%.*s\" is no service prefix that is known",
                      sl_fmt(quoted));
}

/* The two sides of a value whose form is right and whose prefix is literal. */
static bool cut(sl_str value, sl_str *prefix, sl_str *name)
{
    bool minor;
    const char *fault = sl_action_fault(value, &minor);

    return (!fault || minor) && sl_str_split(value, ':', prefix, name);
}

/* Each prefix once in a policy: one slip of the pen, often copied. */
void sl_check_iam_unknown_service(const sl_policy_view *view)
{
    sl_action_value at = {0};
    sl_map seen = {0};

    while (!view->sink->full && sl_action_value_next(view->policy, &at)) {
        sl_str prefix, name;
        sl_service service;

        if (!cut(at.node->value, &prefix, &name) || sl_wildcard_in(prefix) ||
            sl_service_find(prefix, &service) || sl_map_has(&seen, prefix))
            continue;
        *sl_map_put(&seen, prefix) = &seen;
        unknown_service(view, at.node, prefix);
    }
    sl_map_free(&seen);
}

/* near_left: how many times more a near name is looked for. */
static void unknown_action(const sl_policy_view *view, const sl_node *node,
                           const sl_service *service, size_t *near_left)
{
    sl_str name = sl_str_skip(node->value, sl_str_chr(node->value, ':') + 1);
    sl_str quoted = sl_str_sub(name, 0, LONGEST);
    sl_level level = SL_LEVEL_NOTE;
    sl_action near;

    if (*near_left == 0 || !sl_action_near(service, name, &near)) {
        if (sl_table_level(view, &level))
            sl_policy_hit(view, node, level, "%.*s has no action \"%.*s\"",
                          sl_fmt(service->prefix), sl_fmt(quoted));
        *near_left -= *near_left > 0;
        return;
    }
    (*near_left)--;
    if (service->agreed && near.agreed)
        level = SL_LEVEL_WARNING;
    if (sl_table_level(view, &level))
        sl_policy_hit(view, node, level,
                      "%.*s has no action \"%.*s\", did you mean \"%.*s\"?",
                      sl_fmt(service->prefix), sl_fmt(quoted), sl_fmt(near.name));
}

void sl_check_iam_unknown_action(const sl_policy_view *view)
{
    sl_action_value at = {0};
    size_t near_left = SL_MAX_NEAR;

    while (!view->sink->full && sl_action_value_next(view->policy, &at)) {
        sl_str prefix, name;
        sl_service service;
        sl_action action;

        if (cut(at.node->value, &prefix, &name) && !sl_wildcard_in(name) &&
            sl_service_find(prefix, &service) &&
            !sl_action_find(&service, name, &action))
            unknown_action(view, at.node, &service, &near_left);
    }
}

void sl_check_iam_action_matches_nothing(const sl_policy_view *view)
{
    sl_action_value at = {0};

    while (!view->sink->full && sl_action_value_next(view->policy, &at)) {
        sl_str prefix, name;
        sl_service service;
        sl_action action;
        sl_action_walk walk;
        sl_level level = SL_LEVEL_OFF;

        if (!cut(at.node->value, &prefix, &name) || !sl_wildcard_in(at.node->value))
            continue;
        if (!sl_wildcard_in(prefix) && !sl_service_find(prefix, &service))
            continue; /* for iam-unknown-service */
        if (!sl_sink_spend(view->sink, view->doc, sl_action_walk_cost(at.node->value)))
            return;
        walk = sl_action_walk_of(at.node->value);
        if (!sl_action_walk_next(&walk, &action) && sl_table_level(view, &level))
            sl_policy_hit(view, at.node, level, "no action matches \"%.*s\"",
                          sl_fmt(sl_policy_quote(at.node)));
    }
}
