/* odb_print.h - tells whether an object database is the one seen before. */
#ifndef SECLINT_GIT_ODB_PRINT_H
#define SECLINT_GIT_ODB_PRINT_H

#include "base/hash.h"
#include "git/odb.h"

/* Adds to hash what tells every pack and every loose object from another one of the same
 * name: object directories, names, trailers of packs, sizes, times of change, inodes. No
 * object is read. Two equal prints: a walk would deliver the same objects. False if
 * something could not be listed or opened, or is damaged as a whole: then nothing can
 * be said. */
bool sl_odb_print(const sl_odb *odb, sl_sha256 *hash);

/* Of every pack, in their order: a hash of all that is said above. key:
 * SL_SIPHASH_KEY bytes. Writes at most max; returns how many packs there are. */
size_t sl_odb_pack_marks(const sl_odb *odb, const uint8_t *key, uint64_t *out,
                         size_t max);

/* Hashes the whole pack number i: do its bytes have the checksum at its end? */
bool sl_odb_pack_intact(const sl_odb *odb, size_t i);

#endif
