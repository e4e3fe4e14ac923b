/* history.h - every object of the repository, reachable or not, and which commit
 * brought it.
 *
 * Three passes over the object database, each in pack order: trees (which blobs
 * have a name that says how to read them; which objects are missing), blobs
 * (scanned once each, by id, or once for each way in which their names have them
 * read), commits and tags (their messages, and the graph).
 * Commits and paths are worked out afterwards, for blobs with findings only. */
#ifndef SECLINT_SOURCE_HISTORY_H
#define SECLINT_SOURCE_HISTORY_H

#include "source/attribution.h"
#include "source/feed.h"
#include "source/repo.h"

typedef struct sl_history sl_history;

/* An object as it is fed. */
typedef struct sl_history_object {
    sl_oid oid;
    sl_object_type type; /* of blob, commit, tag */
    sl_str name;         /* of a blob: the base name; empty: none that matters */
    bool again;          /* of a blob: as in sl_blob */
} sl_history_object;

/* What an earlier scan of the same objects knows. Every function on any thread. */
typedef struct sl_history_memory {
    void *ctx;
    /* There was nothing to say about the object: a blob under this base name, the message
     * of a commit or tag. It is then not fed; whoever knows it counts it, with size
     * bytes. */
    bool (*known)(void *ctx, unsigned worker, const sl_history_object *object,
                  uint64_t size);
    /* Told beside the feed of every notice of the passes themselves. lasting: it will be
     * the same as long as the repository is; otherwise something could not be read. */
    void (*notice)(void *ctx, unsigned worker, sl_str subject, const char *text,
                   bool lasting);
} sl_history_memory;

/* Runs the passes and feeds blobs (SL_ORIGIN_HISTORY) and messages. Keeps what
 * sl_history_attribute needs. NULL, with err set, if the object database cannot
 * be opened; single objects that cannot be read become notices. memory may be NULL. */
sl_history *sl_history_feed(sl_repo *repo, const sl_feed *feed,
                            const sl_history_memory *memory, sl_err *err);

/* Feeds these objects and no others, as sl_history_feed would; those with one id side by
 * side. False if one could not be read as what it is said to be: fed tells, by item, which
 * were. */
bool sl_history_replay(sl_repo *repo, const sl_feed *feed,
                       const sl_history_object *objects, size_t len, bool *fed);

/* Sets asked in the items whose other paths matter, once the first path and commit of all
 * are known; true if there is one. */
typedef struct sl_history_asker {
    void *ctx;
    bool (*ask)(void *ctx, sl_attribution *items, size_t len);
} sl_history_asker;

/* Fills in all but blob, from commits and tagged trees. Slices live in the arena. Reads
 * the trees once more if the first pass could not keep what they name, or this is not the
 * first call. */
void sl_history_attribute(sl_history *history, sl_attribution *items, size_t len,
                          const sl_history_asker *asker, sl_arena *arena);
/* Then: looks in the index for those that have no place yet. */
void sl_history_attribute_index(sl_repo *repo, sl_attribution *items, size_t len,
                                sl_arena *arena);
void sl_history_free(sl_history *history);

#endif
