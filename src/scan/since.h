/* since.h - which findings were there before: at the merge base of a branch. */
#ifndef SECLINT_SCAN_SINCE_H
#define SECLINT_SCAN_SINCE_H

#include "scan/state.h"

/* Where options->since names commits: scans each of them in memory, as a fresh clone
 * would have it, with the rules, the configuration and the key of this run, and
 * suppresses the merged findings that stand there too. Rule and identity tell that a
 * finding is the same, and its path; n places in a file at the commit settle n places in
 * it now. A file that is not there any more settles the one that it was renamed to; a
 * secret that was copied or moved into another file is new. What was protected or
 * allowed there settles nothing: it was no finding.
 *
 * Nothing is scanned twice if there is nothing to settle. What could not be read at the
 * commit becomes a notice: what stands there counts as new. If nothing could, the scan
 * is incomplete. */
void sl_since_settle(sl_run_state *state);

#endif
