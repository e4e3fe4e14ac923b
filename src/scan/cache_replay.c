/* cache_replay.c - a scan of a repository that is as it was. */
#include "base/mem.h"
#include "scan/cache_echo.h"

#include <string.h>

/* Under other answers no object is an echo. */
static void choose(sl_cache *cache)
{
    sl_cache_objects *objects = &cache->old.objects;
    bool same = cache->answered &&
                memcmp(cache->old.answers, cache->answers, sizeof cache->answers) == 0;

    cache->replayed = sl_calloc(objects->len, sizeof *cache->replayed);
    for (size_t i = 0; i < objects->len; i++) {
        sl_cache_object *object = &objects->at[i];

        object->echo &= same;
        if (object->attributed)
            sl_oidmap_put(&cache->placed, &object->object.oid, (uint32_t)i);
        if (!object->echo)
            cache->replayed[cache->replayed_len++] = object->object;
    }
    cache->fed = sl_calloc(cache->replayed_len, sizeof *cache->fed);
}

/* What was fed is not fed again. */
static void go_on(sl_cache *cache)
{
    for (size_t i = 0; i < cache->replayed_len; i++)
        sl_oidmap_put(&cache->fed_at, &cache->replayed[i].oid, (uint32_t)i);
    sl_cache_load_keys(cache);
}

bool sl_cache_replay(sl_cache *cache)
{
    sl_sink *sink = &cache->state->scanners[0].sink;

    if (!cache->unchanged)
        return false;
    choose(cache);
    if (!sl_history_replay(cache->repo, &cache->feed, cache->replayed,
                           cache->replayed_len, cache->fed)) {
        go_on(cache);
        return false;
    }
    cache->own_facts = sink->facts.len;
    sl_cache_echo_feed(cache->state, &cache->old.objects);
    return true;
}

/* The record goes, the report stays. */
static void keep_texts(sl_attribution *item, sl_arena *arena)
{
    sl_str *names = sl_arena_calloc(arena, item->branches_len, sizeof *names);

    item->path = sl_arena_str(arena, item->path);
    item->author = sl_arena_str(arena, item->author);
    item->last_path = sl_arena_str(arena, item->last_path);
    for (size_t i = 0; i < item->branches_len; i++)
        names[i] = sl_arena_str(arena, item->branches[i]);
    item->branches = names;
}

static void keep(sl_attribution *item, sl_arena *arena)
{
    sl_attribution *others = sl_arena_calloc(arena, item->others_len, sizeof *others);

    keep_texts(item, arena);
    for (size_t i = 0; i < item->others_len; i++) {
        others[i] = item->others[i];
        keep_texts(&others[i], arena);
    }
    item->others = others;
}

bool sl_cache_place(const sl_cache *cache, sl_attribution *items, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        uint32_t number = sl_oidmap_get(&cache->placed, &items[i].blob);

        if (number == SL_OIDMAP_NONE)
            return false;
        items[i] = cache->old.objects.at[number].place;
        keep(&items[i], &cache->state->arena);
    }
    return true;
}

void sl_cache_miss(sl_cache *cache)
{
    cache->state->scanners[0].sink.facts.len = cache->own_facts;
    go_on(cache);
}

void sl_cache_settle(sl_cache *cache)
{
    const sl_cache_totals *totals = &cache->old.totals;
    const sl_feed *feed = &cache->state->feed;

    feed->count(feed->ctx, 0, SL_FEED_OBJECTS, totals->objects);
    feed->count(feed->ctx, 0, SL_FEED_MESSAGES, totals->messages);
    feed->count(feed->ctx, 0, SL_FEED_BYTES, totals->bytes);
    cache->state->scanners[0].binaries += totals->binaries;
    sl_cache_echo_count(cache->state, &cache->old.objects);
    for (size_t i = 0; i < cache->old.notices.len; i++) {
        const sl_notice *notice = &cache->old.notices.at[i];
        sl_str text = sl_arena_str(&cache->state->arena, notice->text);

        feed->notice(feed->ctx, 0, notice->subject, text.ptr, notice->incomplete);
    }
    sl_cache_say(cache, "nothing is new since the last scan, %zu objects read again",
                 cache->replayed_len);
}
