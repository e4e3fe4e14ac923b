/* judge.h - what follows when every document of a target was seen. */
#ifndef SECLINT_SCAN_JUDGE_H
#define SECLINT_SCAN_JUDGE_H

#include "scan/state.h"

/* Joins what the workers learned since marks, surveys the repository (NULL: there is
 * none) and runs the repository checks; their findings go to state->sink. */
void sl_judge(sl_run_state *state, sl_repo *repo, const sl_mark *marks);

/* Gives findings of state->sink from the given one on their levels by path; those that are
 * off go. */
void sl_judge_levels(sl_run_state *state, size_t first);

#endif
