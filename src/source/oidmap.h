/* oidmap.h - from object ids to small numbers, compactly. */
#ifndef SECLINT_SOURCE_OIDMAP_H
#define SECLINT_SOURCE_OIDMAP_H

#include "git/oid.h"

/* Open addressing, at most two thirds full; 24 bytes a slot for SHA-1. A zeroed
 * sl_oidmap with oid_len set is empty. Any thread may read while nobody writes. */
typedef struct sl_oidmap {
    size_t oid_len;
    uint8_t *keys;    /* cap * oid_len */
    uint32_t *values; /* number + 1; 0: free slot */
    size_t cap;       /* a power of two, or 0 */
    size_t len;
} sl_oidmap;

enum { SL_OIDMAP_NONE = 0x7fffffff };

/* The number of oid, entered as number first if it was not there. */
uint32_t sl_oidmap_put(sl_oidmap *map, const sl_oid *oid, uint32_t number);
/* Changes the number of an oid that is there. */
void sl_oidmap_set(sl_oidmap *map, const sl_oid *oid, uint32_t number);
/* The number of oid, or SL_OIDMAP_NONE. */
uint32_t sl_oidmap_get(const sl_oidmap *map, const sl_oid *oid);
void sl_oidmap_free(sl_oidmap *map);

#endif
