/* cache_load.c - the file of the last scan, as far as it is to be believed. */
#include "base/limits.h"
#include "base/mem.h"
#include "git/odb_print.h"
#include "scan/cache_work.h"

#include <stdlib.h>
#include <string.h>

static bool load_front(sl_cache *cache)
{
    size_t front;
    sl_buf rest = {0};
    bool ok =
        sl_cache_file_take(cache->fd, SL_CACHE_HEAD, &cache->front) &&
        sl_cache_record_lengths(sl_buf_str(&cache->front), &front, &cache->back) &&
        sl_cache_file_take(cache->fd, front - SL_CACHE_HEAD, &rest);

    if (ok) {
        sl_buf_add(&cache->front, sl_buf_str(&rest));
        ok =
            sl_cache_record_decode(sl_buf_str(&cache->front), cache->seal, &cache->old);
    }
    sl_buf_free(&rest);
    return ok;
}

/* Every pack is the file that the last scan saw, or as whole as it claims to be. */
static bool packs_hold(const sl_cache *cache)
{
    const sl_odb *odb = sl_repo_odb(cache->repo, NULL);
    size_t len = sl_odb_pack_marks(odb, cache->hash_key, NULL, 0);
    uint64_t *marks = sl_calloc(len, sizeof *marks);
    bool ok = true;

    sl_odb_pack_marks(odb, cache->hash_key, marks, len);
    for (size_t i = 0; ok && i < len; i++) {
        bool seen = cache->old.packs.len > 0 &&
                    bsearch(&marks[i], cache->old.packs.at, cache->old.packs.len,
                            sizeof *marks, sl_cache_key_cmp);

        ok = seen || sl_odb_pack_intact(odb, i);
    }
    free(marks);
    return ok;
}

static void index_keys(sl_cache *cache)
{
    const sl_cache_keys *keys = &cache->old.keys;
    size_t at = 0;

    cache->buckets = sl_calloc(SL_CACHE_BUCKETS + 1, sizeof *cache->buckets);
    for (size_t i = 0; i <= SL_CACHE_BUCKETS; i++) {
        while (at < keys->len && keys->at[at] >> 48 < i)
            at++;
        cache->buckets[i] = (uint32_t)at;
    }
}

static void forget(sl_cache *cache, const char *why)
{
    sl_cache_say(cache, "not used: %s", why);
    sl_cache_record_free(&cache->old);
    cache->unchanged = false;
}

void sl_cache_load_keys(sl_cache *cache)
{
    sl_buf back = {0};
    bool ok = cache->fd >= 0 && sl_cache_file_take(cache->fd, cache->back, &back) &&
              sl_cache_record_decode_keys(sl_buf_str(&cache->front), sl_buf_str(&back),
                                          cache->seal, &cache->old);

    sl_buf_free(&back);
    if (!ok)
        forget(cache, "damaged");
    else if (!packs_hold(cache))
        forget(cache, "a pack does not have the bytes that it should have");
    else
        index_keys(cache);
}

void sl_cache_load(sl_cache *cache)
{
    static const uint8_t none[SL_SHA256_SIZE];
    sl_err why = {0};

    cache->fd = sl_cache_file_read(&cache->file, &why);
    if (cache->fd < 0) {
        if (why.code == SL_ENOTFOUND)
            sl_cache_say(cache, "new");
        else
            sl_cache_say(cache, "not used: %s", why.text);
        return;
    }
    if (!load_front(cache)) {
        forget(cache, "damaged, or not made by this user");
        return;
    }
    if (memcmp(cache->old.scan, cache->scan, sizeof cache->scan) != 0) {
        forget(cache, "made by another build, or with other rules or options");
        return;
    }
    cache->unchanged = cache->printed &&
                       memcmp(cache->old.repo, none, sizeof none) != 0 &&
                       memcmp(cache->old.repo, cache->print, sizeof none) == 0;
    if (!cache->unchanged)
        sl_cache_load_keys(cache);
}
