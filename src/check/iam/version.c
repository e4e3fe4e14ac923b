/* version.c - the language that a policy is written in.
 * Source: IAM User Guide, "IAM JSON policy elements: Version". YAML takes the unquoted
 * value for a date: what counts is how it is written. */
#include "check/iam/element.h"
#include "check/iam/policy_hit.h"

void sl_check_iam_version_missing(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->version || !policy->statement || !policy->exact || policy->fragment ||
        sl_policy_torn(view) ||
        sl_element_misspelt(policy->node, sl_lit("Version"), false))
        return;
    /* People who show a part of a policy leave out what is always the same. */
    sl_policy_hit(view, policy->node,
                  policy->passage && policy->passage->prose ? SL_LEVEL_NOTE
                                                            : SL_LEVEL_OFF,
                  "the policy has no Version, so that IAM reads it as \"2008-10-17\" "
                  "and takes variables for plain text: say \"2012-10-17\"");
}

/* Of JSON: a number, which iam-wrong-type tells. */
static bool is_number(const sl_policy *policy, const sl_node *version)
{
    return policy->passage && policy->passage->kind == SL_DOC_JSON &&
           version->style == SL_STYLE_PLAIN;
}

/* The version, if it is a text that can be judged. */
static const sl_node *version_of(const sl_policy *policy)
{
    const sl_node *version = policy->version;

    if (!version || version->type != SL_NODE_SCALAR || sl_node_open(version) ||
        sl_policy_broken(policy) || is_number(policy, version))
        return NULL;
    return version;
}

void sl_check_iam_version_old(const sl_policy_view *view)
{
    const sl_node *version = version_of(view->policy);

    if (version && sl_str_eq(version->value, sl_lit("2008-10-17")))
        sl_policy_hit(view, version, SL_LEVEL_OFF,
                      "Version \"2008-10-17\" is the old language, which takes "
                      "variables for plain text: say \"2012-10-17\"");
}

void sl_check_iam_version_invalid(const sl_policy_view *view)
{
    const sl_node *version = version_of(view->policy);

    if (!version || sl_str_eq(version->value, sl_lit("2012-10-17")) ||
        sl_str_eq(version->value, sl_lit("2008-10-17")))
        return;
    sl_policy_hit(view, version, SL_LEVEL_OFF,
                  "Version \"%.*s\" does not exist: the policy language has "
                  "\"2012-10-17\" and \"2008-10-17\"",
                  sl_fmt(sl_policy_quote(version)));
}
