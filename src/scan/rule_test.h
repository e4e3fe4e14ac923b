/* rule_test.h - runs the examples of rules through the scanner of a real run. */
#ifndef SECLINT_SCAN_RULE_TEST_H
#define SECLINT_SCAN_RULE_TEST_H

#include "rule/load.h"

typedef struct sl_rule_tally {
    size_t rules;
    size_t examples;
    size_t failed;
} sl_rule_tally;

/* Checks the rules of list, which are some of rules (sorted). What fails is described in
 * out, a line each: "FILE: ID: match example 2: why". Fails itself only if the rules
 * cannot be used at all. */
bool sl_rules_test(const sl_rules *rules, const sl_rule *const *list, size_t len,
                   sl_buf *out, sl_rule_tally *tally, sl_err *err);

#endif
