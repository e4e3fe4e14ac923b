#include "base/map.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

static uint64_t hash_of(sl_str key)
{
    uint64_t hash = sl_fnv1a(key);

    hash ^= hash >> 29;
    return hash ? hash : 1;
}

static sl_map_slot *slot_of(sl_map_slot *slots, size_t cap, sl_str key, uint64_t hash)
{
    size_t i = hash & (cap - 1);

    while (slots[i].hash != 0 &&
           (slots[i].hash != hash || !sl_str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static void grow(sl_map *map)
{
    size_t cap = map->cap ? map->cap * 2 : 16;
    sl_map_slot *slots = sl_calloc(cap, sizeof *slots);

    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].hash != 0)
            *slot_of(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    free(map->slots);
    map->slots = slots;
    map->cap = cap;
}

void **sl_map_put(sl_map *map, sl_str key)
{
    uint64_t hash = hash_of(key);
    sl_map_slot *slot;

    if (map->len * 2 >= map->cap)
        grow(map);
    slot = slot_of(map->slots, map->cap, key, hash);
    if (slot->hash == 0) {
        slot->hash = hash;
        slot->key = key;
        map->len++;
    }
    return &slot->value;
}

void *sl_map_get(const sl_map *map, sl_str key)
{
    return map->cap ? slot_of(map->slots, map->cap, key, hash_of(key))->value : NULL;
}

bool sl_map_has(const sl_map *map, sl_str key)
{
    return map->cap && slot_of(map->slots, map->cap, key, hash_of(key))->hash != 0;
}

void sl_map_free(sl_map *map)
{
    free(map->slots);
    *map = (sl_map){0};
}
