/* pack.h - a pack with its index: what is at an offset, and one object by
 * position.
 *
 * Versions 2 and 3. Source: gitformat-pack(5). */
#ifndef SECLINT_GIT_PACK_H
#define SECLINT_GIT_PACK_H

#include "base/buf.h"
#include "git/inflate.h"
#include "git/mapping.h"
#include "git/pack_index.h"
#include "git/stock.h"

/* Why an object of a pack cannot be had. */
typedef enum sl_pack_fault {
    SL_PACK_SOUND = 0,
    SL_PACK_BEYOND,    /* it would start outside the pack */
    SL_PACK_HEADER,    /* its type or size makes no sense */
    SL_PACK_NO_BASE,   /* there is no object where its base should be */
    SL_PACK_CYCLE,     /* it is, at last, its own base */
    SL_PACK_STREAM,    /* the compressed bytes are damaged or cut off */
    SL_PACK_DELTA,     /* the delta does not fit its base */
    SL_PACK_BASE_LOST, /* its base has one of these faults */
    SL_PACK_SIZE,      /* larger than the caller wants: SL_ELIMIT */
    SL_PACK_BUDGET     /* needs more memory than SL_MAX_PACK_LIVE: SL_ELIMIT */
} sl_pack_fault;

typedef struct sl_pack {
    char *name;       /* "pack-....pack", without a path */
    const char *flaw; /* damage to the pack as a whole, for a person, or NULL */
    size_t end;       /* of the objects: where the trailer starts */
    sl_pack_index index;
    sl_mapping objects; /* of the .pack */
    sl_mapping table;   /* of the .idx */
} sl_pack;

typedef enum sl_entry_kind {
    SL_ENTRY_OFS = 6, /* the others are those of sl_object_type */
    SL_ENTRY_REF = 7
} sl_entry_kind;

/* The header of an object in a pack. */
typedef struct sl_pack_entry {
    unsigned kind;
    uint64_t size;          /* of the inflated stream: the object, or the delta */
    size_t data;            /* where the stream starts */
    uint64_t base;          /* SL_ENTRY_OFS: offset of the base */
    const uint8_t *base_id; /* SL_ENTRY_REF: id of the base */
} sl_pack_entry;

/* Maps dir/index_name ("pack-....idx") and its pack. Fails when nothing can be
 * read at all; a wrong trailer, count or header only sets flaw. Close with
 * sl_pack_close, also when it failed. */
bool sl_pack_open(int dir, const char *index_name, size_t oid_len, sl_pack *out,
                  sl_err *err);
void sl_pack_close(sl_pack *pack);

/* Fills *err for an object of this pack; returns false. max_size is the limit that
 * SL_PACK_SIZE is about. */
bool sl_pack_fail(const sl_pack *pack, const sl_oid *oid, sl_pack_fault fault,
                  uint64_t max_size, sl_err *err);

/* The object at that offset is about to be read: its first bytes are fetched meanwhile. */
void sl_pack_expect(const sl_pack *pack, uint64_t offset);

/* The header at offset; every field is within the pack, and a size that the rest
 * of the pack cannot inflate to is SL_PACK_HEADER. */
sl_pack_fault sl_pack_entry_at(const sl_pack *pack, uint64_t offset,
                               sl_pack_entry *out);

/* Inflates the entry's stream to the entry->size bytes of a block. */
bool sl_pack_inflate(const sl_pack *pack, const sl_pack_entry *entry,
                     sl_inflate *inflate, const sl_block *out);

/* The object at a position of the index, through its chain of deltas, into *out
 * (cleared first). */
sl_pack_fault sl_pack_read(const sl_pack *pack, uint32_t position, uint64_t max_size,
                           sl_inflate *inflate, sl_object_type *type, sl_buf *out);

#endif
