/* openpgp.h - is the secret key in these OpenPGP packets behind a passphrase? */
#ifndef SECLINT_TOKEN_OPENPGP_H
#define SECLINT_TOKEN_OPENPGP_H

#include "base/str.h"

typedef enum sl_openpgp_lock {
    SL_OPENPGP_UNKNOWN, /* no secret key in front, or a form of it that is not known */
    SL_OPENPGP_OPEN,
    SL_OPENPGP_LOCKED
} sl_openpgp_lock;

/* packets: binary, without armor; only the first one is looked at. RFC 9580, sections
 * 4.2 and 5.5: behind the public half stands how the secret one is encrypted, 0 for
 * not at all. */
sl_openpgp_lock sl_openpgp_lock_of(sl_str packets);

#endif
