#include "source/history.h"

#include "base/limits.h"
#include "base/mem.h"
#include "git/tree.h"
#include "source/history_state.h"

#include <stdlib.h>

/* Passes two and three, which feed. */
typedef struct reading {
    sl_history *history;
    sl_commits *commits; /* one per worker */
} reading;

static bool known(const sl_history *h, unsigned worker, const sl_history_object *object,
                  uint64_t size)
{
    const sl_history_memory *memory = h->memory;

    return memory && memory->known(memory->ctx, worker, object, size);
}

/* Under the first of its names. *further: it has others. */
static sl_history_object blob_of(const sl_history *h, const sl_oid *oid, bool *further)
{
    uint32_t name = sl_oidmap_get(&h->named, oid);
    sl_history_object blob = {.oid = *oid, .type = SL_OBJ_BLOB};

    *further = name & SL_NAME_FURTHER;
    if (name != SL_OIDMAP_NONE)
        blob.name = h->names.at[name & ~SL_NAME_FURTHER];
    return blob;
}

/* Of a blob with several names it is asked when its bytes are there. */
static bool wants_blob(void *ctx, unsigned worker, const sl_oid *oid,
                       sl_object_type type, uint64_t size)
{
    const sl_history *h = ((const reading *)ctx)->history;
    bool further;
    sl_history_object blob = blob_of(h, oid, &further);

    (void)type;
    return further || !known(h, worker, &blob, size);
}

static void read_unknown(const sl_history *h, unsigned worker, const sl_object *object,
                         const sl_history_object *blob)
{
    if (!known(h, worker, blob, object->bytes.len))
        sl_history_feed_blob(h->feed, worker, object, blob);
}

static void read_further(const sl_history *h, unsigned worker, const sl_object *object,
                         sl_history_object *blob)
{
    const sl_further_vec *all = &h->further;
    size_t low = 0, high = all->len;

    read_unknown(h, worker, object, blob);
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_oid_cmp(&all->at[middle].oid, &blob->oid) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    blob->again = true;
    for (; low < all->len && sl_oid_eq(&all->at[low].oid, &blob->oid); low++) {
        uint32_t name = all->at[low].name;

        blob->name = name == SL_OIDMAP_NONE ? (sl_str){0} : h->names.at[name];
        read_unknown(h, worker, object, blob);
        if (all->at[low].last && object->bytes.len > 0)
            sl_history_tell(h, worker, &blob->oid,
                            "it has names of more kinds than it is read under", true);
    }
}

static void read_blob(void *ctx, unsigned worker, const sl_object *object)
{
    const sl_history *h = ((const reading *)ctx)->history;
    bool further;
    sl_history_object blob = blob_of(h, &object->oid, &further);

    if (further)
        read_further(h, worker, object, &blob);
    else
        sl_history_feed_blob(h->feed, worker, object, &blob);
}

static void discard(void *ctx, unsigned worker, void *legacy)
{
    const sl_feed *feed = ((const reading *)ctx)->history->feed;

    feed->discard(feed->ctx, worker, legacy);
}

static void read_message(const sl_history *h, unsigned worker, const sl_object *object,
                         sl_str message, int64_t time)
{
    sl_history_object read = {.oid = object->oid, .type = object->type};

    if (!known(h, worker, &read, message.len))
        sl_history_feed_message(h->feed, worker, object, message, time);
}

static void read_commit(void *ctx, unsigned worker, const sl_object *object)
{
    const reading *r = ctx;
    sl_commit commit;
    sl_tag tag;

    if (object->type == SL_OBJ_TAG && sl_tag_parse(object->bytes, &tag)) {
        read_message(r->history, worker, object, tag.message, tag.time);
    } else if (object->type == SL_OBJ_COMMIT &&
               sl_commit_parse(object->bytes, &commit)) {
        sl_commits_put(&r->commits[worker], &object->oid, &commit);
        read_message(r->history, worker, object, commit.message, commit.author_time);
    } else {
        sl_history_tell(r->history, worker, &object->oid,
                        object->type == SL_OBJ_TAG ? "malformed tag object"
                                                   : "malformed commit object",
                        true);
    }
}

static void lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    sl_history_lost(((const reading *)ctx)->history, worker, oid, err);
}

/* No blob is asked for after this. */
static void forget_names(sl_history *h)
{
    sl_oidmap_free(&h->named);
    sl_vec_free(&h->further);
    sl_vec_free(&h->names);
}

static void read_objects(sl_history *h)
{
    unsigned threads = h->feed->threads;
    reading r = {h, sl_calloc(threads, sizeof *r.commits)};
    sl_odb_visitor blobs = {
        .ctx = &r, .object = read_blob, .discard = discard, .lost = lost};
    sl_odb_visitor rest = {.ctx = &r, .object = read_commit, .lost = lost};

    if (h->memory)
        blobs.wanted = wants_blob;
    h->feed->phase(h->feed->ctx, "history", SL_FEED_OBJECTS, sl_odb_count(h->odb));
    sl_odb_walk(h->odb, 1u << SL_OBJ_BLOB, threads, SL_MAX_FILE_SIZE, &blobs);
    sl_history_settle(h, 1u << SL_OBJ_BLOB, &blobs);
    forget_names(h);
    sl_mem_trim(); /* of what documents took */
    sl_odb_walk(h->odb, 1u << SL_OBJ_COMMIT | 1u << SL_OBJ_TAG, threads,
                SL_MAX_FILE_SIZE, &rest);
    sl_history_settle(h, 1u << SL_OBJ_COMMIT | 1u << SL_OBJ_TAG, &rest);
    sl_odb_keep(h->odb, false);
    sl_mem_trim();
    sl_history_gather(h, r.commits);
    free(r.commits);
}

sl_history *sl_history_feed(sl_repo *repo, const sl_feed *feed,
                            const sl_history_memory *memory, sl_err *err)
{
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_history *h;

    if (!odb)
        return NULL;
    h = sl_calloc(1, sizeof *h);
    h->repo = repo;
    h->odb = odb;
    h->feed = feed;
    h->memory = memory;
    h->lost = sl_calloc(feed->threads, sizeof *h->lost);
    h->named.oid_len = sl_repo_oid_len(repo);
    feed->phase(feed->ctx, "trees", SL_FEED_OBJECTS, 0);
    sl_odb_keep(odb, true);
    sl_history_read_names(h);
    read_objects(h);
    for (unsigned w = 0; w < feed->threads; w++)
        sl_history_lost_free(&h->lost[w]);
    free(h->lost);
    h->lost = NULL;
    return h;
}

void sl_history_free(sl_history *history)
{
    if (!history)
        return;
    for (unsigned w = 0; w < history->feed->threads; w++)
        sl_tree_log_free(&history->trees[w]);
    free(history->trees);
    sl_oidmap_free(&history->named);
    sl_vec_free(&history->names);
    sl_vec_free(&history->further);
    sl_commits_free(&history->commits);
    sl_vec_free(&history->refs);
    sl_arena_free(&history->refs_arena);
    sl_arena_free(&history->arena);
    free(history);
}
