/* reference.h - template and shell expansions, shared by the two judges of
 * value.h. The rest of reference.c is sl_reference. */
#ifndef SECLINT_TEXT_REFERENCE_H
#define SECLINT_TEXT_REFERENCE_H

#include "base/str.h"

/* Does value hold {{ ... }}, <% ... %>, ${ ... } or such? An expansion with a
 * default, ${NAME:-default}, counts only if the default is no secret. */
bool sl_reference_expansion(sl_str value);

#endif
