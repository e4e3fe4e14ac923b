#include "text/glob_set.h"

#include "text/glob.h"

enum { TAIL = 4, BLOCK = 16 };

static uint32_t tail_of(sl_str text)
{
    uint32_t tail = 0;

    text = sl_str_skip(text, text.len > TAIL ? text.len - TAIL : 0);
    for (size_t i = 0; i < text.len; i++)
        tail = tail << 8 | (uint8_t)text.ptr[i];
    return tail;
}

sl_glob_set sl_glob_set_make(sl_arena *arena, const sl_str *globs, size_t len)
{
    size_t padded = (len + BLOCK - 1) / BLOCK * BLOCK;
    uint32_t *tails = sl_arena_calloc(arena, padded, sizeof *tails);
    uint32_t *masks = sl_arena_calloc(arena, padded, sizeof *masks);

    for (size_t i = 0; i < padded; i++) {
        sl_str end = i < len ? sl_glob_end(globs[i]) : sl_lit("\xff\xff\xff\xff");

        tails[i] = tail_of(end);
        masks[i] = end.len >= TAIL ? UINT32_MAX : (1u << 8 * end.len) - 1;
    }
    return (sl_glob_set){globs, tails, masks, len};
}

/* May one of the block fit? Padding never does: no path ends in its bytes, and if one
 * did, there is no glob to ask. */
static bool block_may(const sl_glob_set *set, size_t block, uint32_t tail)
{
    uint32_t any = 0;

    for (size_t i = block; i < block + BLOCK; i++)
        any |= ((tail ^ set->tails[i]) & set->masks[i]) == 0;
    return any;
}

size_t sl_glob_set_next(const sl_glob_set *set, sl_str path, size_t from)
{
    uint32_t tail = tail_of(path);

    for (size_t block = from / BLOCK * BLOCK; block < set->len; block += BLOCK) {
        if (!block_may(set, block, tail))
            continue;
        for (size_t i = block > from ? block : from; i < block + BLOCK && i < set->len;
             i++)
            if (((tail ^ set->tails[i]) & set->masks[i]) == 0 &&
                sl_glob_match(set->globs[i], path))
                return i;
    }
    return SIZE_MAX;
}
