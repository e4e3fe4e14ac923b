/* history_state.h - the inside of an sl_history, for source/history*.c only. */
#ifndef SECLINT_SOURCE_HISTORY_STATE_H
#define SECLINT_SOURCE_HISTORY_STATE_H

#include "base/map.h"
#include "base/siphash.h"
#include "source/commits.h"
#include "source/history.h"
#include "source/tree_log.h"

SL_VEC(sl_name_vec, sl_str);

/* In numbers of names: the blob has further ones. */
#define SL_NAME_FURTHER 0x80000000u

/* A blob that is read once more, under another name. */
typedef struct sl_further {
    sl_oid oid;
    uint32_t name; /* index in names, or SL_OIDMAP_NONE: none that matters */
    bool last;     /* the blob has more ways than it is read in: SL_MAX_READINGS */
} sl_further;

SL_VEC(sl_further_vec, sl_further);

/* An object that could not be read, or with oid.len 0 a whole pack, and why. */
typedef struct sl_lost {
    sl_oid oid;
    sl_err_code code;
    sl_str why; /* with a NUL behind it */
} sl_lost;

SL_VEC(sl_lost_vec, sl_lost);

/* Those of one worker. */
typedef struct sl_lost_list {
    sl_lost_vec all;
    sl_arena arena;
} sl_lost_list;

struct sl_history {
    sl_repo *repo;
    sl_odb *odb;
    const sl_feed *feed;
    const sl_history_memory *memory; /* or NULL */
    sl_arena arena;
    sl_tree_log *trees; /* by worker */
    /* Until the blobs are read: */
    sl_oidmap named;        /* blob -> index in names, with SL_NAME_FURTHER */
    sl_further_vec further; /* by blob */
    sl_name_vec names;      /* base names that say how to read a blob */

    sl_map name_numbers;              /* base name -> index + 1 */
    uint8_t name_key[SL_SIPHASH_KEY]; /* of sl_history_tag */
    sl_commits commits;
    sl_ref_vec refs; /* all, once commits are read */
    sl_arena refs_arena;
    sl_lost_list *lost; /* of the walk under way, by worker */
};

/* Keeps an object that the walk under way could not read, for sl_history_settle. */
void sl_history_lost(sl_history *history, unsigned worker, const sl_oid *oid,
                     const sl_err *why);
void sl_history_lost_free(sl_lost_list *list);
/* Behind a walk over types: visits what libgit2 can read of what was lost, and tells
 * of the rest. */
void sl_history_settle(sl_history *history, unsigned types,
                       const sl_odb_visitor *visitor);

/* A notice of a pass, which makes the scan incomplete: "not scanned: SUBJECT, TEXT", or
 * the text alone where subject is NULL. */
void sl_history_tell(const sl_history *history, unsigned worker, const sl_oid *subject,
                     const char *text, bool lasting);

/* What the passes feed. read: under which name. */
void sl_history_feed_blob(const sl_feed *feed, unsigned worker, const sl_object *object,
                          const sl_history_object *read);
void sl_history_feed_message(const sl_feed *feed, unsigned worker,
                             const sl_object *object, sl_str message, int64_t time);

/* Fills in the branches of items whose commit is known, and of their others. order: of
 * sl_commits_order. */
void sl_history_branches(const sl_history *history, const uint32_t *order,
                         sl_attribution *items, size_t len, sl_arena *arena);

/* Behind the last pass: puts the commits of all workers in one list, tells which of their
 * trees and parents are missing, keeps the numbers of the trees, and reads refs. */
void sl_history_gather(sl_history *history, sl_commits *parts);
/* Reads all refs, and tells which cannot be read or name an object that is missing. All
 * objects are read whatever refs there are; but which of them nobody can reach any more,
 * and in which branches the others are, would be told wrongly. shallow: it may be. */
void sl_history_read_refs(sl_history *history, unsigned worker, bool shallow);
/* What they lead to behind tags, if it is there. False if not all refs can be read. */
bool sl_history_tips(const sl_history *history, sl_oid_vec *tips);

/* Pass one: fills trees, named and names, and reports missing objects. */
void sl_history_read_names(sl_history *history);
/* Trees are numbered as they stand in the logs, those of the first worker first. */
size_t sl_history_trees(const sl_history *history);
size_t sl_history_first_tree(const sl_history *history, size_t worker);
sl_oid sl_history_tree_id(const sl_history *history, uint32_t tree);
/* What stands for a name in the logs: 31 bits of a hash under a key of this run, never 0. */
uint32_t sl_history_tag(const sl_history *history, sl_str name);

#endif
