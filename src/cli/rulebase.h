/* rulebase.h - the rules that the commands `rules` and `explain` talk about. */
#ifndef SECLINT_CLI_RULEBASE_H
#define SECLINT_CLI_RULEBASE_H

#include "cli/options.h"
#include "rule/load.h"

/* The built-in rules, those of every --rules DIR and those of the configuration, sorted,
 * with the levels that the configuration gives them. *out is for sl_rules_free in any
 * case. */
bool sl_rulebase_open(const sl_options *options, sl_rules *out, sl_err *err);
/* Without the configuration, and for the caller to sort. */
bool sl_rulebase_add(const sl_options *options, sl_rules *out, sl_err *err);

#endif
