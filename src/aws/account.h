/* account.h - AWS account ids: twelve digits, leading zeros included.
 *
 * Source: AWS Account Management Reference, "View AWS account identifiers"; the
 * accounts that AWS's documentation uses for examples. */
#ifndef SECLINT_AWS_ACCOUNT_H
#define SECLINT_AWS_ACCOUNT_H

#include "base/str.h"

enum { SL_ACCOUNT_DIGITS = 12 };

/* Exactly twelve digits? */
bool sl_account_valid(sl_str account);

/* Digits, and hyphens between them if that is what they are written with: a number that
 * was meant for an account id, however long. */
bool sl_account_numeric(sl_str account);

/* Is it an account of documentation: one of AWS's own examples, or twelve digits that
 * nobody was given: one digit throughout, or runs of at least three that count up, count
 * down or repeat (123456789012, 111122223333, 987654321098, 123412341234)? A number
 * of another length, 1234567890 for one, is none: it is wrong. */
bool sl_account_is_example(sl_str account);

/* One of AWS's own names in that field, which are no numbers: "aws" in the ARN of a managed
 * policy, "cloudfront" in that of an origin access identity. */
bool sl_account_is_owner(sl_str account);

/* Is one a slip of the other: one digit missing, too many, or changed, or two
 * neighbours swapped? Equal ones are none. */
bool sl_account_near(sl_str a, sl_str b);

#endif
