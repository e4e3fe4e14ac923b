/* rule_load.h - one rule from its YAML file; see docs/writing-rules.md. */
#ifndef SECLINT_RULE_RULE_LOAD_H
#define SECLINT_RULE_RULE_LOAD_H

#include "rule/fields.h"

/* Fills *out (zeroed) from the document's top mapping; strings live in the
 * document's arena. Mistakes are told as "FILE:LINE: ...". */
bool sl_rule_read(const sl_fields *fields, sl_rule *out, sl_err *err);

/* Do the regexes of the rule that was just read compile? Costs more than reading
 * it: built-in rules are compiled by the tests, a user's when they are loaded. */
bool sl_rule_compiles(const sl_fields *fields, const sl_rule *rule, sl_err *err);

#endif
