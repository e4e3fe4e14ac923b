#include "aws/allowed.h"

#include "aws/action_walk.h"
#include "base/limits.h"

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
    const sl_node *list =
        statement->action ? statement->action : statement->not_action;
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

/* The bits to be, and what may still be spent on them. */
typedef struct denying {
    sl_denials *out;
    uint64_t *yes;
    uint64_t *maybe;
    uint64_t *listed; /* by the NotAction at hand */
    size_t words;     /* of each of the three */
    sl_wide wide;     /* of the statement at hand */
    size_t steps;
} denying;

static bool bit(const uint64_t *bits, uint32_t index)
{
    return bits && bits[index / 64] >> index % 64 & 1;
}

static void set_bit(uint64_t *bits, uint32_t index)
{
    bits[index / 64] |= UINT64_C(1) << index % 64;
}

static bool spent(denying *d, size_t steps)
{
    d->out->anything |= steps > d->steps;
    d->steps -= steps > d->steps ? d->steps : steps;
    return d->out->anything;
}

static void mark(denying *d, const sl_statement *s, const sl_action *action,
                 bool certain)
{
    sl_reach reach = sl_wide_reach(&d->wide, action, NULL);

    if (reach == SL_REACH_SOME)
        return;
    if (certain && reach != SL_REACH_UNKNOWN && !sl_statement_conditional(s))
        set_bit(d->yes, action->index);
    else
        set_bit(d->maybe, action->index);
}

/* Is there so much left as a walk of the value costs? */
static bool affordable(denying *d, sl_str value)
{
    return !spent(d, sl_action_walk_cost(value) * sl_wide_cost(&d->wide));
}

static void deny_listed(denying *d, const sl_statement *s)
{
    const sl_node *value = NULL;

    while ((value = sl_value_next(s->action, value)) != NULL) {
        sl_action_walk walk;
        sl_action action;

        if (value->type != SL_NODE_SCALAR || sl_node_open(value)) {
            d->out->anything = true; /* whatever a template puts there */
            return;
        }
        walk = sl_action_walk_of(value->value);
        if (!affordable(d, value->value))
            return;
        while (sl_action_walk_next(&walk, &action))
            mark(d, s, &action, true);
    }
}

static void deny_others(denying *d, const sl_statement *s)
{
    const sl_node *value = NULL;
    bool certain = s->not_action != NULL;
    size_t actions = sl_iam_data_counts().actions;

    for (size_t i = 0; i < d->words; i++)
        d->listed[i] = 0;
    while ((value = sl_value_next(s->not_action, value)) != NULL) {
        sl_action_walk walk;
        sl_action action;

        certain = certain && value->type == SL_NODE_SCALAR && !sl_node_open(value);
        if (value->type != SL_NODE_SCALAR)
            continue;
        if (!affordable(d, value->value))
            return;
        walk = sl_action_walk_of(value->value);
        while (sl_action_walk_next(&walk, &action))
            set_bit(d->listed, action.index);
    }
    if (spent(d, actions * sl_wide_cost(&d->wide)))
        return;
    for (uint32_t i = 0; i < actions; i++) {
        sl_action action = sl_action_at(i);

        if (!bit(d->listed, i))
            mark(d, s, &action, certain);
    }
}

static void open_bits(denying *d, sl_arena *arena)
{
    d->words = sl_iam_data_counts().actions / 64 + 1;
    d->yes = sl_arena_calloc(arena, d->words, sizeof *d->yes);
    d->maybe = sl_arena_calloc(arena, d->words, sizeof *d->maybe);
    d->listed = sl_arena_calloc(arena, d->words, sizeof *d->listed);
}

sl_denials sl_policy_denials(const sl_policy *policy, sl_arena *arena)
{
    sl_denials out = {0};
    denying d = {.out = &out, .steps = SL_MAX_ACTION_STEPS};

    for (size_t i = 0; i < policy->statements_len && !out.anything; i++) {
        const sl_statement *s = &policy->statements[i];

        if (!s->denies)
            continue;
        if (!d.yes)
            open_bits(&d, arena);
        d.wide = sl_wide_of(s);
        if (has_star(s->action, sl_action_is_star) &&
            has_star(s->resource, sl_is_star) && !sl_statement_conditional(s))
            out.everything = true;
        else if (s->action)
            deny_listed(&d, s);
        else
            deny_others(&d, s);
    }
    out.yes = d.yes;
    out.maybe = d.maybe;
    return out;
}

sl_allowed sl_denials_of(const sl_denials *denials, const sl_action *action)
{
    if (denials->everything || bit(denials->yes, action->index))
        return SL_ALLOWED_YES;
    if (denials->anything || bit(denials->maybe, action->index))
        return SL_ALLOWED_UNKNOWN;
    return SL_ALLOWED_NO;
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

sl_allowed sl_policy_allows(const sl_policy *policy, const sl_denials *denials,
                            const sl_action *action, sl_reach least, sl_holding *out)
{
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
