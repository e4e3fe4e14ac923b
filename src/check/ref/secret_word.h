/* secret_word.h - text/name.h for files that know of ARNs, too, whose sl_secret_name is
 * another one (aws/resource_name.h). */
#ifndef SECLINT_CHECK_REF_SECRET_WORD_H
#define SECLINT_CHECK_REF_SECRET_WORD_H

#include "base/str.h"

/* Does the name announce a secret? */
bool sl_announces_secret(sl_str name);

#endif
