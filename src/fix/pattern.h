/* pattern.h - lines for ignore and attribute files, made from paths. */
#ifndef SECLINT_FIX_PATTERN_H
#define SECLINT_FIX_PATTERN_H

#include "fix/plan.h"

/* The existing file of that name (".gitignore") nearest to path, in its directory or
 * above it; the top one if there is none. */
sl_str sl_pattern_file(sl_plan *plan, sl_str path, sl_str name);
/* The pattern for exactly path in that file: anchored, with git's magic escaped. */
sl_str sl_pattern_exact(sl_plan *plan, sl_str file, sl_str path);
/* For every file of the base name of path. */
sl_str sl_pattern_name(sl_plan *plan, sl_str path);
/* For what the class says that path is one of; for the top file. */
sl_str sl_pattern_class(sl_plan *plan, const sl_secret_class *class_, sl_str path);
/* For a .gitattributes: in quotes if a blank, a quote or a control character asks for
 * them. */
sl_str sl_pattern_quoted(sl_plan *plan, sl_str pattern);

#endif
