/* pass_role.c - roles handed to services without a limit: iam:PassRole, and
 * iam:CreateServiceLinkedRole likewise.
 * Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
 * and "Using service-linked roles". */
#include "aws/action_walk.h"
#include "aws/allowed.h"
#include "check/iam/policy_hit.h"

/* What a rule looks for. */
typedef struct handing {
    const char *action;
    const char *const *keys; /* conditions on one of these limit it; */
    size_t keys_len;         /* those that end in '/' have a name behind */
    const char *all;         /* the resource that takes in all there are, or NULL */
    const char *message;
} handing;

static bool limits(const handing *h, sl_str key)
{
    for (size_t i = 0; i < h->keys_len; i++) {
        sl_str known = sl_str_of(h->keys[i]);

        if (sl_str_ends(known, sl_lit("/")) ? sl_str_starts_nocase(key, known)
                                            : sl_str_eq_nocase(key, known))
            return true;
    }
    return false;
}

/* Conditions on anything else say who, when and from where, not which role. */
static bool limited(const handing *h, const sl_statement *s)
{
    if (!s->condition)
        return false;
    if (s->condition->type != SL_NODE_MAP)
        return true; /* not known */
    for (const sl_node *op = s->condition->first; op; op = op->next) {
        if (op->type != SL_NODE_MAP)
            return true;
        for (const sl_node *key = op->first; key; key = key->next)
            if (limits(h, key->key))
                return true;
    }
    return false;
}

/* "arn:aws:iam::*:role/aws-service-role/" and a star. */
static const sl_node *takes_all(const handing *h, const sl_statement *s)
{
    const sl_node *value = NULL;

    while (h->all && (value = sl_text_next(s->resource, value)) != NULL) {
        sl_str rest = value->value;
        size_t at = sl_str_find(rest, sl_lit(":role/"));

        if (at != SIZE_MAX &&
            sl_pattern_takes(sl_str_skip(rest, at + 1), sl_str_of(h->all)))
            return value;
    }
    return NULL;
}

static void judge(const sl_policy_view *view, const handing *h)
{
    const sl_policy *policy = view->policy;
    sl_denials denials;
    sl_action action;

    if (policy->kind != SL_POLICY_IDENTITY ||
        !sl_action_find_whole(sl_str_of(h->action), &action))
        return;
    denials = sl_policy_denials(policy);
    if (sl_denials_of(&denials, &action) != SL_ALLOWED_NO)
        return;
    for (size_t i = 0; i < policy->statements_len && !view->sink->full; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *resource = NULL;
        sl_wide wide;

        if (!s->allows || sl_statement_admin(s) || limited(h, s) ||
            sl_statement_takes(s, &action, NULL) != SL_ALLOWED_YES)
            continue;
        wide = sl_wide_of(s);
        if (sl_wide_reach(&wide, &action, &resource) < SL_REACH_OTHERS)
            resource = takes_all(h, s);
        if (resource)
            sl_policy_hit(view, resource, SL_LEVEL_OFF, "%s", h->message);
    }
}

void sl_check_iam_passrole_star(const sl_policy_view *view)
{
    static const char *const keys[] = {"iam:PassedToService",
                                       "iam:AssociatedResourceArn", "iam:ResourceTag/",
                                       "aws:ResourceTag/"};
    static const handing h = {
        .action = "iam:PassRole",
        .keys = keys,
        .keys_len = sizeof keys / sizeof *keys,
        .message = "iam:PassRole hands any role to any service; name the roles, or the "
                   "services in a condition on iam:PassedToService",
    };

    judge(view, &h);
}

void sl_check_iam_slr_star(const sl_policy_view *view)
{
    static const char *const keys[] = {"iam:AWSServiceName"};
    static const handing h = {
        .action = "iam:CreateServiceLinkedRole",
        .keys = keys,
        .keys_len = sizeof keys / sizeof *keys,
        .all = "role/aws-service-role/${Role}",
        .message =
            "iam:CreateServiceLinkedRole is allowed for every service; name the "
            "service's role, or the service in a condition on iam:AWSServiceName",
    };

    judge(view, &h);
}
