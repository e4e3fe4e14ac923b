/* name.h - names of variables and keys that announce a secret. */
#ifndef SECLINT_TEXT_NAME_H
#define SECLINT_TEXT_NAME_H

#include "base/str.h"

/* Does this name (of a variable, key or attribute) announce a secret:
 * password, token, api_key, client_secret ...? Words are split at case changes,
 * '_', '-', '.'; PASSWORD_FILE, TOKEN_URL, key_id and such are not secrets. */
bool sl_name_is_secret(sl_str name);

typedef enum sl_name_kind {
    SL_NAME_OTHER,
    SL_NAME_PERHAPS,  /* secret if the value looks so: key, algolia_key, salt, auth */
    SL_NAME_SECRET,   /* of values that machines make: token, api_key, client_secret */
    SL_NAME_PASSWORD, /* of values that people choose: password, passphrase, db_pass */
} sl_name_kind;

/* The last two are the names of sl_secret_name. */
sl_name_kind sl_name_kind_of(sl_str name);

#endif
