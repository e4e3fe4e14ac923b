/* wide_grant.h - statements of an identity policy that allow actions on every resource.
 *
 * An Allow without condition, of listed actions, on "*" or on what is as much. Not that
 * of every action on everything (iam-admin), nor NotAction and NotResource, which have
 * rules of their own; nor what the policy denies again, or may deny. */
#ifndef SECLINT_CHECK_IAM_WIDE_GRANT_H
#define SECLINT_CHECK_IAM_WIDE_GRANT_H

#include "aws/allowed.h"
#include "check/check.h"

enum { SL_GRANT_NAMES = 3 };

/* What a rule looks for among the actions that take an ARN. */
typedef struct sl_grant_query {
    bool (*wanted)(const sl_action *action);
    sl_reach least;
    bool by_value; /* an action for each value of Action at most, */
    bool mostly;   /* of patterns only if half of their actions or more are wanted */
} sl_grant_query;

/* One statement, and the first few of its actions that are wanted. */
typedef struct sl_wide_grant {
    const sl_statement *statement;
    const sl_node *resource; /* of the first */
    struct {
        sl_action action;
        const sl_node *value; /* of Action */
    } at[SL_GRANT_NAMES];
    size_t len;
    bool more;
} sl_wide_grant;

/* Where a walk over a policy is. */
typedef struct sl_grant_walk {
    const sl_policy_view *view;
    sl_denials denials;
    size_t next; /* statement */
} sl_grant_walk;

/* Walks nothing if the policy is not one of identities. */
sl_grant_walk sl_grant_walk_of(const sl_policy_view *view);
/* The next statement with an action that is wanted. */
bool sl_grant_walk_next(sl_grant_walk *walk, const sl_grant_query *query,
                        sl_wide_grant *out);

/* "s3:PutObject, s3:PutObjectAcl and others", in the document's arena: as AWS writes
 * the actions, or as the policy writes its values. */
sl_str sl_wide_grant_names(const sl_policy_view *view, const sl_wide_grant *grant,
                           bool as_written);

#endif
