/* stand_in.h - words in policies of documentation that the reader is to replace.
 *
 * Placeholders in brackets and braces are open (sl_node_open); these are the bare words:
 * ACCOUNT-B-ID, source-bucket-account-id, user.arn. Only where text is for people, and in
 * tests and examples: what is deployed must have the value itself. */
#ifndef SECLINT_CHECK_IAM_STAND_IN_H
#define SECLINT_CHECK_IAM_STAND_IN_H

#include "check/check.h"

/* Is the policy in text for people, or in tests, fixtures and examples? */
bool sl_policy_shown(const sl_policy_view *view);

/* Is it shown, and the text one of words: letters, blanks and the marks between words, or
 * nothing at all? */
bool sl_stands_in(const sl_policy_view *view, sl_str text);

#endif
