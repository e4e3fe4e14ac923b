/* ruleset_late.h - a set of built-in rules as they are, each of which is read when it is
 * first asked for. */
#ifndef SECLINT_SCAN_RULESET_LATE_H
#define SECLINT_SCAN_RULESET_LATE_H

#include "scan/ruleset.h"

/* May the set be made so: are all rules built in and not read yet, and does the
 * configuration say nothing of single rules? */
bool sl_late_fits(const sl_rules *rules, const sl_config *config);
/* Fills what sl_ruleset_build fills, but for the gate. Returns who each
 * owner in the tables of the built-in gate is in the set, as sl_gate_on wants it; in the
 * arena. */
uint32_t *sl_late_build(const sl_rules *rules, sl_arena *arena, sl_ruleset *out);
void sl_late_free(sl_ruleset *set);

#endif
