/* action_value.h - the values of Action and NotAction, one at a time, as far as they can
 * be judged. */
#ifndef SECLINT_CHECK_IAM_ACTION_VALUE_H
#define SECLINT_CHECK_IAM_ACTION_VALUE_H

#include "aws/resources.h"
#include "check/check.h"

/* Where a walk over a policy is; begin with a zeroed one. */
typedef struct sl_action_value {
    const sl_node *node;
    const sl_statement *statement;
    bool negated; /* of NotAction */
    size_t next;  /* statement */
} sl_action_value;

/* The next value that is a text without placeholders and variables, in the order of
 * the statements; false at the end. */
bool sl_action_value_next(const sl_policy *policy, sl_action_value *at);

/* What is wrong with the form of a value; NULL: nothing. The text completes
 * "VALUE: ". *minor: IAM takes it all the same. */
const char *sl_action_fault(sl_str value, bool *minor);

/* Appends the form of ARN that an action is for, "arn:${Partition}:s3:::${BucketName}": the
 * shortest of those that it needs, or takes. Nothing if it takes none. */
void sl_action_arn_form(const sl_action *action, sl_buf *out);

/* The level of a finding that rests on the table of actions: one lower when the table is
 * older than a year. False: then it is nothing to speak of any more. */
bool sl_table_level(const sl_policy_view *view, sl_level *level);

#endif
