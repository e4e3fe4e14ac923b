/* worth.h - what a finding of history counts for at one of the paths that its content had. */
#ifndef SECLINT_SCAN_WORTH_H
#define SECLINT_SCAN_WORTH_H

#include "scan/state.h"

/* Wherever else the content went, it is allowed: by a line of its own, for the commit at
 * hand, or whatever its path. */
enum { SL_WORTH_SETTLED = SL_LEVEL_ERROR + 1 };

/* The level of sink->findings.at[finding] if it stood at place: SL_LEVEL_OFF where it is
 * left out, off, allowed, or not what its rule looks at; or SL_WORTH_SETTLED. Entries and
 * globs that decide are met. On one thread, before sl_allowance_place. */
unsigned sl_worth(sl_run_state *state, const sl_sink *sink, size_t finding,
                  const sl_place *place);

/* What it can be worth at most, wherever it stands. */
unsigned sl_worth_most(const sl_run_state *state, const sl_finding *finding);

#endif
