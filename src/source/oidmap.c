#include "source/oidmap.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { FIRST_CAP = 1024 };

/* Of all bytes: an index that lies may have ids that differ in the last ones only. */
static size_t hash_of(const sl_oidmap *map, const uint8_t *raw)
{
    uint64_t hash = map->seed;
    uint64_t word;

    for (size_t i = 0; i < map->oid_len; i += sizeof word) {
        size_t at = i + sizeof word <= map->oid_len ? i : map->oid_len - sizeof word;

        memcpy(&word, raw + at, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15;
        hash ^= hash >> 32;
    }
    return (size_t)hash;
}

static size_t slot_of(const sl_oidmap *map, const uint8_t *raw)
{
    size_t i = hash_of(map, raw) & (map->cap - 1);

    for (; map->slots[i] != 0; i = (i + 1) & (map->cap - 1))
        if (memcmp(map->ids + (map->slots[i] - 1) * map->oid_len, raw, map->oid_len) ==
            0)
            break;
    return i;
}

static void grow_slots(sl_oidmap *map)
{
    if (map->cap == 0 && getrandom(&map->seed, sizeof map->seed, 0) < 0)
        map->seed = (uintptr_t)map; /* better than none */
    map->cap = map->cap ? map->cap * 2 : FIRST_CAP;
    free(map->slots);
    map->slots = sl_calloc(map->cap, sizeof *map->slots);
    for (size_t i = 0; i < map->len; i++)
        map->slots[slot_of(map, map->ids + i * map->oid_len)] = (uint32_t)i + 1;
}

static void grow_ids(sl_oidmap *map)
{
    map->room = map->room ? map->room + map->room / 2 : FIRST_CAP / 2;
    map->ids = sl_realloc(map->ids, map->room * map->oid_len);
    map->values = sl_realloc(map->values, map->room * sizeof *map->values);
}

uint32_t sl_oidmap_put(sl_oidmap *map, const sl_oid *oid, uint32_t number)
{
    size_t slot;

    if (map->len * 3 >= map->cap * 2)
        grow_slots(map);
    slot = slot_of(map, oid->raw);
    if (map->slots[slot] != 0)
        return map->values[map->slots[slot] - 1];
    if (map->len == map->room)
        grow_ids(map);
    memcpy(map->ids + map->len * map->oid_len, oid->raw, map->oid_len);
    map->values[map->len] = number;
    map->slots[slot] = (uint32_t)++map->len;
    return number;
}

void sl_oidmap_set(sl_oidmap *map, const sl_oid *oid, uint32_t number)
{
    map->values[map->slots[slot_of(map, oid->raw)] - 1] = number;
}

uint32_t sl_oidmap_get(const sl_oidmap *map, const sl_oid *oid)
{
    uint32_t place = map->cap ? map->slots[slot_of(map, oid->raw)] : 0;

    return place ? map->values[place - 1] : SL_OIDMAP_NONE;
}

sl_oid sl_oidmap_id(const sl_oidmap *map, size_t place)
{
    return sl_oid_make(map->ids + place * map->oid_len, map->oid_len);
}

void sl_oidmap_free(sl_oidmap *map)
{
    free(map->ids);
    free(map->values);
    free(map->slots);
    *map = (sl_oidmap){.oid_len = map->oid_len};
}
