/* star_only.h - actions that IAM checks against "*" and nothing else.
 *
 * Some services check an action without resource types against an ARN all the same, as IAM
 * does iam:ListRoles against role/PATH. Those of this table do not, say the user guides of
 * their services. */
#ifndef SECLINT_CHECK_IAM_STAR_ONLY_H
#define SECLINT_CHECK_IAM_STAR_ONLY_H

#include "aws/actions.h"

/* The action takes no resource: certainly only "*"? */
bool sl_action_star_only(const sl_action *action);

#endif
