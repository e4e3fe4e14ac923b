/* gate_build.h - makes the tables of a gate. */
#ifndef SECLINT_MATCH_GATE_BUILD_H
#define SECLINT_MATCH_GATE_BUILD_H

#include "match/gate.h"
#include "match/gate_tables.h"

enum { SL_GATE_TRIES = 4 };

/* Nothing is borrowed. Free with sl_gate_tables_free. tries: hashes that are compared by
 * how much of common text they take for something else: SL_GATE_TRIES where somebody
 * waits. */
sl_gate_tables *sl_gate_tables_build(const sl_gate_literal *literals, size_t len,
                                     unsigned tries);
void sl_gate_tables_free(sl_gate_tables *tables);

#endif
