/* builtin.h - the files of rules/ as they were at build time, read already.
 *
 * tools/compile_rules.c reads them with the same loader as any other rule file and
 * writes them as C: no YAML is parsed when the program starts. */
#ifndef SECLINT_RULE_BUILTIN_H
#define SECLINT_RULE_BUILTIN_H

#include "rule/layout.h"

/* Sorted by id, in the form of rule/form.h; read by sl_rules_add_builtin. */
extern const uint32_t sl_builtin_rules_words[];
extern const char sl_builtin_rules_text[];
extern const size_t sl_builtin_rules_count;
extern const uint32_t sl_builtin_rules_places[]; /* of each rule: its first word */

/* Sorted by rank and id, with their strings in the same text; and as sl_layouts has
 * them all their globs, which the set has no pointers to, and whose these are. */
extern const uint32_t sl_builtin_layouts_words[];
extern const uint32_t sl_builtin_layouts_places[];
extern const size_t sl_builtin_layouts_count;
extern const sl_glob_set sl_builtin_globs;
extern const sl_glob_owner sl_builtin_globs_owners[];

#endif
