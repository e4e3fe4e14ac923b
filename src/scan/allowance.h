/* allowance.h - allowances where more than one document is needed: findings in history
 * and of repository checks, fingerprints, and what is wrong with allowances. */
#ifndef SECLINT_SCAN_ALLOWANCE_H
#define SECLINT_SCAN_ALLOWANCE_H

#include "scan/state.h"

/* What is honoured in this run: by the options, the configuration and, at the top of
 * repo (or NULL), the lists of other scanners. */
sl_allow_policy sl_allowance_open(sl_run_state *state, const sl_repo *repo);

/* When history is attributed: findings whose place was not known yet. What is allowed
 * is no secret of its fact any more. */
void sl_allowance_place(sl_run_state *state, const sl_mark *marks);

/* Findings of repository checks, from the given ones of state->sink on. */
void sl_allowance_repository(sl_run_state *state, const sl_mark *marks, size_t first);

/* Entries that ask for a rule, a path or a commit only, of those findings. */
void sl_allowance_entries(sl_run_state *state, size_t first);

/* Of merged findings, which have their fingerprints. */
void sl_allowance_fingerprints(sl_run_state *state);

/* Adds the findings about allowances themselves to state->sink; returns whether there
 * are any. Last of all: it must be known what was used. whole: all was looked at that
 * the entries of the configuration can be about. */
bool sl_allowance_judge(sl_run_state *state, bool whole);

#endif
