/* cache_record.h - what a cache file says, and its bytes.
 *
 * Version 3; numbers are big-endian, an oid is one byte of length and its bytes, a text
 * two bytes of length and its bytes:
 *
 *   8  "slcache3"
 *  32  print of program, rules and options (scan/print.h)
 *  32  print of the repository (source/repo_print.h); zeros: it was not to be had, or
 *      something could not be read, and the next scan walks through the objects again
 *  32  print of the answers (scan/print.h) under which objects are echoes; zeros: none is
 *   8  bytes of this part, up to and with its seal
 *  32  objects that are not listed below: blobs, messages, bytes of both, binary ones; 8
 *      bytes each
 *  12  how many packs, objects and notices follow; 4 bytes each
 *   8  how many keys are in the second part
 *      packs: 8 bytes each, a keyed hash (git/odb_print.h)
 *      objects with something to say: 1 byte type (of the pack format), 1 byte flags,
 *          oid, text base name; with flag 1 attribution follows: 8 bytes time, oid of
 *          the commit, texts path and author, 8 bytes time, oid of the last commit, 4
 *          bytes rank, text path, 8 bytes number of branches, 1 byte how many of them
 *          follow as texts; flag 2: no ref leads to it; flag 8: it is read under
 *          another name too, and counted there; flag 4: the other paths that it had follow, 4 bytes how many: each 1 byte flags, of which only 2 is set, 8 bytes
 *          time, oid of the commit, texts path and author, branches as above; flag 16:
 *          it is an echo, of which in front of the attribution 8 bytes size and 4 bytes
 *          number of secrets stand
 *      notices that other objects and the passes gave, each once: 1 byte (1: the scan
 *          is not whole because of it), text subject, text
 *  32  seal: HMAC-SHA256 of all before
 *      keys, ascending: 8 bytes each, a keyed hash of a clean object, its type and base
 *          name, whose last bit says that it is binary
 *  32  seal: HMAC-SHA256 of the first seal and the keys
 */
#ifndef SECLINT_SCAN_CACHE_RECORD_H
#define SECLINT_SCAN_CACHE_RECORD_H

#include "base/hash.h"
#include "rule/finding.h"
#include "source/history.h"

enum { SL_CACHE_HEAD = 164 }; /* bytes up to the number of keys, and with it */

typedef struct sl_cache_totals {
    uint64_t objects;
    uint64_t messages;
    uint64_t bytes;
    uint64_t binaries;
} sl_cache_totals;

/* An object that has something to say. It is read again, but for an echo. */
typedef struct sl_cache_object {
    sl_history_object object;
    bool echo;        /* all that it says others say as well (scan/cache_echo.h) */
    uint64_t size;    /* of an echo, in bytes */
    uint32_t secrets; /* of the fact that it leaves; 0: it leaves none */
    size_t findings;  /* that it had before they were judged; not in the file */
    bool attributed;  /* the rest is known */
    sl_attribution place;
} sl_cache_object;

SL_VEC(sl_cache_objects, sl_cache_object);
SL_VEC(sl_cache_keys, uint64_t);

/* Free with sl_cache_record_free; slices point into the bytes that were decoded or to
 * whatever the maker put there. */
typedef struct sl_cache_record {
    uint8_t scan[SL_SHA256_SIZE];
    uint8_t repo[SL_SHA256_SIZE];
    uint8_t answers[SL_SHA256_SIZE];
    sl_cache_totals totals;
    sl_cache_keys packs;
    sl_cache_objects objects;
    sl_notice_vec notices;
    sl_cache_keys keys;
    sl_arena arena; /* of what decoding makes */
} sl_cache_record;

/* seal: 32 secret bytes. out is empty at first. */
void sl_cache_record_encode(const sl_cache_record *record, const uint8_t *seal,
                            sl_buf *out);

/* How long the first part is and, behind it, the second; false if the head is none of
 * ours or either is longer than limits.h has it. */
bool sl_cache_record_lengths(sl_str head, size_t *front, size_t *back);

/* The first part: all but the keys. False unless the seal and every length are right;
 * *out is for sl_cache_record_free either way. */
bool sl_cache_record_decode(sl_str front, const uint8_t *seal, sl_cache_record *out);
/* The second part; front is the first one, decoded already. */
bool sl_cache_record_decode_keys(sl_str front, sl_str back, const uint8_t *seal,
                                 sl_cache_record *out);

void sl_cache_record_free(sl_cache_record *record);

#endif
