/* cache_save.c - what this scan knows, for the next one. */
#include "base/limits.h"
#include "base/mem.h"
#include "git/odb_print.h"
#include "scan/cache_echo.h"
#include "scan/merge.h"
#include "source/repo_print.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void sl_cache_keep(sl_cache *cache, const sl_attribution *items, size_t len)
{
    free(cache->places);
    cache->places = sl_calloc(len, sizeof *items);
    if (len > 0)
        memcpy(cache->places, items, len * sizeof *items);
    sl_oidmap_free(&cache->placed);
    for (size_t i = 0; i < len; i++)
        sl_oidmap_put(&cache->placed, &items[i].blob, (uint32_t)i);
}

int sl_cache_key_cmp(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Those of one id side by side. */
static int compare_objects(const void *a, const void *b)
{
    const sl_history_object *x = &((const sl_cache_object *)a)->object;
    const sl_history_object *y = &((const sl_cache_object *)b)->object;
    int order = sl_oid_cmp(&x->oid, &y->oid);

    return order ? order : sl_str_cmp(x->name, y->name);
}

static void gather(const sl_cache *cache, sl_cache_record *out, bool *lost)
{
    for (unsigned w = 0; w < cache->state->threads; w++) {
        const sl_cache_notes *notes = &cache->notes[w];

        *lost |= notes->lost;
        for (size_t i = 0; i < notes->keys.len; i++)
            *sl_vec_push(&out->keys) = notes->keys.at[i];
        for (size_t i = 0; i < notes->objects.len; i++)
            *sl_vec_push(&out->objects) = notes->objects.at[i];
        for (size_t i = 0; i < notes->notices.len; i++)
            *sl_vec_push(&out->notices) = notes->notices.at[i];
        out->totals.objects += notes->totals.objects;
        out->totals.messages += notes->totals.messages;
        out->totals.bytes += notes->totals.bytes;
        out->totals.binaries += notes->totals.binaries;
    }
    sl_merge_notices(&out->notices);
    if (out->keys.len > 0)
        qsort(out->keys.at, out->keys.len, sizeof *out->keys.at, sl_cache_key_cmp);
    if (out->objects.len > 0)
        qsort(out->objects.at, out->objects.len, sizeof *out->objects.at,
              compare_objects);
}

static void attribute(const sl_cache *cache, sl_cache_record *out)
{
    for (size_t i = 0; i < out->objects.len; i++) {
        sl_cache_object *object = &out->objects.at[i];
        uint32_t number = sl_oidmap_get(&cache->placed, &object->object.oid);

        if (number == SL_OIDMAP_NONE)
            continue;
        object->attributed = true;
        object->place = cache->places[number];
    }
}

/* The state counts if the scan saw one and the same, and all of it. */
static void fill_state(const sl_cache *cache, bool lost, sl_cache_record *out)
{
    const sl_odb *odb = sl_repo_odb(cache->repo, NULL);
    size_t packs = sl_odb_pack_marks(odb, cache->hash_key, NULL, 0);
    uint8_t now[SL_SHA256_SIZE];

    for (size_t i = 0; i < packs && packs <= SL_MAX_CACHE_PACKS; i++)
        sl_vec_push(&out->packs);
    sl_odb_pack_marks(odb, cache->hash_key, out->packs.at, out->packs.len);
    if (out->packs.len > 0)
        qsort(out->packs.at, out->packs.len, sizeof *out->packs.at, sl_cache_key_cmp);
    memcpy(out->scan, cache->scan, sizeof out->scan);
    if (!lost && cache->printed && sl_repo_print(cache->repo, now) &&
        memcmp(now, cache->print, sizeof now) == 0)
        memcpy(out->repo, now, sizeof now);
}

/* Facts of echoes are made anew, so none are kept where the answers cannot be told. */
static void find_echoes(const sl_cache *cache, const sl_mark *marks,
                        sl_cache_record *out)
{
    if (cache->answered) {
        memcpy(out->answers, cache->answers, sizeof out->answers);
        sl_cache_echo_settle(cache->state, marks, &out->objects);
        return;
    }
    for (size_t i = 0; i < out->objects.len; i++)
        out->objects.at[i].echo = false;
}

void sl_cache_save(sl_cache *cache, const sl_mark *marks)
{
    sl_cache_record record = {0};
    sl_buf bytes = {0};
    sl_err why = {0};
    size_t known = 0;
    bool lost = false;

    if (!cache || !cache->places)
        return;
    gather(cache, &record, &lost);
    attribute(cache, &record);
    find_echoes(cache, marks, &record);
    fill_state(cache, lost, &record);
    for (unsigned w = 0; w < cache->state->threads; w++)
        known += cache->notes[w].known;
    if (cache->old.keys.len > 0)
        sl_cache_say(cache, "%zu of %zu objects known", known,
                     record.keys.len + record.objects.len);
    if (record.keys.len > SL_MAX_CACHE_KEYS)
        sl_fail(&why, SL_ELIMIT, "too many objects");
    else
        sl_cache_record_encode(&record, cache->seal, &bytes);
    if (why.code != SL_OK ||
        !sl_cache_file_write(&cache->file, sl_buf_str(&bytes), &why))
        sl_cache_say(cache, "not kept: %s", why.text);
    sl_buf_free(&bytes);
    sl_cache_record_free(&record);
}
