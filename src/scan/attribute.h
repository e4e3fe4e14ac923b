/* attribute.h - gives findings and facts of history their path and commit. */
#ifndef SECLINT_SCAN_ATTRIBUTE_H
#define SECLINT_SCAN_ATTRIBUTE_H

#include "scan/state.h"
#include "source/history.h"

/* Asks history about every blob that a finding or fact behind the marks, one per
 * worker, names and that has no commit yet. */
void sl_attribute(sl_run_state *state, const sl_mark *marks, sl_repo *repo,
                  sl_history *history);
/* The same from the state's cache alone; false, with nothing done, if that does not know
 * every blob. */
bool sl_attribute_known(sl_run_state *state, const sl_mark *marks, sl_repo *repo);

#endif
