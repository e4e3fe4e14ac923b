/* added.h - the blobs that commits bring: at a path where none of their parents has
 * them. */
#ifndef SECLINT_SOURCE_ADDED_H
#define SECLINT_SOURCE_ADDED_H

#include "source/blob.h"
#include "source/feed.h"
#include "git/tree.h"
#include "source/repo.h"

typedef struct sl_added {
    sl_str path;
    sl_oid blob;
    sl_oid commit; /* the first that has it there */
    int64_t time;
    sl_path_state state; /* for who fills it */
    bool symlink;        /* the blob is the link's target */
} sl_added;

SL_VEC(sl_added_vec, sl_added);

/* Zeroed but for repo, odb and feed, which is told what cannot be read. What whole
 * directories with the same content hold is listed at SL_MAX_SAME_CONTENT places of
 * each, and the rest counted: a few trees can spell ten million paths. */
typedef struct sl_adding {
    sl_repo *repo;
    sl_odb *odb;
    const sl_feed *feed;
    sl_added_vec list; /* each blob once for each path, in the order of the commits */
    sl_arena arena;    /* of the paths in it */
    sl_map seen;       /* ids and paths in list */
    sl_map compared;   /* tree and parents' trees -> how often */
    size_t left_out;   /* directories */
    sl_oid_vec
        hidden; /* trees that are known: in the place of parents that are not there */
    sl_oid commit; /* the one at hand */
    int64_t time;
    unsigned depth;
} sl_adding;

/* Lists what the commit brings whose bytes these are; oid is its id, time goes with
 * what it brings. What is in the place of a parent that is not there: what the hidden
 * commits have is not brought by it. */
void sl_adding_commit(sl_adding *adding, const sl_oid *oid, const sl_commit *commit);
/* Lists all of a tree, or a blob, that a ref or a tag leads to without a commit; a
 * blob's path is its id. */
void sl_adding_object(sl_adding *adding, const sl_oid *oid);
/* A commit whose files are known. One that cannot be read hides nothing. */
void sl_adding_hide(sl_adding *adding, const sl_oid *commit);
void sl_adding_free(sl_adding *adding);

/* Reads an object of that type by our own reader or, where that one sees damage, by
 * libgit2. Otherwise the feed is told, and it is false. */
bool sl_adding_read(const sl_adding *adding, const sl_oid *oid, sl_object_type want,
                    sl_buf *out);

/* Tells the feed that an object was not scanned, and why. */
void sl_adding_tell(const sl_adding *adding, const sl_oid *oid, const char *why);

#endif
