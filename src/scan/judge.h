/* judge.h - what follows when every document of a target was seen. */
#ifndef SECLINT_SCAN_JUDGE_H
#define SECLINT_SCAN_JUDGE_H

#include "scan/state.h"

/* Joins what the workers learned since marks, surveys the repository (NULL: there is
 * none) and runs the repository checks; their findings go to state->sink. */
void sl_judge(sl_run_state *state, sl_repo *repo, const sl_mark *marks);

/* What the configuration leaves out or switches off at the paths of findings in documents
 * goes: the part of sl_judge that is about them alone. */
void sl_judge_documents(sl_run_state *state, sl_finding_vec *findings);

/* Gives a finding in a document the level that it has at its path; false: it is left out
 * or off there. Globs that decide are met. */
bool sl_judge_at(sl_run_state *state, sl_finding *finding);

/* Does the configuration leave out the place? Likewise. */
bool sl_judge_excludes(sl_run_state *state, const sl_place *place);

/* Gives findings of state->sink from the given one on their levels by path; those that are
 * off go. */
void sl_judge_levels(sl_run_state *state, size_t first);

#endif
