/* gate_build.h - makes the tables of a gate. */
#ifndef SECLINT_MATCH_GATE_BUILD_H
#define SECLINT_MATCH_GATE_BUILD_H

#include "match/gate.h"
#include "match/gate_tables.h"

/* Nothing is borrowed. Free with sl_gate_tables_free. */
sl_gate_tables *sl_gate_tables_build(const sl_gate_literal *literals, size_t len);
void sl_gate_tables_free(sl_gate_tables *tables);

#endif
