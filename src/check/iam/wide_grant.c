#include "check/iam/wide_grant.h"

#include "aws/action_walk.h"
#include "check/iam/policy_hit.h"

sl_grant_walk sl_grant_walk_of(const sl_policy_view *view)
{
    sl_grant_walk walk = {.view = view};

    if (view->policy->kind == SL_POLICY_IDENTITY)
        walk.denials = sl_policy_denials(view->policy);
    else
        walk.next = view->policy->statements_len;
    return walk;
}

/* One value of Action against the resources of its statement. */
typedef struct looking {
    sl_grant_walk *walk;
    const sl_grant_query *query;
    const sl_wide *wide;
    const sl_node *value;
    sl_wide_grant *out;
} looking;

/* So much is compared; if it is too much, the walk is at its end. */
static bool spend(const looking *l, size_t steps)
{
    const sl_policy_view *view = l->walk->view;

    if (sl_sink_spend(view->sink, view->doc, steps))
        return true;
    l->walk->next = view->policy->statements_len;
    return false;
}

/* Metrics have no ARN; the reference names the data sets that they may go to instead, but
 * who writes metrics needs "*". */
static bool only_star(const sl_action *action)
{
    return sl_str_eq(action->name, sl_lit("PutMetricData")) &&
           sl_str_eq(sl_service_at(action->service).prefix, sl_lit("cloudwatch"));
}

static bool wanted(const looking *l, const sl_action *action, const sl_node **resource)
{
    return action->takes_resource && !only_star(action) && l->query->wanted(action) &&
           spend(l, sl_wide_cost(l->wide) + l->walk->denials.values) &&
           sl_wide_reach(l->wide, action, resource) >= l->query->least &&
           sl_denials_of(&l->walk->denials, action) == SL_ALLOWED_NO;
}

static bool named(const sl_wide_grant *out, const sl_action *action)
{
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i].action.index == action->index)
            return true;
    return false;
}

static void keep(const looking *l, const sl_action *action, const sl_node *resource)
{
    sl_wide_grant *out = l->out;

    if (named(out, action))
        return;
    if (out->len == SL_GRANT_NAMES) {
        out->more = true;
        return;
    }
    if (out->len == 0)
        out->resource = resource;
    out->at[out->len].action = *action;
    out->at[out->len++].value = l->value;
}

/* mostly: a pattern such as "ec2:Describe*", most of whose actions can have no ARN, is not
 * asked to have one. */
static void look_by_value(const looking *l)
{
    sl_action_walk walk = sl_action_walk_of(l->value->value);
    const sl_node *resource = NULL;
    sl_action action, first = {0};
    size_t all = 0, some = 0;

    while ((l->query->mostly || some == 0) && sl_action_walk_next(&walk, &action)) {
        all++;
        if (wanted(l, &action, &resource) && some++ == 0)
            first = action;
    }
    if (some > 0 && (!l->query->mostly || some * 2 >= all))
        keep(l, &first, resource);
}

static void look(const looking *l)
{
    sl_action_walk walk = sl_action_walk_of(l->value->value);
    const sl_node *resource = NULL;
    sl_action action;

    while (!l->out->more && sl_action_walk_next(&walk, &action))
        if (wanted(l, &action, &resource))
            keep(l, &action, resource);
}

static bool look_at(sl_grant_walk *walk, const sl_grant_query *query,
                    const sl_statement *statement, sl_wide_grant *out)
{
    sl_wide wide = sl_wide_of(statement);
    looking l = {.walk = walk, .query = query, .wide = &wide, .out = out};

    *out = (sl_wide_grant){.statement = statement};
    if (!wide.star && wide.len == 0)
        return false;
    while (!out->more && (l.value = sl_text_next(statement->action, l.value)) != NULL) {
        if (sl_node_open(l.value))
            continue;
        if (!spend(&l, sl_action_walk_cost(l.value->value)))
            break;
        if (query->by_value)
            look_by_value(&l);
        else
            look(&l);
    }
    return out->len > 0;
}

bool sl_grant_walk_next(sl_grant_walk *walk, const sl_grant_query *query,
                        sl_wide_grant *out)
{
    const sl_policy *policy = walk->view->policy;

    while (walk->next < policy->statements_len && !walk->view->sink->full) {
        const sl_statement *s = &policy->statements[walk->next++];

        if (s->allows && s->action && !s->not_action && !s->not_resource &&
            !sl_statement_conditional(s) && !sl_statement_admin(s) &&
            look_at(walk, query, s, out))
            return true;
    }
    return false;
}

sl_str sl_wide_grant_names(const sl_policy_view *view, const sl_wide_grant *grant,
                           bool as_written)
{
    sl_buf text = {0};
    sl_str kept;

    for (size_t i = 0; i < grant->len; i++) {
        bool last = i + 1 == grant->len && !grant->more;
        sl_action action = grant->at[i].action;

        sl_buf_add(&text, i == 0 ? sl_lit("") : last ? sl_lit(" and ") : sl_lit(", "));
        if (as_written) {
            sl_buf_add(&text, sl_policy_quote(grant->at[i].value));
            continue;
        }
        sl_buf_add(&text, sl_service_at(action.service).prefix);
        sl_buf_char(&text, ':');
        sl_buf_add(&text, action.name);
    }
    if (grant->more)
        sl_buf_add(&text, sl_lit(" and others"));
    kept = sl_arena_str(view->doc->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return kept;
}
