/* composite.h - secrets that consist of several parts, which stand near each other. */
#ifndef SECLINT_SCAN_COMPOSITE_H
#define SECLINT_SCAN_COMPOSITE_H

#include "scan/scanner.h"

/* Joins the hits of composite rules in scanner->sink with their parts. A hit without a
 * part that it must have is taken out; so is a hit that became a part of another. */
void sl_composite_join(sl_scanner *scanner, sl_doc *doc);

#endif
