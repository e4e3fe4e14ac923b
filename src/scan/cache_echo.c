#include "scan/cache_echo.h"

#include "base/mem.h"
#include "scan/merge.h"

#include <stdlib.h>

sl_cache_level sl_cache_level_of(const sl_scanner *scanner)
{
    const sl_sink *sink = &scanner->sink;

    return (sl_cache_level){
        .findings = sink->findings.len,
        .facts = sink->facts.len,
        .rest = sl_scanner_said(scanner) - sink->findings.len - sink->facts.len +
                sink->notices.len + scanner->binaries,
    };
}

/* Does the number of secrets tell all of it? */
static bool is_plain(const sl_fact *fact)
{
    return fact->content.class_ == SL_CONTENT_TEXT &&
           fact->content.fault == SL_VAULT_OK && fact->intent.len == 0 &&
           fact->secrets > 0 && fact->secrets <= UINT32_MAX && !fact->state.known &&
           !fact->symlink && !fact->executable;
}

void sl_cache_echo_try(const sl_scanner *scanner, const sl_cache_level *since,
                       const sl_blob *blob, sl_cache_object *object)
{
    const sl_sink *sink = &scanner->sink;
    sl_cache_level now = sl_cache_level_of(scanner);

    if (blob->origin != SL_ORIGIN_HISTORY || blob->again || now.rest != since->rest ||
        now.facts > since->facts + 1)
        return;
    for (size_t i = since->findings; i < now.findings; i++)
        if (sink->findings.at[i].suppressed)
            return;
    if (now.facts > since->facts) {
        if (!is_plain(&sink->facts.at[since->facts]))
            return;
        object->secrets = (uint32_t)sink->facts.at[since->facts].secrets;
    }
    object->findings = now.findings - since->findings;
    object->size = blob->bytes.len;
    object->echo = true;
}

/* The object that a place is in; NULL: it is not of this history. */
static sl_cache_object *object_of(const sl_oidmap *numbers, sl_cache_objects *objects,
                                  const sl_place *place)
{
    uint32_t number = place->origin == SL_ORIGIN_HISTORY
                          ? sl_oidmap_get(numbers, &place->blob)
                          : SL_OIDMAP_NONE;

    return number == SL_OIDMAP_NONE ? NULL : &objects->at[number];
}

/* What is read under several names has its findings where they count most. Where other
 * paths are asked for, globs of the configuration that fit there are met. */
static void index_objects(const sl_run_state *state, sl_cache_objects *objects,
                          sl_oidmap *numbers)
{
    bool globs = state->config.exclude.len + state->config.overrides.len > 0;

    for (size_t i = 0; i < objects->len; i++) {
        sl_cache_object *object = &objects->at[i];
        uint32_t number = sl_oidmap_put(numbers, &object->object.oid, (uint32_t)i);

        if (number != i)
            objects->at[number].echo = object->echo = false;
        object->echo &= object->attributed && object->place.commit.len > 0 &&
                        object->place.path.len > 0 && !(globs && object->place.asked);
    }
}

SL_VEC(sightings, const sl_finding *);

/* Findings that are left; an object of which one is not is none that could be left out. */
static void settle_findings(const sl_run_state *state, const sl_mark *marks,
                            sl_cache_objects *objects, const sl_oidmap *numbers)
{
    sightings all = {0};
    size_t *left = sl_calloc(objects->len, sizeof *left);
    bool *decide;

    for (unsigned w = 0; w < state->threads; w++) {
        const sl_finding_vec *findings = &state->scanners[w].sink.findings;

        for (size_t i = marks[w].findings; i < findings->len; i++) {
            const sl_finding *finding = &findings->at[i];
            const sl_cache_object *object =
                object_of(numbers, objects, &finding->place);

            if (!object)
                continue;
            left[object - objects->at]++;
            *sl_vec_push(&all) = finding;
        }
    }
    for (size_t i = 0; i < objects->len; i++)
        objects->at[i].echo &= left[i] == objects->at[i].findings;
    decide = sl_calloc(all.len, sizeof *decide);
    sl_merge_deciding(all.at, all.len, decide);
    for (size_t i = 0; i < all.len; i++)
        if (decide[i])
            object_of(numbers, objects, &all.at[i]->place)->echo = false;
    free(decide);
    free(left);
    sl_vec_free(&all);
}

/* The oldest with secrets of each path. */
static void settle_facts(const sl_run_state *state, sl_cache_objects *objects,
                         const sl_oidmap *numbers)
{
    for (size_t start = 0; start < state->facts.len;) {
        sl_facts of_path = sl_facts_next_path(state->facts, &start);
        sl_cache_object *first = NULL;

        for (size_t i = 0; !first && i < of_path.len; i++)
            if (of_path.at[i].secrets > 0)
                first = object_of(numbers, objects, &of_path.at[i].place);
        if (first)
            first->echo = false;
    }
}

void sl_cache_echo_settle(const sl_run_state *state, const sl_mark *marks,
                          sl_cache_objects *objects)
{
    sl_oidmap numbers = {.oid_len = objects->len > 0 ? objects->at[0].object.oid.len
                                                     : SL_OID_SHA1};

    index_objects(state, objects, &numbers);
    settle_findings(state, marks, objects, &numbers);
    settle_facts(state, objects, &numbers);
    sl_oidmap_free(&numbers);
}

void sl_cache_echo_feed(sl_run_state *state, const sl_cache_objects *objects)
{
    sl_sink *sink = &state->scanners[0].sink;

    for (size_t i = 0; i < objects->len; i++) {
        const sl_cache_object *object = &objects->at[i];

        if (object->echo && object->secrets > 0)
            *sl_vec_push(&sink->facts) = (sl_fact){
                .place = {.origin = SL_ORIGIN_HISTORY,
                          .path = sl_arena_str(&sink->arena, object->object.name),
                          .blob = object->object.oid},
                .content.class_ = SL_CONTENT_TEXT,
                .size = object->size,
                .secrets = object->secrets,
            };
    }
}

void sl_cache_echo_count(sl_run_state *state, const sl_cache_objects *objects)
{
    const sl_feed *feed = &state->feed;

    for (size_t i = 0; i < objects->len; i++) {
        if (!objects->at[i].echo)
            continue;
        feed->count(feed->ctx, 0, SL_FEED_OBJECTS, 1);
        feed->count(feed->ctx, 0, SL_FEED_BYTES, objects->at[i].size);
    }
}
