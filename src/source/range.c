#include "source/range.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pool.h"
#include "git/tree.h"
#include "source/between.h"
#include "source/path_rules.h"
#include "source/repo_fallback.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    MODE_TYPE = 0170000,
    MODE_TREE = 0040000,
    MODE_FILE = 0100000,
    MAX_PARENTS = 64
};

/* A blob that a commit brings. */
typedef struct added {
    sl_str path;
    sl_oid blob;
    sl_oid commit;
    int64_t time;
    sl_path_state state; /* of the version that the last commit has */
    bool lost;           /* our reader could not read it */
} added;

SL_VEC(added_vec, added);

typedef struct range {
    sl_repo *repo;
    sl_odb *odb;
    const sl_feed *feed;
    sl_arena arena;
    added_vec added;
    sl_map seen;     /* ids and paths in added */
    sl_map compared; /* tree and parents' trees -> how often */
    const sl_oid *commit;
    int64_t time;
    unsigned depth;
} range;

static void notice(const range *r, const sl_oid *oid, const char *text)
{
    char hex[SL_OID_HEX_MAX + 1];
    char words[SL_NOT_SCANNED];

    r->feed->notice(r->feed->ctx, 0, sl_str_of(sl_oid_hex(oid, hex)),
                    sl_not_scanned(oid, text, words), true);
}

/* What our reader takes for damage libgit2 may know. */
static bool read_otherwise(const range *r, const sl_oid *oid, const sl_err *why,
                           sl_object_type *type, sl_buf *out)
{
    return why->code == SL_EFORMAT && sl_repo_fallback_read(r->repo, oid, type, out);
}

static bool read_object(const range *r, const sl_oid *oid, sl_object_type want,
                        sl_buf *out)
{
    sl_object_type type;
    sl_err err = {0};

    if (!sl_odb_read(r->odb, oid, SL_MAX_FILE_SIZE, &type, out, &err) &&
        !read_otherwise(r, oid, &err, &type, out)) {
        notice(r, oid, err.text);
        return false;
    }
    return type == want;
}

static void add_blob(range *r, sl_str path, const sl_oid *blob)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_str key =
        sl_arena_printf(&r->arena, "%s%.*s", sl_oid_hex(blob, hex), sl_fmt(path));
    void **seen = sl_map_put(&r->seen, key);

    if (*seen)
        return;
    *seen = r;
    *sl_vec_push(&r->added) = (added){.path = sl_str_skip(key, key.len - path.len),
                                      .blob = *blob,
                                      .commit = *r->commit,
                                      .time = r->time};
}

/* A few trees can spell ten million paths, each with the same content behind it: what
 * was compared at so many places is told often enough. */
static bool compared_enough(range *r, const sl_oid *tree, const sl_oid *parents,
                            size_t parents_len)
{
    enum { PLACES = 16 };
    sl_buf key = {0};
    sl_arena *arena = &r->arena;
    void **count;

    sl_buf_add(&key, sl_oid_str(tree));
    for (size_t i = 0; i < parents_len; i++)
        sl_buf_add(&key, sl_oid_str(&parents[i]));
    count = sl_map_put(&r->compared, sl_map_has(&r->compared, sl_buf_str(&key))
                                         ? sl_buf_str(&key)
                                         : sl_arena_str(arena, sl_buf_str(&key)));
    sl_buf_free(&key);
    *count = (void *)((uintptr_t)*count + 1);
    return (uintptr_t)*count > PLACES;
}

/* A tree of a parent, and what of it stands behind the entry found last. */
typedef struct other_tree {
    sl_buf bytes;
    sl_str rest;
} other_tree;

/* One directory being compared. */
typedef struct level {
    sl_str dir;
    size_t oid_len;
    other_tree *others; /* the same directory in the parents */
    size_t others_len;
} level;

static bool find_in(sl_str *rest, size_t oid_len, sl_str name, sl_tree_entry *out)
{
    while (sl_tree_next(rest, oid_len, out))
        if (sl_str_eq(out->name, name))
            return true;
    return false;
}

/* Trees are sorted: what is asked for next stands behind what was found last. */
static bool find_entry(other_tree *other, size_t oid_len, sl_str name,
                       sl_tree_entry *out)
{
    sl_str rest = other->rest;
    bool found = find_in(&rest, oid_len, name, out);

    if (!found) {
        rest = sl_buf_str(&other->bytes);
        found = find_in(&rest, oid_len, name, out);
    }
    if (found)
        other->rest = rest;
    return found;
}

/* Has a parent the very same entry? If not, below are its trees of that name. */
static bool known(const level *l, const sl_tree_entry *entry, sl_oid *below,
                  size_t *below_len)
{
    for (size_t i = 0; i < l->others_len; i++) {
        sl_tree_entry other;

        if (!find_entry(&l->others[i], l->oid_len, entry->name, &other))
            continue;
        if (sl_oid_eq(&other.oid, &entry->oid))
            return true;
        if ((other.mode & MODE_TYPE) == MODE_TREE)
            below[(*below_len)++] = other.oid;
    }
    return false;
}

static void compare(range *r, sl_str dir, const sl_oid *tree, const sl_oid *parents,
                    size_t parents_len);

static void compare_entry(range *r, const level *l, const sl_tree_entry *entry)
{
    sl_oid below[MAX_PARENTS];
    size_t below_len = 0;
    sl_buf path = {0};

    if (known(l, entry, below, &below_len))
        return;
    sl_buf_add(&path, l->dir);
    if (l->dir.len > 0)
        sl_buf_char(&path, '/');
    sl_buf_add(&path, entry->name);
    if ((entry->mode & MODE_TYPE) == MODE_TREE)
        compare(r, sl_buf_str(&path), &entry->oid, below, below_len);
    else if ((entry->mode & MODE_TYPE) == MODE_FILE)
        add_blob(r, sl_buf_str(&path), &entry->oid);
    sl_buf_free(&path);
}

/* What tree has and none of the parents' trees (at the same place) has. */
static void compare(range *r, sl_str dir, const sl_oid *tree, const sl_oid *parents,
                    size_t parents_len)
{
    level l = {.dir = dir, .oid_len = tree->len, .others_len = parents_len};
    sl_buf bytes = {0};

    if (r->depth >= SL_MAX_DEPTH) {
        notice(r, tree, "trees nest too deep, not scanned");
        return;
    }
    if (compared_enough(r, tree, parents, parents_len))
        return;
    r->depth++;
    l.others = sl_calloc(parents_len, sizeof *l.others);
    for (size_t i = 0; i < parents_len; i++)
        read_object(r, &parents[i], SL_OBJ_TREE, &l.others[i].bytes);
    if (read_object(r, tree, SL_OBJ_TREE, &bytes)) {
        sl_str rest = sl_buf_str(&bytes);
        sl_tree_entry entry;

        while (sl_tree_next(&rest, tree->len, &entry))
            compare_entry(r, &l, &entry);
    }
    for (size_t i = 0; i < parents_len; i++)
        sl_buf_free(&l.others[i].bytes);
    free(l.others);
    sl_buf_free(&bytes);
    r->depth--;
}

static void feed_message(const range *r, const sl_oid *oid, const char *kind,
                         sl_str message, int64_t time)
{
    char hex[SL_OID_HEX_MAX + 1];
    char path[SL_OID_HEX_MAX + 32];
    sl_blob blob = {.origin = SL_ORIGIN_MESSAGE,
                    .oid = *oid,
                    .commit = *oid,
                    .commit_time = time,
                    .bytes = message};

    snprintf(path, sizeof path, ".git/%s/%s", kind, sl_oid_hex(oid, hex));
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

            if (sl_commit_parent(&commit, i, &id) && sl_odb_has(r->odb, &id) &&
                read_object(r, &id, SL_OBJ_COMMIT, &other) &&
                sl_commit_parse(sl_buf_str(&other), &parent))
                trees[trees_len++] = parent.tree;
            sl_buf_free(&other);
        }
        feed_message(r, oid, "commit", commit.message, r->time);
        compare(r, sl_lit(""), &commit.tree, trees, trees_len);
    }
    sl_buf_free(&bytes);
}

static void read_tag(range *r, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_tag tag;

    if (read_object(r, oid, SL_OBJ_TAG, &bytes) &&
        sl_tag_parse(sl_buf_str(&bytes), &tag))
        feed_message(r, oid, "tag", tag.message, 0);
    sl_buf_free(&bytes);
}

/* Lists the blobs of the commits between the ends, and feeds the messages. */
static void read_ends(range *r, const sl_range_ends *ends, bool shallow)
{
    sl_oid_vec commits = {0};
    sl_oid_vec missing = {0};

    sl_between(r->odb, ends, &commits, &missing);
    if (shallow && missing.len > 0)
        r->feed->notice(
            r->feed->ctx, 0, sl_lit("history"),
            "shallow clone: the range is cut short; fetch the rest with: git "
            "fetch --unshallow",
            true);
    for (size_t i = 0; !shallow && i < missing.len; i++)
        notice(r, &missing.at[i], "missing object, the parent of a commit");
    for (size_t i = 0; i < commits.len; i++)
        read_commit(r, &commits.at[i]);
    for (size_t i = 0; i < ends->tags.len; i++)
        read_tag(r, &ends->tags.at[i]);
    sl_vec_free(&commits);
    sl_vec_free(&missing);
}

static void tell_path(void *ctx, sl_str path)
{
    const range *r = ctx;

    r->feed->path(r->feed->ctx, path, true, false);
}

/* What the ignore and attribute files of the last commit say of what it still has. */
static sl_path_rules *judge_paths(range *r, sl_repo *repo, const sl_oid *last)
{
    sl_path_rules *rules = sl_path_rules_open(repo, SL_VIEW_COMMIT, last);
    sl_tree_files *files = sl_path_rules_files(rules);

    sl_tree_files_each(files, tell_path, r);
    for (size_t i = 0; i < r->added.len; i++) {
        added *a = &r->added.at[i];
        sl_oid now;

        if (!sl_tree_files_find(files, a->path, &now) || !sl_oid_eq(&now, &a->blob))
            continue;
        a->state = (sl_path_state){.known = true, .tracked = true, .committed = true};
        sl_path_rules_ask(rules, a->path, &a->state.here);
    }
    return rules;
}

static void feed_bytes(const range *r, unsigned worker, const added *a, sl_str bytes)
{
    sl_blob blob = {.path = a->path,
                    .origin = SL_ORIGIN_RANGE,
                    .oid = a->blob,
                    .commit = a->commit,
                    .commit_time = a->time,
                    .bytes = bytes,
                    .state = a->state};

    sl_feed_blob(r->feed, worker, &blob);
}

static void feed_blob(void *ctx, unsigned worker, size_t item)
{
    const range *r = ctx;
    added *a = &r->added.at[item];
    sl_buf bytes = {0};
    sl_object_type type;

    a->lost = !sl_odb_read(r->odb, &a->blob, SL_MAX_FILE_SIZE, &type, &bytes, NULL);
    if (!a->lost)
        feed_bytes(r, worker, a, sl_buf_str(&bytes));
    sl_buf_free(&bytes);
}

/* On one thread, for the sake of libgit2. */
static void feed_lost(const range *r)
{
    char words[SL_NOT_SCANNED];
    sl_buf bytes = {0};
    sl_object_type type;

    for (size_t i = 0; i < r->added.len; i++) {
        const added *a = &r->added.at[i];
        sl_err why = {0};

        if (!a->lost)
            continue;
        if (sl_odb_read(r->odb, &a->blob, SL_MAX_FILE_SIZE, &type, &bytes, &why) ||
            read_otherwise(r, &a->blob, &why, &type, &bytes))
            feed_bytes(r, 0, a, sl_buf_str(&bytes));
        else
            r->feed->notice(r->feed->ctx, 0, a->path,
                            sl_not_scanned(&a->blob, why.text, words), true);
    }
    sl_buf_free(&bytes);
}

bool sl_range_feed(sl_repo *repo, const char *text, const sl_feed *feed, sl_err *err)
{
    range r = {.repo = repo, .feed = feed};
    sl_range_ends ends = {0};
    sl_path_rules *rules = NULL;
    bool ok;

    r.odb = sl_repo_odb(repo, err);
    ok = r.odb && sl_repo_range(repo, text, &ends, err);
    if (ok) {
        read_ends(&r, &ends, sl_repo_shallow(repo));
        if (ends.wanted.len > 0)
            rules = judge_paths(&r, repo, &ends.wanted.at[0]);
        feed->phase(feed->ctx, "range", SL_FEED_OBJECTS, r.added.len);
        sl_pool_run(feed->threads, r.added.len, feed_blob, &r);
        feed_lost(&r);
        sl_path_rules_free(rules);
    }
    sl_range_ends_free(&ends);
    sl_vec_free(&r.added);
    sl_map_free(&r.seen);
    sl_map_free(&r.compared);
    sl_arena_free(&r.arena);
    return ok;
}
