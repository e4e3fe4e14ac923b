/* survey.h - makes rule/survey.h from what a scan of one target learned: which
 * layouts the repository follows, by which strategy, and what its ignore and attribute
 * files say of paths that may come. */
#ifndef SECLINT_SCAN_SURVEY_H
#define SECLINT_SCAN_SURVEY_H

#include "scan/state.h"

/* state->paths holds the paths of the target. facts, which stays where it is, is
 * sorted and completed; lines are copied. The result lives in state->arena. */
sl_facts sl_survey_make(sl_run_state *state, sl_repo *repo, sl_fact_vec *facts,
                        sl_line_vec *lines, sl_aws_facts *aws);

/* Parts of it, for scan/recheck.c. Both sort what they are given and copy it. */
void sl_survey_set_paths(sl_survey *survey, sl_known_path_vec *paths, sl_arena *arena);
/* Makes the search, and sets the ignore and attribute files. */
void sl_survey_set_rules_files(sl_survey *survey, sl_survey_search search,
                               sl_arena *arena);
void sl_survey_set_lines(sl_survey *survey, sl_line_vec *lines, sl_arena *arena);
/* A copy of len items of that size. */
void *sl_survey_keep(sl_arena *arena, const void *items, size_t len, size_t size);

#endif
