/* path_origin.h - paths as the configuration means them: relative to its own folder, where
 * what is scanned lies deeper. */
#ifndef SECLINT_RULE_PATH_ORIGIN_H
#define SECLINT_RULE_PATH_ORIGIN_H

#include "base/limits.h"
#include "base/str.h"

/* A zeroed one changes nothing. */
typedef struct sl_path_origin {
    size_t skip; /* bytes of reported paths that name what was typed, not where it is */
    sl_str prefix; /* what stands in front of the rest: "sub/", or nothing */
} sl_path_origin;

typedef struct sl_path_room {
    char bytes[SL_MAX_PATH];
} sl_path_room;

/* The path in room, or path itself. origin may be NULL. */
static inline sl_str sl_path_seen(const sl_path_origin *origin, sl_str path,
                                  sl_path_room *room)
{
    sl_str rest;

    if (!origin || (origin->skip == 0 && origin->prefix.len == 0))
        return path;
    rest = sl_str_skip(path, origin->skip);
    if (origin->prefix.len == 0 || origin->prefix.len + rest.len > sizeof room->bytes)
        return rest;
    memcpy(room->bytes, origin->prefix.ptr, origin->prefix.len);
    if (rest.len > 0)
        memcpy(room->bytes + origin->prefix.len, rest.ptr, rest.len);
    return sl_str_make(room->bytes, origin->prefix.len + rest.len);
}

#endif
