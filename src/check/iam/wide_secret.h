/* wide_secret.h - which actions read or manage secrets, so that "*" opens all of them. */
#ifndef SECLINT_CHECK_IAM_WIDE_SECRET_H
#define SECLINT_CHECK_IAM_WIDE_SECRET_H

#include "aws/actions.h"

/* Any action on a secret of Secrets Manager; reading a parameter, decrypting. */
bool sl_action_on_secrets(const sl_action *action);

#endif
