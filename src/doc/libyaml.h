/* libyaml.h - libyaml, loaded when it is first needed (or linked, as the build has it).
 *
 * The functions keep their names: lib->yaml_parser_parse(...). */
#ifndef SECLINT_DOC_LIBYAML_H
#define SECLINT_DOC_LIBYAML_H

#include <yaml.h>

typedef struct sl_libyaml {
#define SL_FUNCTION(name) __typeof__(name) *name;
#include "doc/libyaml.def"
#undef SL_FUNCTION
} sl_libyaml;

/* One table for all threads. If the library cannot be loaded, the program ends with
 * status 2. */
const sl_libyaml *sl_libyaml_get(void);

#endif
