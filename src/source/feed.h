/* feed.h - what a source gives and to whom: blobs, notices, progress. */
#ifndef SECLINT_SOURCE_FEED_H
#define SECLINT_SOURCE_FEED_H

#include "base/err.h"
#include "git/index_view.h"
#include "source/blob.h"

typedef enum sl_feed_count {
    SL_FEED_FILES,    /* read from the working tree or as plain paths */
    SL_FEED_INDEX,    /* read from the index */
    SL_FEED_OBJECTS,  /* read from the object database */
    SL_FEED_MESSAGES, /* of commits and tags */
    SL_FEED_BYTES,
    SL_FEED_COUNTS
} sl_feed_count;

/* Every function is called on any worker thread; calls of one worker never
 * overlap. What the arguments point to is valid during the call only. */
typedef struct sl_feed {
    void *ctx;
    unsigned threads;
    void (*blob)(void *ctx, unsigned worker, const sl_blob *blob);
    /* Frees what was left at blob->legacy. */
    void (*discard)(void *ctx, unsigned worker, void *legacy);
    /* subject: the path or object that was not looked at, or only in part.
     * incomplete: the scan is not whole because of it. */
    void (*notice)(void *ctx, unsigned worker, sl_str subject, const char *text,
                   bool incomplete);
    /* A path of the repository, before any blob; only on one thread. Index entries
     * and, where it is read, everything in the working tree; a path that is both is
     * told once. */
    void (*path)(void *ctx, sl_str path, bool tracked, bool on_disk);
    /* The same for all entries of an index, which stays until the repository is closed. */
    void (*index)(void *ctx, const sl_index_view *index);
    /* Does a blob with this base name need its name (a structured document)? */
    bool (*named)(void *ctx, sl_str base_name);
    /* The same number of base names under which a blob is read in the same way, 0 of all
     * that are not named. Only on one thread; NULL: they are all one. */
    uint64_t (*way)(void *ctx, sl_str base_name);
    /* A new phase of the run, with the number of items it will count. */
    void (*phase)(void *ctx, const char *name, sl_feed_count unit, size_t total);
    void (*count)(void *ctx, unsigned worker, sl_feed_count what, uint64_t more);
    /* Is nothing more wanted? Asked before each file of a working tree; may be NULL. */
    bool (*stopped)(void *ctx);
} sl_feed;

/* Hands blob on and counts it. */
void sl_feed_blob(const sl_feed *feed, unsigned worker, const sl_blob *blob);

#endif
