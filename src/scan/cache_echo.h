/* cache_echo.h - objects that only say again what others say.
 *
 * A secret that stands in a thousand versions of a file is one finding: of the version
 * that is shown, with the first commit and the last. The others decide nothing, and where
 * the answers are those of then (scan/print.h) a replay leaves them out. An echo is a
 * version with findings, and perhaps the fact that it holds secrets, none of which was
 * allowed, switched off or left out, of which nothing else is told, and none of which
 * decides (scan/merge.h). Its fact is made from the number of its secrets; the first fact
 * of each path is read again, as it can be told of. */
#ifndef SECLINT_SCAN_CACHE_ECHO_H
#define SECLINT_SCAN_CACHE_ECHO_H

#include "scan/cache_work.h"

/* How much a worker had to say before an object. */
typedef struct sl_cache_level {
    size_t findings;
    size_t facts;
    size_t rest; /* lines, allowances, notices ... */
} sl_cache_level;

sl_cache_level sl_cache_level_of(const sl_scanner *scanner);

/* May the object, of which the worker said all since then, turn out to be an echo? Sets
 * echo, and what else is to be known of one. */
void sl_cache_echo_try(const sl_scanner *scanner, const sl_cache_level *since,
                       const sl_blob *blob, sl_cache_object *object);

/* Settles that, once findings behind the marks, one per worker, have been judged. objects:
 * by id, attributed. */
void sl_cache_echo_settle(const sl_run_state *state, const sl_mark *marks,
                          sl_cache_objects *objects);

/* Leaves the facts of echoes with the first worker, */
void sl_cache_echo_feed(sl_run_state *state, const sl_cache_objects *objects);
/* or counts echoes as objects that were fed. */
void sl_cache_echo_count(sl_run_state *state, const sl_cache_objects *objects);

#endif
