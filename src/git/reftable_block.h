/* reftable_block.h - one block of a reftable: records in the order of their names, each
 * with what it shares with the name before it left out.
 *
 * Source: Documentation/technical/reftable.adoc of git 2.55, "Ref block format", "Ref
 * index". */
#ifndef SECLINT_GIT_REFTABLE_BLOCK_H
#define SECLINT_GIT_REFTABLE_BLOCK_H

#include "base/buf.h"
#include "git/oid.h"

enum { SL_REFTABLE_REFS = 'r', SL_REFTABLE_INDEX = 'i', SL_REFTABLE_LOGS = 'g' };

/* Slices of the table. */
typedef struct sl_reftable_block {
    sl_str whole; /* what offsets count from: the table's header is part of the first */
    sl_str records;  /* between its header and the restarts */
    sl_str restarts; /* offsets of names that are whole, three bytes each */
    char type;
} sl_reftable_block;

/* The block at bytes.ptr, which ends within bytes; header: so many bytes of the table
 * come before it there. False if it is malformed. */
bool sl_reftable_block_parse(sl_str bytes, size_t header, sl_reftable_block *out);

typedef enum sl_ref_kind { /* the numbers of the format */
                           SL_REF_DELETED = 0,
                           SL_REF_ID = 1,
                           SL_REF_PEELED =
                               2, /* of a tag, with the id that it leads to */
                           SL_REF_SYMBOLIC = 3
} sl_ref_kind;

typedef struct sl_ref_record {
    sl_str name; /* in the buffer that it was read with */
    sl_ref_kind kind;
    sl_oid oid;    /* unless it is deleted or symbolic */
    sl_str target; /* of a symbolic one, in the table */
} sl_ref_record;

/* Takes the record of a ref, or of an index, off *rest. name holds the one before it, of
 * the same block, and then its own. False if it is malformed. Call while rest->len. */
bool sl_reftable_next_ref(sl_str *rest, size_t oid_len, sl_buf *name,
                          sl_ref_record *out);
bool sl_reftable_next_index(sl_str *rest, sl_buf *name, uint64_t *position);

/* The records from the last whole name on that does not come behind the wanted one, or
 * from the first. False if the restarts are malformed. */
bool sl_reftable_seek(const sl_reftable_block *block, sl_str wanted, sl_str *rest);

#endif
