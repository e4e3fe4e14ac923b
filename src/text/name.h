/* name.h - names of variables and keys that announce a secret. */
#ifndef SECLINT_TEXT_NAME_H
#define SECLINT_TEXT_NAME_H

#include "base/str.h"

/* Does this name (of a variable, key or attribute) announce a secret:
 * password, token, api_key, client_secret ...? Words are split at case changes,
 * '_', '-', '.'; PASSWORD_FILE, TOKEN_URL, key_id and such are not secrets. */
bool sl_secret_name(sl_str name);

#endif
