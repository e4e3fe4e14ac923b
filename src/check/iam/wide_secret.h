/* wide_secret.h - which actions read or manage secrets, so that "*" opens all of them. */
#ifndef SECLINT_CHECK_IAM_WIDE_SECRET_H
#define SECLINT_CHECK_IAM_WIDE_SECRET_H

#include "aws/actions.h"

/* Reading and changing secrets of Secrets Manager, reading parameters, decrypting. */
bool sl_action_on_secrets(const sl_action *action);

#endif
