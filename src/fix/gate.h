/* gate.h - the safety gate: nothing that git would take in the clear gets through.
 *
 * Every path of the index and the working tree, and every path that a layout expects,
 * is judged before and after the edits. */
#ifndef SECLINT_FIX_GATE_H
#define SECLINT_FIX_GATE_H

#include "fix/plan.h"

/* Adds to plan->refused, one line for each reason, and to plan->warnings. */
void sl_fix_gate(sl_plan *plan);

#endif
