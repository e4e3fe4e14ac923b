#include "source/oidmap.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static size_t slot_of(const sl_oidmap *map, const uint8_t *raw)
{
    uint64_t hash;
    size_t i;

    memcpy(&hash, raw, sizeof hash); /* ids are hashes already */
    for (i = hash & (map->cap - 1); map->values[i] != 0; i = (i + 1) & (map->cap - 1))
        if (memcmp(map->keys + i * map->oid_len, raw, map->oid_len) == 0)
            break;
    return i;
}

static void grow(sl_oidmap *map)
{
    sl_oidmap old = *map;

    map->cap = old.cap ? old.cap * 2 : 1024;
    map->keys = sl_calloc(map->cap, map->oid_len);
    map->values = sl_calloc(map->cap, sizeof *map->values);
    for (size_t i = 0; i < old.cap; i++) {
        size_t slot;

        if (old.values[i] == 0)
            continue;
        slot = slot_of(map, old.keys + i * old.oid_len);
        memcpy(map->keys + slot * map->oid_len, old.keys + i * old.oid_len,
               old.oid_len);
        map->values[slot] = old.values[i];
    }
    free(old.keys);
    free(old.values);
}

uint32_t sl_oidmap_put(sl_oidmap *map, const sl_oid *oid, uint32_t number)
{
    size_t slot;

    if (map->len * 3 >= map->cap * 2)
        grow(map);
    slot = slot_of(map, oid->raw);
    if (map->values[slot] == 0) {
        memcpy(map->keys + slot * map->oid_len, oid->raw, map->oid_len);
        map->values[slot] = number + 1;
        map->len++;
    }
    return map->values[slot] - 1;
}

void sl_oidmap_set(sl_oidmap *map, const sl_oid *oid, uint32_t number)
{
    map->values[slot_of(map, oid->raw)] = number + 1;
}

uint32_t sl_oidmap_get(const sl_oidmap *map, const sl_oid *oid)
{
    uint32_t value = map->cap ? map->values[slot_of(map, oid->raw)] : 0;

    return value ? value - 1 : SL_OIDMAP_NONE;
}

void sl_oidmap_free(sl_oidmap *map)
{
    free(map->keys);
    free(map->values);
    *map = (sl_oidmap){.oid_len = map->oid_len};
}
