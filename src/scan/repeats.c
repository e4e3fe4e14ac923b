#include "scan/repeats.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool is_it(const sl_repeat *r, sl_str path, sl_str bytes)
{
    return r->bytes && r->path_len == path.len && r->len == path.len + bytes.len &&
           memcmp(r->bytes + path.len, bytes.ptr, bytes.len) == 0 &&
           memcmp(r->bytes, path.ptr, path.len) == 0;
}

const sl_repeat *sl_repeats_find(const sl_repeats *repeats, sl_str path, sl_str bytes)
{
    for (size_t i = 0; i < SL_REPEATS; i++)
        if (is_it(&repeats->at[i], path, bytes))
            return &repeats->at[i];
    return NULL;
}

void sl_repeats_add(sl_repeats *repeats, sl_str path, sl_str bytes,
                    const sl_repeat *what)
{
    sl_repeat *r = &repeats->at[repeats->next];

    if (bytes.len > SL_REPEAT_MAX || path.len > SL_REPEAT_MAX - bytes.len)
        return;
    free(r->bytes);
    *r = *what;
    r->path_len = path.len;
    r->len = path.len + bytes.len;
    r->bytes = sl_malloc(r->len);
    memcpy(r->bytes, path.ptr, path.len);
    memcpy(r->bytes + path.len, bytes.ptr, bytes.len);
    repeats->next = (repeats->next + 1) % SL_REPEATS;
}

void sl_repeats_free(sl_repeats *repeats)
{
    for (size_t i = 0; repeats && i < SL_REPEATS; i++)
        free(repeats->at[i].bytes);
    free(repeats);
}
