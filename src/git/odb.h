/* odb.h - every object of a repository, read without libgit2 or child processes.
 *
 * Packs (version 2 and 3, idx 1 and 2, 64-bit offsets, OFS and REF deltas),
 * loose objects, alternates (cycles found). The walk goes depth-first through
 * the delta forest: each object is inflated once and handed on while its bytes
 * are still at hand; threads take roots in pack order. Replace refs and grafts
 * are ignored on purpose. Source: gitformat-pack(5). */
#ifndef SECLINT_GIT_ODB_H
#define SECLINT_GIT_ODB_H

#include "base/buf.h"
#include "base/err.h"
#include "git/delta.h"
#include "git/oid.h"

typedef struct sl_odb sl_odb;

/* One object, during a walk. bytes are valid only during the call. */
typedef struct sl_object {
    sl_oid oid;
    size_t number; /* that of sl_odb_number, if not 0 */
    sl_object_type type;
    sl_str bytes;
    /* To a visitor with discard: what the object has in common with the one it is a
     * delta on, what the visitor left with that one (NULL: nothing), and where to leave
     * something with this one (NULL: nothing is made from it). */
    const sl_copies *copies;
    const void *base_legacy;
    bool similar; /* it is no delta: the base is one that is like it, met before */
    void **legacy;
} sl_object;

/* objects_dir: ".git/objects". extra: more object directories that git would
 * read (GIT_ALTERNATE_OBJECT_DIRECTORIES, the real store of a quarantine), may
 * be NULL when extra_len is 0. oid_len: 20 or 32. Maps the packs; damage in one
 * pack is kept for sl_odb_walk to report and does not fail the open. Fails when
 * objects_dir cannot be read. Free with sl_odb_close. */
sl_odb *sl_odb_open(const char *objects_dir, const char *const *extra, size_t extra_len,
                    size_t oid_len, sl_err *err);
void sl_odb_close(sl_odb *odb);

/* Objects known, packed and loose, duplicates counted twice. */
size_t sl_odb_count(const sl_odb *odb);

typedef struct sl_odb_visitor {
    void *ctx;
    /* Asked about every object before the walk, on the caller's thread: false, and it is
     * as if it were not there, but as the base of others. What nothing hangs on that is
     * needed is not inflated at all. May be NULL (all are). */
    bool (*needed)(void *ctx, const sl_oid *oid);
    /* Asked before an object of a wanted type is delivered and, where that saves
     * work, before it is inflated: false skips delivery. size is the inflated
     * size. Asked a second time if the first copy turns out to be damaged and
     * there is another. May be NULL (deliver all). Any thread; worker < threads. */
    bool (*wanted)(void *ctx, unsigned worker, const sl_oid *oid, sl_object_type type,
                   uint64_t size);
    void (*object)(void *ctx, unsigned worker, const sl_object *object);
    /* Frees what was left with an object, once all that is made from it is delivered.
     * NULL: nothing is left. */
    void (*discard)(void *ctx, unsigned worker, void *legacy);
    /* An object (or, with oid->len 0, a pack or directory as a whole) that could
     * not be read from any copy; err names it, without a path, and says why.
     * Where damage hides the type it is told whatever types are asked for.
     * Objects are told one by one also when their pack is. Required. */
    void (*lost)(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err);
} sl_odb_visitor;

/* Visits every object whose type is in types (bit 1 << sl_object_type) exactly
 * once, also when several packs or loose files hold it. Objects above max_size
 * bytes are reported as lost with SL_ELIMIT before memory is taken for them
 * (their bytes are made all the same where smaller objects are deltas on them);
 * a worker holds at most SL_MAX_PACK_LIVE bytes. Ids are those of the index or the
 * file name: nothing is hashed again. Packs are listed anew at the start, so no
 * other thread may use the odb just then; the visitor may call sl_odb_read.
 * Returns when done; problems go to lost, the walk goes on. */
void sl_odb_walk(sl_odb *odb, unsigned types, unsigned threads, uint64_t max_size,
                 const sl_odb_visitor *visitor);

/* From true to false what a walk learns about the packs is kept for the next one: about
 * 30 bytes for each object, and one if packs hold the same objects. */
void sl_odb_keep(sl_odb *odb, bool keep);

/* Reads one object. SL_ENOTFOUND if no pack or loose file has it. *out is
 * cleared first. Safe to call from several threads. */
bool sl_odb_read(sl_odb *odb, const sl_oid *oid, uint64_t max_size,
                 sl_object_type *type, sl_buf *out, sl_err *err);
bool sl_odb_has(sl_odb *odb, const sl_oid *oid);

/* Objects in packs are numbered from 0 on, below sl_odb_packed; a number stays theirs
 * while the odb is open. SL_ODB_UNPACKED: no pack has it. Any thread. */
#define SL_ODB_UNPACKED SIZE_MAX
size_t sl_odb_packed(const sl_odb *odb);
size_t sl_odb_number(const sl_odb *odb, const sl_oid *oid);
/* Those of len objects, the ids of which lie stride bytes apart, the first at oid: faster
 * than one by one. */
void sl_odb_numbers(const sl_odb *odb, const sl_oid *oid, size_t stride, size_t len,
                    size_t *numbers);
sl_oid sl_odb_id(const sl_odb *odb, size_t number);
/* Is there a loose file of it? */
bool sl_odb_has_loose(const sl_odb *odb, const sl_oid *oid);

#endif
