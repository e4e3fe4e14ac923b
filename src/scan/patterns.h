/* patterns.h - runs the gate and the regexes behind it over one document. */
#ifndef SECLINT_SCAN_PATTERNS_H
#define SECLINT_SCAN_PATTERNS_H

#include "scan/scanner.h"

/* Is the pattern for files of that path? */
bool sl_pattern_wants(const sl_pattern *pattern, sl_str path);

/* Leaves the hits of all patterns in scanner->sink, and in scanner->woken which rules
 * have a literal in the document. */
void sl_patterns_run(sl_scanner *scanner, sl_doc *doc);

/* Is the document's text a delta on one that left a legacy? */
bool sl_patterns_heir(sl_scanner *scanner, const sl_doc *doc, sl_heir *out);

#endif
