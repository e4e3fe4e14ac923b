#include "source/range.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "git/tree.h"
#include "source/oidmap.h"

#include <stdio.h>
#include <stdlib.h>

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_FILE = 0100000, MAX_PARENTS = 64 };

/* A blob that a commit brings. */
typedef struct added {
    sl_str path;
    sl_oid blob;
    sl_oid commit;
    int64_t time;
} added;

SL_VEC(added_vec, added);

typedef struct range {
    sl_odb *odb;
    const sl_feed *feed;
    sl_arena arena;
    added_vec added;
    sl_oidmap seen; /* blobs in added */
    const sl_oid *commit;
    int64_t time;
    unsigned depth;
} range;

static void notice(const range *r, const sl_oid *oid, const char *text)
{
    char hex[SL_OID_HEX_MAX + 1];

    r->feed->notice(r->feed->ctx, 0, sl_str_of(sl_oid_hex(oid, hex)), text, true);
}

static bool read_object(const range *r, const sl_oid *oid, sl_object_type want, sl_buf *out)
{
    sl_object_type type;
    sl_err err = {0};

    if (!sl_odb_read(r->odb, oid, SL_MAX_FILE_SIZE, &type, out, &err)) {
        notice(r, oid, err.text);
        return false;
    }
    return type == want;
}

static bool find_entry(sl_str tree, size_t oid_len, sl_str name, sl_tree_entry *out)
{
    while (sl_tree_next(&tree, oid_len, out))
        if (sl_str_eq(out->name, name))
            return true;
    return false;
}

static void add_blob(range *r, sl_str path, const sl_oid *blob)
{
    uint32_t number = (uint32_t)r->added.len;

    if (sl_oidmap_put(&r->seen, blob, number) != number)
        return;
    *sl_vec_push(&r->added) =
        (added){sl_arena_str(&r->arena, path), *blob, *r->commit, r->time};
}

/* What tree has and none of the parents' trees (at the same place) has. */
static void compare(range *r, sl_str dir, const sl_oid *tree, const sl_oid *parents,
                    size_t parents_len)
{
    sl_buf bytes = {0};
    sl_buf *theirs;
    sl_arena arena = {0};
    sl_tree_entry entry;
    sl_str rest;

    if (r->depth >= SL_MAX_DEPTH) {
        notice(r, tree, "trees nest too deep, not scanned");
        return;
    }
    r->depth++;
    theirs = sl_calloc(parents_len + 1, sizeof *theirs);
    for (size_t i = 0; i < parents_len; i++)
        read_object(r, &parents[i], SL_OBJ_TREE, &theirs[i]);
    if (read_object(r, tree, SL_OBJ_TREE, &bytes)) {
        rest = sl_buf_str(&bytes);
        while (sl_tree_next(&rest, tree->len, &entry)) {
            bool is_tree = (entry.mode & MODE_TYPE) == MODE_TREE;
            sl_oid below[MAX_PARENTS];
            size_t below_len = 0;
            bool known = false;
            sl_tree_entry other;
            sl_str path = sl_arena_printf(&arena, "%.*s%s%.*s", sl_fmt(dir),
                                          dir.len ? "/" : "", sl_fmt(entry.name));

            for (size_t i = 0; i < parents_len && !known; i++) {
                if (!find_entry(sl_buf_str(&theirs[i]), tree->len, entry.name, &other))
                    continue;
                known = sl_oid_eq(&other.oid, &entry.oid);
                if (is_tree && (other.mode & MODE_TYPE) == MODE_TREE)
                    below[below_len++] = other.oid;
            }
            if (known)
                continue;
            if (is_tree)
                compare(r, path, &entry.oid, below, below_len);
            else if ((entry.mode & MODE_TYPE) == MODE_FILE)
                add_blob(r, path, &entry.oid);
        }
    }
    for (size_t i = 0; i < parents_len; i++)
        sl_buf_free(&theirs[i]);
    free(theirs);
    sl_buf_free(&bytes);
    sl_arena_free(&arena);
    r->depth--;
}

static void feed_message(const range *r, sl_str message)
{
    char hex[SL_OID_HEX_MAX + 1];
    char path[SL_OID_HEX_MAX + 32];
    sl_blob blob = {.origin = SL_ORIGIN_MESSAGE, .oid = *r->commit,
                    .commit = *r->commit, .commit_time = r->time, .bytes = message};

    snprintf(path, sizeof path, ".git/commit/%s", sl_oid_hex(r->commit, hex));
    blob.path = sl_str_of(path);
    sl_feed_blob(r->feed, 0, &blob);
}

static void read_commit(range *r, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_oid trees[MAX_PARENTS];
    size_t trees_len = 0;
    sl_commit commit, parent;
    sl_oid id;

    if (read_object(r, oid, SL_OBJ_COMMIT, &bytes) &&
        sl_commit_parse(sl_buf_str(&bytes), &commit)) {
        r->commit = oid;
        r->time = commit.author_time;
        for (size_t i = 0; i < commit.parents_len && i < MAX_PARENTS; i++) {
            sl_buf other = {0};

            if (sl_commit_parent(&commit, i, &id) &&
                read_object(r, &id, SL_OBJ_COMMIT, &other) &&
                sl_commit_parse(sl_buf_str(&other), &parent))
                trees[trees_len++] = parent.tree;
            sl_buf_free(&other);
        }
        feed_message(r, commit.message);
        compare(r, sl_lit(""), &commit.tree, trees, trees_len);
    }
    sl_buf_free(&bytes);
}

static void feed_blob(void *ctx, unsigned worker, size_t item)
{
    const range *r = ctx;
    const added *a = &r->added.at[item];
    sl_blob blob = {.path = a->path, .origin = SL_ORIGIN_RANGE, .oid = a->blob,
                    .commit = a->commit, .commit_time = a->time};
    sl_buf bytes = {0};
    sl_object_type type;
    sl_err err = {0};

    if (sl_odb_read(r->odb, &a->blob, SL_MAX_FILE_SIZE, &type, &bytes, &err)) {
        blob.bytes = sl_buf_str(&bytes);
        sl_feed_blob(r->feed, worker, &blob);
    } else {
        r->feed->notice(r->feed->ctx, worker, a->path, err.text, true);
    }
    sl_buf_free(&bytes);
}

bool sl_range_feed(sl_repo *repo, const char *text, const sl_feed *feed, sl_err *err)
{
    range r = {.feed = feed, .seen = {.oid_len = SL_OID_SHA1}};
    sl_oid_vec commits = {0};
    bool ok;

    r.odb = sl_repo_odb(repo, err);
    ok = r.odb && sl_repo_range(repo, text, &commits, err);
    for (size_t i = 0; ok && i < commits.len; i++)
        read_commit(&r, &commits.at[i]);
    if (ok) {
        if (sl_repo_shallow(repo))
            feed->notice(feed->ctx, 0, sl_lit("history"),
                         "shallow clone: the range may be cut short; fetch the rest "
                         "with: git fetch --unshallow",
                         true);
        feed->phase(feed->ctx, "range", SL_FEED_OBJECTS, r.added.len);
        sl_pool_run(feed->threads, r.added.len, feed_blob, &r);
    }
    sl_vec_free(&commits);
    sl_vec_free(&r.added);
    sl_oidmap_free(&r.seen);
    sl_arena_free(&r.arena);
    return ok;
}
