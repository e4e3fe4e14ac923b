/* gate_look.h - the eight bytes round a core by which a literal is told. */
#ifndef SECLINT_MATCH_GATE_LOOK_H
#define SECLINT_MATCH_GATE_LOOK_H

#include "match/gate_tables.h"

enum { SL_LOOK = 8 };

/* Sets mask and want of the entry to the bytes from so many before its core on, as far as
 * its text has them. */
void sl_look_from(sl_gate_entry *e, sl_str text, uint8_t back);
/* The same from where most of them are the text's. */
void sl_look_best(sl_gate_entry *e, sl_str text);

#endif
