/* policy.h - IAM policies in a document's tree, statement by statement.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". A model in
 * the loosest sense: nodes are looked up, nothing is copied, and what is not a
 * policy is simply not found. */
#ifndef SECLINT_AWS_POLICY_H
#define SECLINT_AWS_POLICY_H

#include "doc/node.h"

/* The next policy behind after in document order below top (NULL: the first): a
 * mapping with a "Statement" whose statements have an "Effect". NULL: no more. */
const sl_node *sl_policy_next(const sl_node *top, const sl_node *after);

/* The statement behind after (NULL: the first), whether Statement is one mapping
 * or a list. NULL: no more. */
const sl_node *sl_statement_next(const sl_node *policy, const sl_node *after);

bool sl_statement_allows(const sl_node *statement);

/* The value behind after of an element that is one value or a list of values
 * ("Action", "Resource"); only scalars. NULL: no more. */
const sl_node *sl_statement_value(const sl_node *statement, sl_str element,
                                  const sl_node *after);

/* Does an action pattern ('*' and '?', case-insensitive) match the action? */
bool sl_action_matches(sl_str pattern, sl_str action);

#endif
