/* prose.h - how much a mistake of form weighs where it stands. */
#ifndef SECLINT_CHECK_PROSE_H
#define SECLINT_CHECK_PROSE_H

#include "doc/doc.h"
#include "rule/rule.h"

/* Is it documentation, by its name? */
bool sl_prose_file(sl_str path);

/* level in configuration, one lower in documentation (people copy from it), a
 * note in a line that is commented out. */
sl_level sl_prose_level(sl_doc *doc, size_t at, sl_level level);

#endif
