/* members.h - the files in an archive, scanned as documents of their own.
 *
 * A member is named "outer.zip!/inner/path" and shares what git says of the archive. It
 * is no path of the tree: it has findings, but no facts, so that no repository check asks
 * whether "outer.zip!/.env" is ignored. */
#ifndef SECLINT_SCAN_MEMBERS_H
#define SECLINT_SCAN_MEMBERS_H

#include "scan/scanner.h"

/* Is the blob an archive that the scanner opens? */
bool sl_members_wanted(const sl_scanner *scanner, const sl_doc *doc);

/* Scans every member. Call when the document of the archive itself is done: the
 * scanner's arena is used anew for each member. */
void sl_members_scan(sl_scanner *scanner, const sl_blob *archive);

#endif
