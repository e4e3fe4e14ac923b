/* reference.h - template and shell expansions, shared by the two judges of
 * value.h and by who reads values. The rest of reference.c is sl_reference. */
#ifndef SECLINT_TEXT_REFERENCE_H
#define SECLINT_TEXT_REFERENCE_H

#include "base/str.h"

/* Does value hold {{ ... }}, <% ... %>, ${ ... } or such? An expansion with a
 * default, ${NAME:-default}, counts only if the default is no secret. */
bool sl_reference_expansion(sl_str value);

/* The default of a value that is one expansion and nothing more, without its quotes:
 * ${NAME:-default} of shells, ${NAME:default} of Spring. Empty if there is none, or if it
 * holds an expansion itself. It points into value. */
sl_str sl_reference_default(sl_str value);

#endif
