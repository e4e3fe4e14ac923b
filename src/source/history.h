/* history.h - every object of the repository, reachable or not, and which commit
 * brought it.
 *
 * Three passes over the object database, each in pack order: trees (which blobs
 * have a name that says how to read them; which objects are missing), blobs
 * (scanned once each, by id), commits and tags (their messages, and the graph).
 * Commits and paths are worked out afterwards, for blobs with findings only. */
#ifndef SECLINT_SOURCE_HISTORY_H
#define SECLINT_SOURCE_HISTORY_H

#include "source/feed.h"
#include "source/repo.h"

typedef struct sl_history sl_history;

/* Where a blob was first seen. */
typedef struct sl_attribution {
    sl_oid blob;      /* asked for; each blob once */
    sl_str path;      /* in the first commit that has it, or else in a tagged tree or
                        * the index; empty if none has */
    sl_oid commit;    /* empty if no commit has it */
    int64_t time;     /* the commit's author date */
    bool unreachable; /* neither a ref nor the index leads to it */
} sl_attribution;

/* Runs the passes and feeds blobs (SL_ORIGIN_HISTORY) and messages. Keeps what
 * sl_history_attribute needs. NULL, with err set, if the object database cannot
 * be opened; single objects that cannot be read become notices. */
sl_history *sl_history_feed(sl_repo *repo, const sl_feed *feed, sl_err *err);

/* Fills in all but blob. Paths live in the arena. One more pass over the trees. */
void sl_history_attribute(sl_history *history, sl_attribution *items, size_t len,
                          sl_arena *arena);
void sl_history_free(sl_history *history);

#endif
