/* wide_access.c - what is allowed on every resource, by the access level that AWS gives an
 * action: writing, permissions, tags; and the actions that hand out credentials.
 * Source: Service Authorization Reference, "Access levels". */
#include "aws/sensitive.h"
#include "check/iam/policy_hit.h"
#include "check/iam/wide_grant.h"

static void judge(const sl_policy_view *view, bool (*wanted)(const sl_action *action),
                  const char *what)
{
    const sl_grant_query query = {.wanted = wanted, .least = SL_REACH_ALL};
    sl_grant_walk walk = sl_grant_walk_of(view);
    sl_wide_grant grant;

    while (sl_grant_walk_next(&walk, &query, &grant))
        sl_policy_hit(view, grant.at[0].value, SL_LEVEL_OFF,
                      "%s on every resource: %.*s", what,
                      sl_fmt(sl_wide_grant_names(view, &grant, false)));
}

static bool writes(const sl_action *action)
{
    unsigned other = SL_ACCESS_TAGGING | SL_ACCESS_PERMISSIONS;

    return (action->access & SL_ACCESS_WRITE) && !(action->access & other);
}

/* AWS counts some that only look at permissions as managing them. */
static bool looks(const sl_action *action)
{
    return sl_str_starts(action->name, sl_lit("Get")) ||
           sl_str_starts(action->name, sl_lit("List")) ||
           sl_str_starts(action->name, sl_lit("Describe"));
}

static bool permits(const sl_action *action)
{
    return (action->access & SL_ACCESS_PERMISSIONS) && !looks(action);
}

static bool tags(const sl_action *action)
{
    return action->access & SL_ACCESS_TAGGING;
}

static bool hands_out(const sl_action *action)
{
    return sl_action_sensitive(sl_service_at(action->service).prefix, action->name) ==
           SL_SENSITIVE_CREDENTIALS;
}

void sl_check_iam_write_unconstrained(const sl_policy_view *view)
{
    judge(view, writes, "allows changes");
}

void sl_check_iam_permissions_mgmt(const sl_policy_view *view)
{
    judge(view, permits, "allows changes of permissions");
}

void sl_check_iam_tagging(const sl_policy_view *view)
{
    judge(view, tags, "allows changes of tags");
}

void sl_check_iam_credentials_exposure(const sl_policy_view *view)
{
    judge(view, hands_out, "hands out credentials");
}
