/* reftable.h - one table of a repository with extensions.refStorage = reftable.
 *
 * Source: Documentation/technical/reftable.adoc of git 2.55, versions 1 and 2. Refs only:
 * what a table holds behind them, the names of objects and reflogs, is passed over. The
 * checksum covers the footer alone; that the blocks are what they should be, from first
 * to last and in order, is looked at as they are read. */
#ifndef SECLINT_GIT_REFTABLE_H
#define SECLINT_GIT_REFTABLE_H

#include "base/err.h"
#include "git/reftable_block.h"

typedef struct sl_reftable {
    sl_str bytes;      /* of the file, the caller's */
    const char *name;  /* for messages, the caller's */
    size_t oid_len;    /* 20 or 32 */
    size_t header;     /* bytes before the first block */
    size_t block_size; /* that blocks are padded to; 0: they are not */
    size_t end;        /* of the ref blocks, or of the index behind them; 0: no refs */
    size_t index;      /* where its root lies, or 0 */
} sl_reftable;

/* Header and footer of the file whose bytes are given. SL_EFORMAT: it is no table, is
 * damaged, or has ids of another length than oid_len. */
bool sl_reftable_parse(sl_str bytes, size_t oid_len, const char *name, sl_reftable *out,
                       sl_err *err);

/* All refs of a table by name, deleted ones too: zeroed but for the table. */
typedef struct sl_reftable_walk {
    const sl_reftable *table;
    sl_str rest; /* of the block at hand */
    size_t at;   /* where that begins */
    size_t next; /* and the one behind it */
    sl_buf name;
} sl_reftable_walk;

/* The next ref, its name valid until the next call. False at the end, or, with err->code
 * set, where the table is damaged. */
bool sl_reftable_next(sl_reftable_walk *walk, sl_ref_record *out, sl_err *err);
void sl_reftable_walk_free(sl_reftable_walk *walk);

/* The ref of that name, which becomes out->name. Of a table with an index few blocks are
 * read. False if it is not there or, with err->code set, the table is damaged. */
bool sl_reftable_find(const sl_reftable *table, sl_str name, sl_ref_record *out,
                      sl_err *err);

#endif
