/* quotas.h - how long a policy of each kind may be.
 *
 * A table kept by hand (docs/iam-data.md): IAM and AWS STS quotas, and the quotas of
 * the services with resource policies. Rules of the table as in actions.h. */
#ifndef SECLINT_AWS_QUOTAS_H
#define SECLINT_AWS_QUOTAS_H

#include "base/str.h"
#include "text/date.h"

typedef struct sl_policy_quota {
    sl_str kind;
    uint32_t size;    /* most characters of the document that can be asked for */
    uint32_t usual;   /* what an account has without asking for more; <= size */
    bool white_space; /* white space counts */
    bool sum;         /* of all inline policies of one identity together */
    sl_date date;     /* when the number was looked up */
} sl_policy_quota;

/* kind: "managed", "user-inline", "group-inline", "role-inline", "trust", "session",
 * "scp", "rcp", "permission-set", or the prefix of the service whose resource policy
 * it is: "s3", "kms", "sns", "sqs", "secretsmanager", "lambda", "ecr" ... */
bool sl_policy_quota_find(sl_str kind, sl_policy_quota *out);

#endif
