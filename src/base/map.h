/* map.h - from byte strings to pointers; keys are borrowed, not copied. */
#ifndef SECLINT_BASE_MAP_H
#define SECLINT_BASE_MAP_H

#include "base/str.h"

typedef struct sl_map_slot {
    sl_str key;
    void *value;
    uint64_t hash; /* 0: free slot */
} sl_map_slot;

/* A zeroed sl_map is empty. Open addressing, at most half full. Not for use by
 * several threads unless nobody writes. Keys must outlive the map. */
typedef struct sl_map {
    sl_map_slot *slots;
    size_t cap; /* a power of two, or 0 */
    size_t len;
} sl_map;

/* The place of the value for key, made (NULL) if it was not there. Valid until
 * the next sl_map_put. */
void **sl_map_put(sl_map *map, sl_str key);
/* The value, or NULL. */
void *sl_map_get(const sl_map *map, sl_str key);
bool sl_map_has(const sl_map *map, sl_str key);
void sl_map_free(sl_map *map);

#endif
