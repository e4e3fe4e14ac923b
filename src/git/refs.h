/* refs.h - names of commits: HEAD, branches, tags, read without libgit2.
 *
 * Loose and packed refs, or those of reftables (git/reftable_stack.h); symbolic refs, the
 * HEADs of linked worktrees; ids of either length. Source: gitrepository-layout(5),
 * git-pack-refs(1). */
#ifndef SECLINT_GIT_REFS_H
#define SECLINT_GIT_REFS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "git/oid.h"

/* Where refs lie; the strings stay the caller's. */
typedef struct sl_refs {
    const char *git_dir;    /* of this worktree: its HEAD */
    const char *common_dir; /* of all worktrees: branches, tags, packed-refs */
    size_t oid_len;
    bool reftable; /* in tables below both */
    sl_err *err;   /* where the first reason goes why tables could not be read, or NULL:
                    * then refs may be there that were not found */
} sl_refs;

/* The id that a full name ("HEAD", "refs/heads/main") leads to, through symbolic refs.
 * False if there is no such ref, it leads nowhere or is malformed. */
bool sl_refs_find(const sl_refs *refs, sl_str name, sl_oid *out);

/* The same. To *first, unless it is NULL, goes the ref that name points to, if it is
 * symbolic, as sl_refs_symbolic has it. */
bool sl_refs_follow(const sl_refs *refs, sl_str name, sl_oid *out, sl_buf *first);

/* The id of a name as one writes it ("main", "v1", "origin/main"), in the order of
 * gitrevisions(7). */
bool sl_refs_find_short(const sl_refs *refs, sl_str name, sl_oid *out);

/* Do several refs have that short name? *taken is the one that sl_refs_find_short finds,
 * *other the next, both as whole names in arena. */
bool sl_refs_ambiguous(const sl_refs *refs, sl_str name, sl_arena *arena, sl_str *taken,
                       sl_str *other);

/* The ref that the symbolic ref name points to into *out (cleared first). False if name
 * is not there or points to an object. */
bool sl_refs_symbolic(const sl_refs *refs, sl_str name, sl_buf *out);

typedef struct sl_ref {
    sl_str name;
    sl_oid oid; /* symbolic refs are followed */
} sl_ref;

SL_VEC(sl_ref_vec, sl_ref);

/* HEAD, every ref by name, and the HEADs of linked worktrees ("worktrees/NAME/HEAD"), as
 * far as they lead to an id. Names lie in arena; free *out with sl_vec_free. */
void sl_refs_list(const sl_refs *refs, sl_arena *arena, sl_ref_vec *out);

#endif
