/* probes.h - paths that are asked about whether they exist or not. */
#ifndef SECLINT_SCAN_PROBES_H
#define SECLINT_SCAN_PROBES_H

#include "rule/survey.h"
#include "source/path_rules.h"

/* Fills survey->probes: what its layouts expect, what "!" lines and those about vault
 * passwords name, and the ignore and attribute files themselves. All else in survey is
 * there already. */
void sl_probes_ask(sl_survey *survey, sl_path_rules *rules, sl_arena *arena);

#endif
