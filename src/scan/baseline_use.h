/* baseline_use.h - the baseline of a run. */
#ifndef SECLINT_SCAN_BASELINE_USE_H
#define SECLINT_SCAN_BASELINE_USE_H

#include "scan/baseline.h"
#include "scan/state.h"

/* Reads the baseline that the options name, or the configuration, or that at the top of
 * repo (which may be NULL), into state->baseline; NULL if there is none. One that
 * somebody names must be there, unless a fresh one is asked for: then it must not. */
bool sl_baseline_open(sl_run_state *state, sl_repo *repo, sl_err *err);

/* Settles the merged findings, and tells which entries are over or match nothing. tree,
 * history: all of that was looked at. */
void sl_baseline_settle(sl_run_state *state, bool tree, bool history);
void sl_baseline_close(sl_run_state *state);

#endif
