#include "source/worktree.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/pool.h"
#include "source/lookup.h"
#include "source/staged.h"
#include "source/walk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* One thing to read: a file, or the index's blob where that differs. */
typedef struct item {
    sl_str path;
    const sl_index_entry *entry; /* NULL: untracked */
    sl_path_state state;
    bool from_index;
} item;

SL_VEC(item_vec, item);

typedef struct tree {
    sl_repo *repo;
    const sl_feed *feed;
    const sl_index *index;
    sl_odb *odb;
    int root;
    sl_ignore *ignore;
    sl_attributes *attributes;
    bool may_filter;
    sl_map staged; /* path -> const sl_staged * */
    sl_map seen;   /* tracked paths that have a file */
    item_vec items;
} tree;

/* The stat data that git keeps: equal means unchanged, unless the file was
 * written in the same instant as the index ("racily clean"). */
static bool unchanged(const tree *t, const sl_index_entry *entry)
{
    struct stat st;
    char path[SL_MAX_PATH];
    size_t len = entry->path.len < sizeof path - 1 ? entry->path.len : sizeof path - 1;

    for (size_t i = 0; i < len; i++)
        path[i] = entry->path.ptr[i];
    path[len] = '\0';
    return fstatat(t->root, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           (uint32_t)st.st_size == entry->size &&
           (uint32_t)st.st_mtim.tv_sec == entry->mtime_seconds &&
           (uint32_t)st.st_mtim.tv_nsec == entry->mtime_nanoseconds &&
           (uint32_t)st.st_ino == entry->inode &&
           entry->mtime_seconds < t->index->timestamp_seconds;
}

static sl_path_state state_of(tree *t, sl_str path, const sl_index_entry *entry)
{
    const sl_staged *staged = sl_map_get(&t->staged, path);
    sl_ignore_match match = sl_ignore_check(t->ignore, path, false);

    return (sl_path_state){
        .known = true,
        .tracked = entry != NULL,
        .ignored = match.ignored,
        .ignored_locally_only = match.ignored && match.home != SL_IGNORE_TREE,
        .filtered = t->may_filter && sl_staged_filtered(t->attributes, path),
        .in_head = entry && (!staged || staged->in_head),
        .index_flags = entry ? entry->flags : 0,
    };
}

static void add_file(tree *t, sl_str path)
{
    const sl_index_entry *entry = sl_index_find(t->index, path);
    sl_path_state state = state_of(t, path, entry);

    *sl_vec_push(&t->items) = (item){path, entry, state, false};
    if (!entry)
        return;
    *sl_map_put(&t->seen, path) = t;
    if (state.filtered || !unchanged(t, entry))
        *sl_vec_push(&t->items) = (item){path, entry, state, true};
}

/* Index entries without a regular file: removed from the tree, not yet from the
 * next commit. */
static void add_missing(tree *t)
{
    for (size_t i = 0; i < t->index->len; i++) {
        const sl_index_entry *entry = &t->index->entries[i];

        if ((entry->mode & 0170000) != 0100000 || sl_map_has(&t->seen, entry->path))
            continue;
        *sl_vec_push(&t->items) =
            (item){entry->path, entry, state_of(t, entry->path, entry), true};
    }
}

/* Stat data differ after a copy or a touch, and say nothing right after git wrote
 * the index: only different bytes make the index's blob worth a look of its own. */
static bool same_as_file(const tree *t, const item *it, const sl_buf *blob)
{
    sl_buf file = {0};
    bool same = !it->state.filtered &&
                sl_lookup_file(t->root, it->path, SL_MAX_FILE_SIZE, &file, NULL) &&
                sl_str_eq(sl_buf_str(&file), sl_buf_str(blob));

    sl_buf_free(&file);
    return same;
}

static void read_item(void *ctx, unsigned worker, size_t number)
{
    const tree *t = ctx;
    const item *it = &t->items.at[number];
    sl_blob blob = {.path = it->path, .state = it->state};
    sl_buf bytes = {0};
    sl_err err = {0};
    sl_object_type type;
    bool ok;

    if (it->entry) {
        blob.oid = it->entry->oid;
        blob.executable = (it->entry->mode & 0111) != 0;
    }
    blob.origin = it->from_index ? SL_ORIGIN_INDEX : SL_ORIGIN_WORKTREE;
    ok = it->from_index ? sl_odb_read(t->odb, &blob.oid, SL_MAX_FILE_SIZE, &type, &bytes,
                                      &err)
                        : sl_lookup_file(t->root, it->path, SL_MAX_FILE_SIZE, &bytes, &err);
    blob.bytes = sl_buf_str(&bytes);
    if (!ok)
        t->feed->notice(t->feed->ctx, worker, it->path, err.text, true);
    else if (!it->from_index || !same_as_file(t, it, &bytes))
        sl_feed_blob(t->feed, worker, &blob);
    sl_buf_free(&bytes);
}

static void note_unreadable(const tree *t)
{
    sl_err err = {0};
    sl_str path;

    for (size_t i = 0; (path = sl_ignore_unreadable(t->ignore, i, &err)).len > 0; i++)
        t->feed->notice(t->feed->ctx, 0, path, err.text, true);
}

/* Lists what there is to read. */
static void plan(tree *t, sl_arena *arena)
{
    sl_walk walk = {.root = t->root, .feed = t->feed, .arena = arena};

    sl_walk_run(&walk);
    t->may_filter =
        walk.attribute_dirs.len > 0 || sl_attributes_may_filter(t->attributes);
    for (size_t i = 0; i < walk.files.len; i++)
        add_file(t, walk.files.at[i]);
    if (t->odb)
        add_missing(t);
    sl_vec_free(&walk.files);
    sl_vec_free(&walk.attribute_dirs);
}

bool sl_worktree_feed(sl_repo *repo, const sl_feed *feed, sl_err *err)
{
    tree t = {.repo = repo, .feed = feed, .root = -1};
    sl_staged_vec staged = {0};
    sl_arena arena = {0};
    sl_err why = {0};

    t.index = sl_repo_index(repo, err);
    t.odb = t.index ? sl_repo_odb(repo, err) : NULL;
    if (!t.odb)
        return false;
    t.root = open(sl_repo_worktree(repo), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (t.root < 0)
        return sl_fail(err, SL_EIO, "open %s", sl_repo_worktree(repo));
    if (!sl_staged_list(repo, &staged, &why))
        feed->notice(feed->ctx, 0, sl_lit("HEAD"), why.text, true);
    for (size_t i = 0; i < staged.len; i++)
        *sl_map_put(&t.staged, staged.at[i].entry->path) = &staged.at[i];
    t.ignore = sl_repo_ignore(repo);
    t.attributes = sl_repo_attributes(repo, false);
    plan(&t, &arena);
    note_unreadable(&t);
    feed->phase(feed->ctx, "working tree", SL_FEED_FILES, t.items.len);
    sl_pool_run(feed->threads, t.items.len, read_item, &t);
    sl_ignore_free(t.ignore);
    sl_attributes_free(t.attributes);
    sl_map_free(&t.staged);
    sl_map_free(&t.seen);
    sl_vec_free(&t.items);
    sl_vec_free(&staged);
    sl_arena_free(&arena);
    close(t.root);
    return true;
}
