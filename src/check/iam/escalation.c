/* escalation.c - sets of actions with which an identity can give itself more rights.
 * Source: aws/sensitive.h. */
#include "aws/action_walk.h"
#include "aws/allowed.h"
#include "aws/sensitive.h"
#include "check/iam/policy_hit.h"

enum { MOST = 3, LONGEST = SL_RULE_PARTS + 1 };

/* A path that a policy opens, and where. */
typedef struct opened {
    sl_escalation path;
    const sl_node *first; /* the value that allows its first action */
    sl_hit_part parts[SL_RULE_PARTS];
    size_t parts_len; /* other values */
} opened;

static void add_part(opened *o, const sl_node *value, sl_str action)
{
    sl_span span = sl_policy_span(value);

    if (value == o->first)
        return;
    for (size_t i = 0; i < o->parts_len; i++)
        if (o->parts[i].span.start == span.start)
            return;
    o->parts[o->parts_len++] = (sl_hit_part){.span = span, .message = action};
}

/* Are all actions of the path allowed without a limit, and not only because none of them is
 * in a NotAction? That is a fault of its own. */
static bool opens(const sl_denials *denials, opened *o)
{
    bool listed = false;

    for (uint32_t i = 0; i < o->path.actions_len && i < LONGEST; i++) {
        sl_str name = sl_escalation_action(&o->path, i);
        sl_holding held;
        sl_action action;

        if (!sl_action_find_whole(name, &action) ||
            sl_policy_allows(denials, &action, SL_REACH_ACCOUNT, &held) !=
                SL_ALLOWED_YES)
            return false;
        if (i == 0)
            o->first = held.action;
        listed |= held.statement->action != NULL;
        add_part(o, held.action, name);
    }
    return listed && o->path.actions_len <= LONGEST;
}

static void report(const sl_policy_view *view, const opened *o)
{
    sl_buf actions = {0};

    for (uint32_t i = 0; i < o->path.actions_len; i++) {
        sl_str name = sl_escalation_action(&o->path, i);

        sl_buf_printf(&actions, "%s%.*s",
                      i == 0                         ? ""
                      : i + 1 == o->path.actions_len ? " and "
                                                     : ", ",
                      sl_fmt(name));
    }
    sl_policy_hit_at(view, sl_policy_span(o->first), SL_LEVEL_OFF, o->parts,
                     o->parts_len, "can %.*s (%.*s)", sl_fmt(o->path.title),
                     sl_fmt(sl_buf_str(&actions)));
    sl_buf_free(&actions);
}

/* The holder of everything need not escalate, and iam-admin says so. */
static bool admin(const sl_policy *policy)
{
    for (size_t i = 0; i < policy->statements_len; i++)
        if (sl_statement_admin(&policy->statements[i]))
            return true;
    return false;
}

void sl_check_iam_privilege_escalation(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    sl_buf rest = {0};
    sl_denials denials;
    opened o = {0};
    const sl_node *where = NULL;
    size_t count = 0;
    uint32_t at = 0;

    if (policy->kind != SL_POLICY_IDENTITY || admin(policy))
        return;
    denials = sl_policy_denials(policy);
    while (!view->sink->full && sl_escalation_next(&at, &o.path)) {
        o.parts_len = 0;
        if (!sl_sink_spend(view->sink, view->doc, policy->statements_len))
            break;
        if (!opens(&denials, &o))
            continue;
        if (count++ < MOST) {
            report(view, &o);
            continue;
        }
        where = where ? where : o.first;
        sl_buf_printf(&rest, "%s%.*s", rest.len ? ", " : "", sl_fmt(o.path.id));
    }
    if (where)
        sl_policy_hit(view, where, SL_LEVEL_OFF,
                      "%zu more %s to rights that are not its own: %.*s", count - MOST,
                      count - MOST > 1 ? "ways" : "way", sl_fmt(sl_buf_str(&rest)));
    sl_buf_free(&rest);
}
