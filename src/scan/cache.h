/* cache.h - what earlier scans know of the objects of a repository.
 *
 * An object is its content, so a verdict on it holds wherever it is seen again: in the
 * pack that gc made of others, in a fresh clone. Kept are
 *
 *   keys      of clean objects: a blob under the base name by which the history knows it
 *             (another name is another question), the message of a commit or tag. Clean:
 *             it left no finding, no fact, no notice and no mark of an allowance, and it
 *             was read whole. What was lost or cut short has no key;
 *   objects   with findings or facts, by id only. They are read again, so that every
 *             finding is made from bytes that are there, under the levels and allowances
 *             of now; and what attribution answered for them. As long as levels and
 *             allowances are those of then, echoes need not be read (scan/cache_echo.h);
 *   the state of the repository: packs and loose objects by name, size, inode and times,
 *             refs, the shallow boundary; and the notices that it gave.
 *
 * If the state is the same, nothing is read but those objects: no index of a pack, no tree,
 * no commit. If it is not, trees and commits are walked through, since names, graph and
 * missing objects may be new, and of blobs and messages only those without a key are
 * scanned. A pack whose file is not the one seen before is first checked against the
 * checksum at its end; if that does not hold, no key counts.
 *
 * Every key hangs on the program, its rules and options (scan/print.h): others make other
 * keys. Keys are hashes under a secret of this user (base/siphash.h), the file is sealed
 * with it (scan/cache_file.h). Nothing in it comes from a secret that was found. Ids are
 * those that the repository gives its objects, as everywhere in this program and in git.
 *
 * The report is the same bytes with a cache, without one, and with an old one. Whatever
 * is wrong with the file, it is as if it were not there. It can be removed at any time.
 * Bytes: scan/cache_record.h. */
#ifndef SECLINT_SCAN_CACHE_H
#define SECLINT_SCAN_CACHE_H

#include "scan/state.h"
#include "source/history.h"

typedef struct sl_cache sl_cache;

/* NULL where none is wanted or to be had; state->cache_word tells people what came of
 * it. Close with sl_cache_close. */
sl_cache *sl_cache_open(sl_run_state *state, sl_repo *repo);

/* How history is to be fed: as the state would, and the cache takes note. */
const sl_feed *sl_cache_feed(const sl_cache *cache);
const sl_history_memory *sl_cache_memory(const sl_cache *cache);

/* Is the repository as it was, and could all be read again that has something to say?
 * Then that was fed, and sl_cache_settle comes next. If not, sl_history_feed does the
 * whole work with the memory above; what was fed here already it leaves out. */
bool sl_cache_replay(sl_cache *cache);
/* Fills in all but blob, others of those that were asked for them then; false if one is not
 * known. */
bool sl_cache_place(const sl_cache *cache, sl_attribution *items, size_t len);
/* After a replay that does not suffice: sl_history_feed comes next. */
void sl_cache_miss(sl_cache *cache);
/* Counts what was not read, and gives the notices of then. */
void sl_cache_settle(sl_cache *cache);

/* What attribution says before the index is asked; paths must live until the save. */
void sl_cache_keep(sl_cache *cache, const sl_attribution *items, size_t len);
/* After a scan that came to its end, once findings behind the marks, one per worker, have
 * been judged. Does nothing where cache is NULL or attribution was not asked. Failing is
 * no error. */
void sl_cache_save(sl_cache *cache, const sl_mark *marks);
void sl_cache_close(sl_cache *cache); /* may be NULL */

#endif
