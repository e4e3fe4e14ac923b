/* patterns.h - runs the gate and the regexes behind it over one document. */
#ifndef SECLINT_SCAN_PATTERNS_H
#define SECLINT_SCAN_PATTERNS_H

#include "scan/scanner.h"

/* Forgets the document before. */
void sl_patterns_forget(sl_scanner *scanner);

/* Makes a hit of a match, unless something speaks against it. */
void sl_pattern_report(sl_scanner *scanner, sl_doc *doc, sl_compiled_rule *compiled,
                       const sl_match *match);

/* Leaves the hits of all patterns in scanner->sink, and in scanner->woken which rules
 * have a literal in the document. */
void sl_patterns_run(sl_scanner *scanner, sl_doc *doc);

/* Is the document's text a delta on one that left a legacy? */
bool sl_patterns_heir(sl_scanner *scanner, const sl_doc *doc, sl_heir *out);

#endif
