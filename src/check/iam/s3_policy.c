/* s3_policy.c - rights on buckets with which their holder takes rights on the objects.
 * Source: Amazon S3 User Guide, "Identity and Access Management in Amazon S3". */
#include "aws/action_walk.h"
#include "aws/allowed.h"
#include "check/iam/policy_hit.h"

/* Who may do the one can have the other. */
static const struct {
    const char *giver;
    const char *given;
} rows[] = {
    {"s3:PutBucketPolicy", "s3:GetObject"},
    {"s3:PutBucketPolicy", "s3:PutObject"},
    {"s3:PutBucketAcl", "s3:GetObject"},
    {"s3:PutBucketAcl", "s3:PutObject"},
    {"s3:PutObjectAcl", "s3:GetObject"},
    {"s3:PutLifecycleConfiguration", "s3:DeleteObject"},
    {"s3:PutAccessPointPolicy", "s3:GetObject"},
};

/* The value that allows it, on any resource and condition; *unknown: perhaps one does. */
static const sl_node *allowed(const sl_policy *policy, const sl_action *action,
                              bool *unknown)
{
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *which = NULL;
        sl_allowed takes;

        if (!s->allows)
            continue;
        takes = sl_statement_takes(s, action, &which);
        if (takes == SL_ALLOWED_YES)
            return which;
        *unknown |= takes == SL_ALLOWED_UNKNOWN;
    }
    return NULL;
}

/* Is it mentioned by a Deny? Then the holder cannot give it to itself, or not always. */
static bool denied(const sl_policy *policy, const sl_action *action)
{
    for (size_t i = 0; i < policy->statements_len; i++)
        if (policy->statements[i].denies &&
            sl_statement_takes(&policy->statements[i], action, NULL) != SL_ALLOWED_NO)
            return true;
    return false;
}

void sl_check_iam_s3_policy_escalation(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->kind != SL_POLICY_IDENTITY || policy->incomplete)
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const sl_node *giver;
        sl_action gives, given;
        bool unknown = false;

        if (!sl_action_find_whole(sl_str_of(rows[i].giver), &gives) ||
            !sl_action_find_whole(sl_str_of(rows[i].given), &given))
            continue;
        giver = allowed(policy, &gives, &unknown);
        if (!giver || allowed(policy, &given, &unknown) || unknown ||
            denied(policy, &gives) || denied(policy, &given))
            continue;
        sl_policy_hit(view, giver, SL_LEVEL_OFF,
                      "%s lets its holder take %s, which the policy does not allow",
                      rows[i].giver, rows[i].given);
        return; /* one is enough to make the point */
    }
}
