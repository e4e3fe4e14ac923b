/* target.h - one thing to scan: a repository, a folder, a file, standard input. */
#ifndef SECLINT_SCAN_TARGET_H
#define SECLINT_SCAN_TARGET_H

#include "scan/state.h"

typedef struct sl_target {
    const char *path; /* NULL: the repository around us */
    sl_repo *repo;    /* NULL: plain files */
} sl_target;

/* Finds out what path is. Free with sl_target_close. */
bool sl_target_open(const char *path, sl_target *out, sl_err *err);
void sl_target_close(sl_target *target);

/* Feeds all of it to the state's scanners. several: there are other targets, so
 * names begin with the path. */
bool sl_target_scan(const sl_target *target, sl_run_state *state, bool several,
                    sl_err *err);

#endif
