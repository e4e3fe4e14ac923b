/* ruleset_work.h - what both ways of making a set share: all at once (ruleset.c), and
 * rule by rule (ruleset_late.c). */
#ifndef SECLINT_SCAN_RULESET_WORK_H
#define SECLINT_SCAN_RULESET_WORK_H

#include "scan/ruleset.h"

/* Makes a compiled rule of a rule and its check, if it has one. */
void sl_rule_prepare(const sl_rule *rule, const sl_check *check, sl_arena *arena,
                     sl_compiled_rule *out);
/* Notes that the rule of that number has the check, or is a slow one. */
void sl_ruleset_add_check(sl_ruleset *set, size_t number, const sl_check *check,
                          bool worded);
void sl_ruleset_add_slow(sl_ruleset *set, size_t number);

#endif
