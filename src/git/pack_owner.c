#include "git/pack_owner.h"

#include "base/mem.h"
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256 };

typedef struct holder {
    const uint8_t *id;
    uint32_t index;
    uint32_t position;
} holder;

typedef struct search {
    const sl_pack_index *const *indexes;
    size_t len;
    uint8_t **duplicate;
} search;

static int compare(const void *a, const void *b, size_t oid_len)
{
    const holder *x = a, *y = b;
    int order = memcmp(x->id, y->id, oid_len);

    if (order != 0)
        return order;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static int compare_sha1(const void *a, const void *b)
{
    return compare(a, b, SL_OID_SHA1);
}

static int compare_sha256(const void *a, const void *b)
{
    return compare(a, b, SL_OID_MAX);
}

/* All holders of ids that start with byte; *holders is for the caller to free. */
static size_t gather(const search *me, unsigned byte, holder **holders)
{
    size_t len = 0, filled = 0;

    for (size_t i = 0; i < me->len; i++)
        len += sl_pack_index_bucket(me->indexes[i], byte + 1) -
               sl_pack_index_bucket(me->indexes[i], byte);
    *holders = sl_calloc(len, sizeof **holders);
    for (size_t i = 0; i < me->len; i++) {
        uint32_t end = sl_pack_index_bucket(me->indexes[i], byte + 1);

        for (uint32_t p = sl_pack_index_bucket(me->indexes[i], byte); p < end; p++)
            (*holders)[filled++] =
                (holder){sl_pack_index_id(me->indexes[i], p), (uint32_t)i, p};
    }
    return filled;
}

/* A single index is in order already, if it is any good. */
static void search_one(const search *me, unsigned byte)
{
    const sl_pack_index *index = me->indexes[0];
    uint32_t start = sl_pack_index_bucket(index, byte);
    uint32_t end = sl_pack_index_bucket(index, byte + 1);

    for (uint32_t i = start; i < end; i++)
        if (sl_pack_index_repeats(index, i))
            me->duplicate[0][i] = 1;
}

static void search_bucket(const search *me, unsigned byte)
{
    size_t oid_len = me->indexes[0]->oid_len;
    holder *holders;
    size_t len = gather(me, byte, &holders);

    qsort(holders, len, sizeof *holders,
          oid_len == SL_OID_SHA1 ? compare_sha1 : compare_sha256);
    for (size_t i = 1; i < len; i++)
        if (memcmp(holders[i].id, holders[i - 1].id, oid_len) == 0)
            me->duplicate[holders[i].index][holders[i].position] = 1;
    free(holders);
}

static void search_byte(void *ctx, unsigned worker, size_t item)
{
    const search *me = ctx;

    (void)worker;
    if (me->len == 1)
        search_one(me, (unsigned)item);
    else
        search_bucket(me, (unsigned)item);
}

uint8_t **sl_pack_duplicates(const sl_pack_index *const *indexes, size_t len,
                             unsigned threads)
{
    search me = {indexes, len, sl_calloc(len, sizeof *me.duplicate)};

    for (size_t i = 0; i < len; i++)
        me.duplicate[i] = sl_calloc(indexes[i]->count, 1);
    if (len > 0)
        sl_pool_run(threads, BUCKETS, search_byte, &me);
    for (size_t i = 0; i < len; i++)
        if (indexes[i]->count == 0 || !memchr(me.duplicate[i], 1, indexes[i]->count)) {
            free(me.duplicate[i]);
            me.duplicate[i] = NULL;
        }
    return me.duplicate;
}
