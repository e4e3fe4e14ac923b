/* literals.h - every literal that a scan looks for, and who is told of it.
 *
 * Owners are numbers: the rules come first, by their place in the list; behind them the
 * kinds of escapes (text/escaped.h), then the collectors (check/check.h), then the marks
 * of SOPS and of allowances. */
#ifndef SECLINT_SCAN_LITERALS_H
#define SECLINT_SCAN_LITERALS_H

#include "base/arena.h"
#include "match/gate.h"
#include "rule/rule.h"

/* How many owners there are beside so many rules, and with them. */
size_t sl_owners_len(size_t rules);
/* The owner of the mark of SOPS. */
size_t sl_owner_of_sops(size_t rules);
/* The owner of SL_ALLOW_MARK, the last one. */
size_t sl_owner_of_allow(size_t rules);

/* All literals of so many rules and of the others. Returns how many; *out is in the
 * arena. */
size_t sl_literals_of(const sl_rule *const *rules, size_t len, sl_arena *arena,
                      sl_gate_literal **out);

/* Those of all built-in rules, in the order of sl_builtin_rules: made when the program
 * was built (tools/compile_gate.c). */
extern const sl_gate_tables sl_builtin_gate;

#endif
