#include "scan/cache_echo.h"

#include "base/limits.h"
#include "base/mem.h"
#include "git/odb_print.h"
#include "scan/print.h"
#include "source/repo_print.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of an object; its last bit is 0. */
static uint64_t key_of(const sl_cache *cache, const sl_oid *oid, sl_object_type type,
                       sl_str name)
{
    char text[1 + SL_OID_MAX + SL_MAX_PATH];
    size_t len = 0;

    /* No file system and no rule has names of that length. */
    name = sl_str_sub(name, 0, SL_MAX_PATH);
    text[len++] = (char)type;
    memcpy(text + len, oid->raw, oid->len);
    len += oid->len;
    if (name.ptr)
        memcpy(text + len, name.ptr, name.len);
    return sl_siphash(cache->hash_key, sl_str_make(text, len + name.len)) & ~1ull;
}

void sl_cache_say(sl_cache *cache, const char *format, ...)
{
    sl_buf text = {0};
    va_list args;

    va_start(args, format);
    sl_buf_vprintf(&text, format, args);
    va_end(args);
    cache->state->cache_word = sl_arena_str(&cache->state->arena, sl_buf_str(&text));
    sl_buf_free(&text);
}

static sl_object_type type_of(const sl_blob *blob)
{
    if (blob->origin == SL_ORIGIN_HISTORY)
        return SL_OBJ_BLOB;
    return sl_str_starts(blob->path, sl_lit(".git/tag/")) ? SL_OBJ_TAG : SL_OBJ_COMMIT;
}

static void add_total(sl_cache_notes *notes, sl_object_type type, uint64_t size,
                      size_t binaries)
{
    notes->totals.objects += type == SL_OBJ_BLOB;
    notes->totals.messages += type != SL_OBJ_BLOB;
    notes->totals.bytes += size;
    notes->totals.binaries += binaries;
}

/* Scans a blob as ever, and sees what came of it. */
static void on_blob(void *ctx, unsigned worker, const sl_blob *blob)
{
    sl_run_state *state = ctx;
    sl_cache *cache = state->cache;
    const sl_scanner *scanner = &state->scanners[worker];
    const sl_notice_vec *notices = &scanner->sink.notices;
    sl_cache_notes *notes = &cache->notes[worker];
    size_t before = sl_scanner_said(scanner);
    sl_cache_level level = sl_cache_level_of(scanner);
    size_t noticed = notices->len;
    size_t binaries = scanner->binaries;
    sl_object_type type = type_of(blob);
    sl_str name = type == SL_OBJ_BLOB ? blob->path : sl_lit("");

    state->feed.blob(ctx, worker, blob);
    binaries = scanner->binaries - binaries;
    if (sl_scanner_said(scanner) != before) {
        sl_cache_object *object = sl_vec_push(&notes->objects);

        name = sl_arena_str(&notes->arena, name); /* the history ends before the save */
        object->object = (sl_history_object){blob->oid, type, name, blob->again};
        sl_cache_echo_try(scanner, &level, blob, object);
        return;
    }
    if (!blob->again)
        add_total(notes, type, blob->bytes.len, binaries);
    if (notices->len == noticed && binaries <= 1)
        *sl_vec_push(&notes->keys) = key_of(cache, &blob->oid, type, name) | binaries;
    for (size_t i = noticed; i < notices->len; i++)
        *sl_vec_push(&notes->notices) = notices->at[i];
}

/* The key as it was kept, with its last bit; 0: there is none. */
static uint64_t find(const sl_cache *cache, uint64_t key)
{
    const sl_cache_keys *keys = &cache->old.keys;
    size_t low, high;

    if (!cache->buckets)
        return 0;
    low = cache->buckets[key >> 48];
    high = cache->buckets[(key >> 48) + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t kept = keys->at[middle];

        if ((kept & ~1ull) == key)
            return kept;
        if (kept < key)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* Was it fed under that name by a replay? */
static bool was_fed(const sl_cache *cache, const sl_history_object *object)
{
    const sl_history_object *all = cache->replayed;
    size_t i = sl_oidmap_get(&cache->fed_at, &object->oid);

    for (; i < cache->replayed_len && sl_oid_eq(&all[i].oid, &object->oid); i++)
        if (sl_str_eq(all[i].name, object->name))
            return cache->fed[i];
    return false;
}

static bool known(void *ctx, unsigned worker, const sl_history_object *object,
                  uint64_t size)
{
    sl_cache *cache = ctx;
    const sl_feed *feed = &cache->feed;
    uint64_t kept;

    if (was_fed(cache, object))
        return true; /* and counted */
    kept = find(cache, key_of(cache, &object->oid, object->type, object->name));
    if (kept == 0)
        return false;
    *sl_vec_push(&cache->notes[worker].keys) = kept;
    cache->notes[worker].known++;
    if (object->again)
        return true;
    add_total(&cache->notes[worker], object->type, size, kept & 1);
    cache->state->scanners[worker].binaries += kept & 1;
    feed->count(feed->ctx, worker,
                object->type == SL_OBJ_BLOB ? SL_FEED_OBJECTS : SL_FEED_MESSAGES, 1);
    feed->count(feed->ctx, worker, SL_FEED_BYTES, size);
    return true;
}

static void on_notice(void *ctx, unsigned worker, sl_str subject, const char *text,
                      bool lasting)
{
    sl_cache_notes *notes = &((const sl_cache *)ctx)->notes[worker];

    notes->lost |= !lasting;
    *sl_vec_push(&notes->notices) =
        (sl_notice){sl_arena_str(&notes->arena, subject),
                    sl_arena_str(&notes->arena, sl_str_of(text)), true};
}

/* Other rules make other keys. */
static void derive(sl_cache *cache)
{
    sl_str key = sl_str_make((const char *)cache->file.key, sizeof cache->file.key);
    uint8_t mac[SL_SHA256_SIZE];

    sl_hmac_sha256(key, sl_lit("seclint cache, seal"), cache->seal);
    sl_hmac_sha256(key, sl_str_make((const char *)cache->scan, sizeof cache->scan),
                   mac);
    memcpy(cache->hash_key, mac, sizeof cache->hash_key);
}

sl_cache *sl_cache_open(sl_run_state *state, sl_repo *repo)
{
    const sl_run_options *options = state->options;
    sl_cache *cache;
    sl_err why = {0};

    if (!options->cache || !sl_repo_odb(repo, NULL))
        return NULL;
    cache = sl_calloc(1, sizeof *cache);
    cache->state = state;
    cache->repo = repo;
    cache->fd = -1;
    cache->file.dir = -1;
    cache->fed_at.oid_len = cache->placed.oid_len = sl_repo_oid_len(repo);
    cache->notes = sl_calloc(state->threads, sizeof *cache->notes);
    cache->feed = state->feed;
    cache->feed.blob = on_blob;
    cache->memory = (sl_history_memory){cache, known, on_notice};
    if (!sl_scan_print(state, cache->scan))
        sl_fail(&why, SL_ENOTFOUND, "this build of the program has no identity");
    else
        sl_cache_file_open(repo, options->cache_dir, &cache->file, &why);
    if (why.code != SL_OK) {
        sl_cache_say(cache, "none: %s", why.text);
        sl_cache_close(cache);
        return NULL;
    }
    derive(cache);
    cache->printed = sl_repo_print(repo, cache->print);
    cache->answered = state->targets_len == 1 && sl_answer_print(state, cache->answers);
    sl_cache_load(cache);
    return cache;
}

const sl_feed *sl_cache_feed(const sl_cache *cache)
{
    return &cache->feed;
}

const sl_history_memory *sl_cache_memory(const sl_cache *cache)
{
    return &cache->memory;
}

void sl_cache_close(sl_cache *cache)
{
    if (!cache)
        return;
    for (unsigned w = 0; w < cache->state->threads; w++) {
        sl_vec_free(&cache->notes[w].keys);
        sl_vec_free(&cache->notes[w].objects);
        sl_vec_free(&cache->notes[w].notices);
        sl_arena_free(&cache->notes[w].arena);
    }
    free(cache->notes);
    sl_cache_record_free(&cache->old);
    sl_buf_free(&cache->front);
    free(cache->buckets);
    free(cache->replayed);
    free(cache->fed);
    free(cache->places);
    sl_oidmap_free(&cache->fed_at);
    sl_oidmap_free(&cache->placed);
    if (cache->fd >= 0)
        close(cache->fd);
    sl_cache_file_close(&cache->file);
    explicit_bzero(cache->seal, sizeof cache->seal);
    explicit_bzero(cache->hash_key, sizeof cache->hash_key);
    free(cache);
}
