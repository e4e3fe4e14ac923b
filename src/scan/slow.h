/* slow.h - rules of the user whose pattern has no literal.
 *
 * The gate cannot tell where such a pattern may match, so its regex runs over all of
 * every text, a hundred times slower than the gate: the program warns, naming the rule and
 * what to add, and --timing has a line for each. No built-in rule is like that (rule/budget.h). */
#ifndef SECLINT_SCAN_SLOW_H
#define SECLINT_SCAN_SLOW_H

#include "scan/scanner.h"

/* Adds their hits in the document to scanner->sink. */
void sl_slow_run(sl_scanner *scanner, sl_doc *doc);

#endif
