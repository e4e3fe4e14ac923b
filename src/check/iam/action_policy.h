/* action_policy.h - whose actions the policy of a resource takes. */
#ifndef SECLINT_CHECK_IAM_ACTION_POLICY_H
#define SECLINT_CHECK_IAM_ACTION_POLICY_H

#include "check/check.h"

/* The service whose actions a resource policy takes and no others, told by what is around
 * it or by the ARNs of all its statements; empty if it is not one of such a service.
 * *thing (may be NULL): what it is the policy of, "bucket". */
sl_str sl_policy_takes_only(const sl_policy *policy, const char **thing);

/* Is a value of Action one of another service, as far as its prefix tells? */
bool sl_action_foreign(sl_str value, sl_str service);

#endif
