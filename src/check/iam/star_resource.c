/* star_resource.c - Allow on every resource for actions that can be limited to ARNs.
 * What reads secrets has a rule of its own (iam-secret-wildcard). */
#include "aws/action_walk.h"
#include "check/iam/action_value.h"
#include "check/iam/policy_hit.h"
#include "check/iam/wide_grant.h"
#include "check/iam/wide_secret.h"

static bool ordinary(const sl_action *action)
{
    return !sl_action_on_secrets(action);
}

void sl_check_iam_star_resource(const sl_policy_view *view)
{
    const sl_grant_query query = {
        .wanted = ordinary, .least = SL_REACH_ALL, .by_value = true, .mostly = true};
    sl_grant_walk walk = sl_grant_walk_of(view);
    sl_wide_grant grant;

    while (sl_grant_walk_next(&walk, &query, &grant)) {
        bool star = sl_is_star(grant.resource->value); /* or an ARN that is as much */
        sl_buf form = {0};

        sl_action_arn_form(&grant.at[0].action, &form);
        sl_policy_hit(view, grant.resource, star ? SL_LEVEL_OFF : SL_LEVEL_NOTE,
                      "\"%.*s\" for %.*s; name ARNs, as %.*s",
                      sl_fmt(sl_policy_quote(grant.resource)),
                      sl_fmt(sl_wide_grant_names(view, &grant, true)),
                      sl_fmt(sl_buf_str(&form)));
        sl_buf_free(&form);
    }
}
