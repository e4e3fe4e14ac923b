/* oidmap.h - from object ids to small numbers, compactly. */
#ifndef SECLINT_SOURCE_OIDMAP_H
#define SECLINT_SOURCE_OIDMAP_H

#include "git/oid.h"

/* Ids lie side by side in the order in which they were put; a table of slots, at most
 * two thirds full, leads to them: for SHA-1 some 33 bytes an id. Who knows ids in advance
 * cannot choose them so that they collide. A zeroed sl_oidmap with oid_len set is
 * empty. Any thread may read while nobody writes. */
typedef struct sl_oidmap {
    size_t oid_len;
    uint8_t *ids;     /* room * oid_len */
    uint32_t *values; /* by place in ids */
    uint32_t *slots;  /* place + 1; 0: free */
    size_t cap;       /* of slots: a power of two, or 0 */
    size_t room;
    size_t len;
    uint64_t seed;
} sl_oidmap;

enum { SL_OIDMAP_NONE = 0x7fffffff };

/* The number of oid, entered as number first if it was not there. */
uint32_t sl_oidmap_put(sl_oidmap *map, const sl_oid *oid, uint32_t number);
/* Changes the number of an oid that is there. */
void sl_oidmap_set(sl_oidmap *map, const sl_oid *oid, uint32_t number);
/* The number of oid, or SL_OIDMAP_NONE. */
uint32_t sl_oidmap_get(const sl_oidmap *map, const sl_oid *oid);
/* The id that was put as the one of that place, from 0 on. */
sl_oid sl_oidmap_id(const sl_oidmap *map, size_t place);
void sl_oidmap_free(sl_oidmap *map);

#endif
