/* push.h - what a push changes, as git tells its hooks on standard input.
 *
 * Source: githooks(5), pre-push and pre-receive. */
#ifndef SECLINT_SOURCE_PUSH_H
#define SECLINT_SOURCE_PUSH_H

#include "source/repo.h"

typedef struct sl_ref_update {
    sl_str ref;    /* its name on the side that receives */
    sl_oid before; /* what it is there; len 0: it is new */
    sl_oid after;  /* what it becomes; len 0: it is deleted */
} sl_ref_update;

SL_VEC(sl_ref_updates, sl_ref_update);

typedef struct sl_push {
    sl_ref_updates updates;
    const char *remote; /* of pre-push: its name or, if it has none, its URL; NULL: we
                         * are the side that receives */
} sl_push;

/* Reads what git gives to pre-push ("LOCAL-REF OID REF OID", remote is not NULL) or to
 * pre-receive ("OLD NEW REF"). The names are slices of text. Anything else fails with
 * SL_EFORMAT and the number of the line. Free with sl_push_free in any case. */
bool sl_push_parse(sl_str text, const char *remote, sl_push *out, sl_err *err);
void sl_push_free(sl_push *push);

/* The commits that the push brings: to a remote those that none of its branches known
 * here has, nor what it says it has; to this repository those that no ref but the
 * updated ones has, nor these before. So it does not matter whether they are updated
 * yet. Fails if something that is pushed cannot be read. */
bool sl_push_ends(sl_repo *repo, const sl_push *push, sl_range_ends *out, sl_err *err);

#endif
