/* pack_index.h - the .idx file beside a pack: object ids and their offsets.
 *
 * Versions 1 and 2, with 64-bit offsets. Source: gitformat-pack(5). */
#ifndef SECLINT_GIT_PACK_INDEX_H
#define SECLINT_GIT_PACK_INDEX_H

#include "base/err.h"
#include "git/oid.h"

/* Pointers into the bytes that were parsed, which must outlive it. A position
 * is the rank of an object in the index, in [0, count). */
typedef struct sl_pack_index {
    unsigned version;
    size_t oid_len;
    uint32_t count;
    const uint8_t *fanout;  /* 256 numbers, each the end of a first byte's ids */
    const uint8_t *ids;     /* of position 0 */
    size_t id_stride;       /* from one id to the next */
    const uint8_t *offsets; /* of position 0; 4 bytes each */
    size_t offset_stride;
    const uint8_t *wide; /* 8-byte offsets, version 2 */
    size_t wide_len;
    const uint8_t *pack_checksum; /* oid_len bytes: the trailer of the pack */
} sl_pack_index;

/* Checks every length and the fanout, not the order of the ids nor the checksum
 * of the file (git does neither). name is for the message: SL_EFORMAT. */
bool sl_pack_index_parse(sl_str bytes, size_t oid_len, const char *name,
                         sl_pack_index *out, sl_err *err);

/* Bytes of the id at a position. */
const uint8_t *sl_pack_index_id(const sl_pack_index *index, uint32_t position);
/* Is the id at a position that of the position before it? Git writes each id once. */
bool sl_pack_index_repeats(const sl_pack_index *index, uint32_t position);
bool sl_pack_index_holds_twice(const sl_pack_index *index);
/* Where the object starts in the pack; UINT64_MAX if the index points outside
 * its own table of wide offsets. The offset itself is not checked. */
uint64_t sl_pack_index_offset(const sl_pack_index *index, uint32_t position);
/* Position of the id (oid_len bytes at raw); false if it is not there. */
bool sl_pack_index_find(const sl_pack_index *index, const uint8_t *raw,
                        uint32_t *position);
/* The same for up to SL_PACK_INDEX_AT_ONCE ids in turn: while one is compared, the bytes
 * of the others are on their way from memory. SL_PACK_INDEX_NONE: it is not there. */
#define SL_PACK_INDEX_AT_ONCE 16
#define SL_PACK_INDEX_NONE    UINT32_MAX
void sl_pack_index_find_all(const sl_pack_index *index, const uint8_t *const *raw,
                            size_t len, uint32_t *positions);
/* First position whose id starts with byte (256: count). */
uint32_t sl_pack_index_bucket(const sl_pack_index *index, unsigned byte);

#endif
