#include "aws/allowed.h"

#include "aws/action_walk.h"

/* "s3:GetObject" against a pattern: the two sides of the colon, which no star of the
 * prefix crosses. */
static bool matches(sl_str pattern, sl_str prefix, sl_str name)
{
    sl_str before, after;

    if (!sl_str_split(pattern, ':', &before, &after))
        return sl_is_star(pattern);
    return sl_action_matches(before, prefix) && sl_action_matches(after, name);
}

sl_allowed sl_statement_takes(const sl_statement *statement, const sl_action *action,
                              const sl_node **which)
{
    const sl_node *list = statement->action ? statement->action : statement->not_action;
    sl_str prefix = sl_service_at(action->service).prefix;
    const sl_node *value = NULL;
    bool open = false;

    while ((value = sl_value_next(list, value)) != NULL) {
        if (value->type == SL_NODE_SCALAR &&
            matches(value->value, prefix, action->name))
            break;
        open |= value->type != SL_NODE_SCALAR || sl_node_open(value);
    }
    if (which && (!statement->action || value))
        *which = value && statement->action ? value : list;
    if (value)
        return statement->action ? SL_ALLOWED_YES : SL_ALLOWED_NO;
    if (open || !list)
        return SL_ALLOWED_UNKNOWN;
    return statement->action ? SL_ALLOWED_NO : SL_ALLOWED_YES;
}

bool sl_statement_conditional(const sl_statement *statement)
{
    const sl_node *condition = statement->condition;

    return condition && (condition->type != SL_NODE_MAP || condition->first);
}

static bool has_star(const sl_node *list, bool (*is_star)(sl_str))
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(list, value)) != NULL)
        if (is_star(value->value))
            return true;
    return false;
}

bool sl_statement_admin(const sl_statement *statement)
{
    return statement->allows && !sl_statement_conditional(statement) &&
           has_star(statement->action, sl_action_is_star) &&
           has_star(statement->resource, sl_is_star);
}

static size_t count(const sl_node *list)
{
    const sl_node *value = NULL;
    size_t values = 0;

    while ((value = sl_value_next(list, value)) != NULL)
        values++;
    return values;
}

sl_denials sl_policy_denials(const sl_policy *policy)
{
    sl_denials out = {.policy = policy};

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        sl_wide wide;

        if (!s->denies)
            continue;
        wide = sl_wide_of(s);
        out.values += 1 + count(s->action) + count(s->not_action) + count(s->resource) +
                      sl_wide_cost(&wide);
    }
    return out;
}

static sl_allowed denies(const sl_statement *s, const sl_action *action)
{
    sl_allowed takes = sl_statement_takes(s, action, NULL);
    sl_wide wide;
    sl_reach reach;

    if (takes == SL_ALLOWED_NO)
        return SL_ALLOWED_NO;
    wide = sl_wide_of(s);
    reach = sl_wide_reach(&wide, action, NULL);
    if (reach == SL_REACH_SOME)
        return SL_ALLOWED_NO;
    if (reach == SL_REACH_UNKNOWN || sl_statement_conditional(s))
        return SL_ALLOWED_UNKNOWN;
    return takes;
}

sl_allowed sl_denials_of(const sl_denials *denials, const sl_action *action)
{
    const sl_policy *policy = denials->policy;
    sl_allowed most = SL_ALLOWED_NO;

    if (denials->values == 0)
        return most;
    for (size_t i = 0; i < policy->statements_len && most < SL_ALLOWED_YES; i++)
        if (policy->statements[i].denies) {
            sl_allowed one = denies(&policy->statements[i], action);

            most = one > most ? one : most;
        }
    return most;
}

/* The Allow side of one statement. */
static sl_allowed allows(const sl_statement *s, const sl_action *action, sl_reach least,
                         sl_holding *out)
{
    sl_holding held = {.statement = s};
    sl_allowed takes = sl_statement_takes(s, action, &held.action);
    sl_wide wide;
    sl_reach reach;

    if (takes == SL_ALLOWED_NO)
        return SL_ALLOWED_NO;
    wide = sl_wide_of(s);
    reach = sl_wide_reach(&wide, action, &held.resource);
    if (reach != SL_REACH_UNKNOWN && reach < least)
        return SL_ALLOWED_NO;
    if (takes == SL_ALLOWED_UNKNOWN || reach == SL_REACH_UNKNOWN ||
        sl_statement_conditional(s))
        return SL_ALLOWED_UNKNOWN;
    if (out)
        *out = held;
    return SL_ALLOWED_YES;
}

sl_allowed sl_policy_allows(const sl_denials *denials, const sl_action *action,
                            sl_reach least, sl_holding *out)
{
    const sl_policy *policy = denials->policy;
    sl_allowed denied = sl_denials_of(denials, action);
    sl_allowed best = SL_ALLOWED_NO;

    if (denied == SL_ALLOWED_YES)
        return SL_ALLOWED_NO;
    for (size_t i = 0; i < policy->statements_len && best < SL_ALLOWED_YES; i++)
        if (policy->statements[i].allows) {
            sl_allowed one = allows(&policy->statements[i], action, least, out);

            best = one > best ? one : best;
        }
    if (best == SL_ALLOWED_YES && denied == SL_ALLOWED_UNKNOWN)
        return SL_ALLOWED_UNKNOWN;
    return best;
}
