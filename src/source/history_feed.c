/* history_feed.c - objects of the history as blobs for the scanners. */
#include "base/limits.h"
#include "base/pool.h"
#include "git/tree.h"
#include "source/history_state.h"

#include <stdio.h>

/* One reading inherits and leaves something. */
void sl_history_feed_blob(const sl_feed *feed, unsigned worker, const sl_object *object,
                          const sl_history_object *read)
{
    sl_blob blob = {.bytes = object->bytes,
                    .path = read->name,
                    .origin = SL_ORIGIN_HISTORY,
                    .oid = object->oid,
                    .name_only = true,
                    .again = read->again};

    if (read->again) {
        feed->blob(feed->ctx, worker, &blob);
        return;
    }
    blob.copies = object->copies;
    blob.base_legacy = object->base_legacy;
    blob.legacy = object->legacy;
    sl_feed_blob(feed, worker, &blob);
}

void sl_history_feed_message(const sl_feed *feed, unsigned worker,
                             const sl_object *object, sl_str message, int64_t time)
{
    char hex[SL_OID_HEX_MAX + 1];
    char path[SL_OID_HEX_MAX + 32];
    sl_blob blob = {.origin = SL_ORIGIN_MESSAGE,
                    .oid = object->oid,
                    .commit = object->oid,
                    .commit_time = time,
                    .bytes = message};

    snprintf(path, sizeof path, ".git/%s/%s",
             object->type == SL_OBJ_TAG ? "tag" : "commit",
             sl_oid_hex(&object->oid, hex));
    blob.path = sl_str_of(path);
    sl_feed_blob(feed, worker, &blob);
}

/* From so many objects on, and one in so many of all, they are met on a walk, where a
 * version of a file takes over what was found in the one before. */
enum { WALK_FROM = 256, WALK_SHARE = 1000 };

typedef struct replay {
    sl_odb *odb;
    const sl_feed *feed;
    const sl_history_object *objects;
    size_t len;
    sl_oidmap numbers; /* of objects: the first of those with that id */
    bool *fed;
} replay;

static bool feed_object(const replay *r, unsigned worker, const sl_object *object,
                        const sl_history_object *asked)
{
    sl_commit commit;
    sl_tag tag;

    switch (object->type) {
    case SL_OBJ_BLOB: sl_history_feed_blob(r->feed, worker, object, asked); return true;
    case SL_OBJ_COMMIT:
        if (!sl_commit_parse(object->bytes, &commit))
            return false;
        sl_history_feed_message(r->feed, worker, object, commit.message,
                                commit.author_time);
        return true;
    case SL_OBJ_TAG:
        if (!sl_tag_parse(object->bytes, &tag))
            return false;
        sl_history_feed_message(r->feed, worker, object, tag.message, tag.time);
        return true;
    default: return false;
    }
}

static void replay_one(void *ctx, unsigned worker, size_t item)
{
    const replay *r = ctx;
    const sl_history_object *asked = &r->objects[item];
    sl_object object = {.oid = asked->oid};
    sl_buf bytes = {0};

    if (sl_odb_read(r->odb, &asked->oid, SL_MAX_FILE_SIZE, &object.type, &bytes,
                    NULL) &&
        object.type == asked->type) {
        object.bytes = sl_buf_str(&bytes);
        r->fed[item] = feed_object(r, worker, &object, asked);
    }
    sl_buf_free(&bytes);
}

static bool needed(void *ctx, const sl_oid *oid)
{
    return sl_oidmap_get(&((const replay *)ctx)->numbers, oid) != SL_OIDMAP_NONE;
}

static void replay_met(void *ctx, unsigned worker, const sl_object *object)
{
    const replay *r = ctx;
    uint32_t number = sl_oidmap_get(&r->numbers, &object->oid);

    for (size_t i = number; i < r->len; i++) {
        const sl_history_object *asked = &r->objects[i];

        if (!sl_oid_eq(&asked->oid, &object->oid))
            break;
        if (asked->type == object->type)
            r->fed[i] = feed_object(r, worker, object, asked);
    }
}

static void discard(void *ctx, unsigned worker, void *legacy)
{
    const sl_feed *feed = ((const replay *)ctx)->feed;

    feed->discard(feed->ctx, worker, legacy);
}

/* Who asked sees which ones were not fed. */
static void lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    (void)ctx, (void)worker, (void)oid, (void)err;
}

static void replay_walk(replay *r)
{
    sl_odb_visitor visitor = {.ctx = r,
                              .needed = needed,
                              .object = replay_met,
                              .discard = discard,
                              .lost = lost};
    unsigned types = 1u << SL_OBJ_BLOB | 1u << SL_OBJ_COMMIT | 1u << SL_OBJ_TAG;

    r->numbers.oid_len = r->objects[0].oid.len;
    for (size_t i = 0; i < r->len; i++)
        sl_oidmap_put(&r->numbers, &r->objects[i].oid, (uint32_t)i);
    sl_odb_walk(r->odb, types, r->feed->threads, SL_MAX_FILE_SIZE, &visitor);
    sl_oidmap_free(&r->numbers);
}

bool sl_history_replay(sl_repo *repo, const sl_feed *feed,
                       const sl_history_object *objects, size_t len, bool *fed)
{
    replay r = {.odb = sl_repo_odb(repo, NULL),
                .feed = feed,
                .objects = objects,
                .len = len,
                .fed = fed};

    if (!r.odb)
        return false;
    feed->phase(feed->ctx, "history", SL_FEED_OBJECTS, len);
    if (len >= WALK_FROM && len * WALK_SHARE >= sl_odb_count(r.odb))
        replay_walk(&r);
    else
        sl_pool_run(feed->threads, len, replay_one, &r);
    for (size_t i = 0; i < len; i++)
        if (!fed[i])
            return false;
    return true;
}
