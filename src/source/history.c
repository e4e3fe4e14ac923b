#include "source/history.h"

#include "base/limits.h"
#include "base/mem.h"
#include "git/tree.h"
#include "source/history_state.h"

#include <stdio.h>
#include <stdlib.h>

/* Passes two and three, which feed. */
typedef struct reading {
    sl_history *history;
    sl_commits *commits; /* one per worker */
} reading;

static void read_blob(void *ctx, unsigned worker, const sl_object *object)
{
    const sl_history *h = ((const reading *)ctx)->history;
    uint32_t name = sl_oidmap_get(&h->named, &object->oid);
    sl_blob blob = {.bytes = object->bytes,
                    .origin = SL_ORIGIN_HISTORY,
                    .oid = object->oid,
                    .name_only = true};

    if (name != SL_OIDMAP_NONE)
        blob.path = h->names.at[name];
    sl_feed_blob(h->feed, worker, &blob);
}

static void feed_message(const sl_feed *feed, unsigned worker, const sl_object *object,
                         const char *kind, sl_str message, int64_t time)
{
    char hex[SL_OID_HEX_MAX + 1];
    char path[SL_OID_HEX_MAX + 32];
    sl_blob blob = {.origin = SL_ORIGIN_MESSAGE,
                    .oid = object->oid,
                    .commit = object->oid,
                    .commit_time = time,
                    .bytes = message};

    snprintf(path, sizeof path, ".git/%s/%s", kind, sl_oid_hex(&object->oid, hex));
    blob.path = sl_str_of(path);
    sl_feed_blob(feed, worker, &blob);
}

static void read_commit(void *ctx, unsigned worker, const sl_object *object)
{
    const reading *r = ctx;
    sl_commit commit;
    sl_tag tag;

    if (object->type == SL_OBJ_TAG) {
        if (sl_tag_parse(object->bytes, &tag))
            feed_message(r->history->feed, worker, object, "tag", tag.message, 0);
        return;
    }
    if (sl_commits_add(&r->commits[worker], &object->oid, object->bytes) &&
        sl_commit_parse(object->bytes, &commit))
        feed_message(r->history->feed, worker, object, "commit", commit.message,
                     commit.author_time);
}

static void lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    const sl_feed *feed = ((const reading *)ctx)->history->feed;
    char hex[SL_OID_HEX_MAX + 1];

    feed->notice(feed->ctx, worker, sl_str_of(sl_oid_hex(oid, hex)), err->text, true);
}

/* Commits name trees and parents that must be there too. */
static void check_commits(const sl_history *h)
{
    bool shallow = sl_repo_shallow(h->repo);
    char hex[SL_OID_HEX_MAX + 1];
    const sl_feed *feed = h->feed;

    if (shallow)
        feed->notice(feed->ctx, 0, sl_lit("history"),
                     "shallow clone: older commits are not here; fetch them with: git "
                     "fetch --unshallow",
                     true);
    for (size_t i = 0; i < h->commits.records.len; i++) {
        const sl_oid *tree = &h->commits.records.at[i].tree;

        if (!sl_odb_has(h->odb, tree))
            feed->notice(feed->ctx, 0, sl_str_of(sl_oid_hex(tree, hex)),
                         "missing object, the tree of a commit", true);
    }
    for (size_t i = 0; !shallow && i < h->commits.parents.len; i++) {
        const sl_oid *parent = &h->commits.parents.at[i];

        if (!sl_odb_has(h->odb, parent))
            feed->notice(feed->ctx, 0, sl_str_of(sl_oid_hex(parent, hex)),
                         "missing object, the parent of a commit", true);
    }
}

static void read_objects(sl_history *h)
{
    unsigned threads = h->feed->threads;
    reading r = {h, sl_calloc(threads, sizeof *r.commits)};
    sl_odb_visitor blobs = {.ctx = &r, .object = read_blob, .lost = lost};
    sl_odb_visitor rest = {.ctx = &r, .object = read_commit, .lost = lost};

    h->feed->phase(h->feed->ctx, "history", SL_FEED_OBJECTS, sl_odb_count(h->odb));
    sl_odb_walk(h->odb, 1u << SL_OBJ_BLOB, threads, SL_MAX_FILE_SIZE, &blobs);
    sl_odb_walk(h->odb, 1u << SL_OBJ_COMMIT | 1u << SL_OBJ_TAG, threads,
                SL_MAX_FILE_SIZE, &rest);
    for (unsigned w = 0; w < threads; w++) {
        sl_commits_merge(&h->commits, &r.commits[w]);
        sl_commits_free(&r.commits[w]);
    }
    free(r.commits);
    check_commits(h);
}

sl_history *sl_history_feed(sl_repo *repo, const sl_feed *feed, sl_err *err)
{
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_history *h;

    if (!odb)
        return NULL;
    h = sl_calloc(1, sizeof *h);
    h->repo = repo;
    h->odb = odb;
    h->feed = feed;
    h->trees.oid_len = h->named.oid_len = SL_OID_SHA1;
    feed->phase(feed->ctx, "trees", SL_FEED_OBJECTS, 0);
    sl_history_read_names(h);
    read_objects(h);
    return h;
}

void sl_history_free(sl_history *history)
{
    if (!history)
        return;
    sl_oidmap_free(&history->trees);
    sl_oidmap_free(&history->named);
    sl_vec_free(&history->tree_ids);
    sl_vec_free(&history->names);
    sl_commits_free(&history->commits);
    sl_arena_free(&history->arena);
    free(history);
}
