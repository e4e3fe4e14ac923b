/* builtin.h - the files of rules/ as they were at build time, read already.
 *
 * tools/compile_rules.c reads them with the same loader as any other rule file and
 * writes them as initialised C: nothing is parsed when the program starts. */
#ifndef SECLINT_RULE_BUILTIN_H
#define SECLINT_RULE_BUILTIN_H

#include "rule/layout.h"

/* Sorted by id. "verify" is only a name yet: */
extern const sl_rule sl_builtin_rules[];
extern const char *const sl_builtin_verify[]; /* by rule, or NULL */
extern const size_t sl_builtin_rules_count;

/* Sorted by rank and id. */
extern const sl_layout *const sl_builtin_layouts[];
extern const size_t sl_builtin_layouts_count;

#endif
