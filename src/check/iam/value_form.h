/* value_form.h - the texts that the operators of conditions can compare.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators". Nobody checks
 * them when a policy is saved: a value of the wrong form is one that nothing equals. */
#ifndef SECLINT_CHECK_IAM_VALUE_FORM_H
#define SECLINT_CHECK_IAM_VALUE_FORM_H

#include "aws/condition.h"

/* "true" and "false", in any case. */
bool sl_form_bool(sl_str text);
/* An integer or decimal, with a sign or not. */
bool sl_form_number(sl_str text);
/* A date of the W3C profile of ISO 8601, with a time or without, with a zone or without;
 * or seconds since the epoch. */
bool sl_form_date(sl_str text);
/* Base64 with its padding. */
bool sl_form_base64(sl_str text);
/* "*", or something with six fields that an ARN can match. */
bool sl_form_arn_pattern(sl_str text);

/* Can an operator of the family compare it? */
bool sl_form_fits(sl_operator_family family, sl_str text);

#endif
