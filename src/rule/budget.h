/* budget.h - what the literals of a rule may cost every scan, whatever it finds; looked at when the
 * built-in rules become part of the program (tools/compile_gate.c).
 *
 * Counted in a million bytes of source text, from how often three bytes in a row stand
 * there (src/match/trigrams.def); a literal stands there no more often than the rarest
 * three of it. A rule that costs more says in match.frequent why it is worth that. */
#ifndef SECLINT_RULE_BUDGET_H
#define SECLINT_RULE_BUDGET_H

#include "base/buf.h"
#include "match/gate_tables.h"
#include "rule/rule.h"

enum {
    SL_BUDGET_HITS = 1024,       /* literals found, each of which may run a regex */
    SL_BUDGET_CANDIDATES = 4096, /* places where a literal's core stands */
    SL_BUDGET_BEFORE = 4096,     /* bytes of context in front of a literal, */
    SL_BUDGET_AFTER = 65536      /* and behind it */
};

/* Appends a line for each rule, numbered as the tables' owners are, that breaks the
 * contract: which, and what to do. False if any does. */
bool sl_budget_kept(const sl_gate_tables *tables, const sl_rule *rules, size_t len,
                    sl_buf *said);

#endif
