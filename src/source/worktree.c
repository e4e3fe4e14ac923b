#include "source/worktree.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/pool.h"
#include "source/lookup.h"
#include "source/staged.h"
#include "source/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* One path to read: its file, and the index's blobs unless they are the same. */
typedef struct item {
    sl_str path;
    const sl_index_entry *entry; /* the first of the path; NULL: untracked */
    sl_path_state state;
    bool missing; /* there is no file */
} item;

SL_VEC(item_vec, item);

enum { MODE_TYPE = 0170000, MODE_FILE = 0100000 };

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
    sl_map seen;   /* tracked paths in items */
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
        .committed = entry && !staged,
        .index_flags = entry ? entry->flags : 0,
    };
}

static void add_file(tree *t, sl_str path)
{
    const sl_index_entry *entry = sl_index_find(t->index, path);
    sl_path_state state = state_of(t, path, entry);

    state.same_in_index = entry && entry->stage == 0 && unchanged(t, entry);
    *sl_vec_push(&t->items) = (item){path, entry, state, false};
    if (entry)
        *sl_map_put(&t->seen, path) = t;
}

/* Index entries without a regular file: removed from the tree, not yet from the
 * next commit. */
static void add_missing(tree *t)
{
    for (size_t i = 0; i < t->index->len; i++) {
        const sl_index_entry *entry = &t->index->entries[i];

        if ((entry->mode & MODE_TYPE) != MODE_FILE || sl_map_has(&t->seen, entry->path))
            continue;
        *sl_map_put(&t->seen, entry->path) = t;
        *sl_vec_push(&t->items) =
            (item){entry->path, entry, state_of(t, entry->path, entry), true};
    }
}

/* What all versions of the item have in common. */
static sl_blob blob_of(const item *it, sl_origin origin)
{
    sl_blob blob = {.path = it->path, .state = it->state, .origin = origin};

    if (it->entry) {
        blob.oid = it->entry->oid;
        blob.executable = (it->entry->mode & 0111) != 0;
    }
    return blob;
}

/* Reads and feeds the file. True if the index holds the same bytes. */
static bool read_worktree(const tree *t, unsigned worker, const item *it, sl_buf *bytes)
{
    sl_blob blob = blob_of(it, SL_ORIGIN_WORKTREE);
    sl_buf staged = {0};
    sl_object_type type;
    sl_err err = {0};

    if (!sl_lookup_file(t->root, it->path, SL_MAX_FILE_SIZE, bytes, &err)) {
        t->feed->notice(t->feed->ctx, worker, it->path, err.text, true);
        return false;
    }
    blob.bytes = sl_buf_str(bytes);
    /* Stat data differ after a copy or a touch, and say nothing right after git wrote
     * the index: only different bytes make the index's blob worth a look of its own. */
    if (it->entry && it->entry->stage == 0 && !blob.state.same_in_index)
        blob.state.same_in_index =
            sl_odb_read(t->odb, &blob.oid, SL_MAX_FILE_SIZE, &type, &staged, NULL) &&
            sl_str_eq(blob.bytes, sl_buf_str(&staged));
    sl_buf_free(&staged);
    sl_feed_blob(t->feed, worker, &blob);
    return blob.state.same_in_index;
}

static void read_staged(const tree *t, unsigned worker, const item *it,
                        const sl_index_entry *entry, sl_buf *bytes)
{
    sl_blob blob = blob_of(it, SL_ORIGIN_INDEX);
    sl_object_type type;
    sl_err err = {0};

    if ((entry->mode & MODE_TYPE) != MODE_FILE)
        return; /* links and submodules hold no content of their own */
    blob.oid = entry->oid;
    if (sl_odb_read(t->odb, &blob.oid, SL_MAX_FILE_SIZE, &type, bytes, &err)) {
        blob.bytes = sl_buf_str(bytes);
        sl_feed_blob(t->feed, worker, &blob);
    } else {
        t->feed->notice(t->feed->ctx, worker, it->path, err.text, true);
    }
}

static void read_item(void *ctx, unsigned worker, size_t number)
{
    const tree *t = ctx;
    const item *it = &t->items.at[number];
    const sl_index_entry *end = t->index->entries + t->index->len;
    sl_buf bytes = {0};
    bool same = !it->missing && read_worktree(t, worker, it, &bytes);
    bool known = same && !it->state.filtered; /* its check looks at the index only */

    /* Each side of a conflict has an entry of its own. */
    for (const sl_index_entry *entry = it->entry;
         entry && !known && entry < end && sl_str_eq(entry->path, it->path); entry++)
        read_staged(t, worker, it, entry, &bytes);
    sl_buf_free(&bytes);
}

/* Is the directory of path, which the index knows, no directory now? */
static bool replaced(const tree *t, sl_str path)
{
    sl_str dir = sl_path_dir(path);
    int fd = dir.len > 0 ? sl_lookup_open(t->root, dir, O_RDONLY | O_DIRECTORY) : -1;

    if (fd >= 0)
        close(fd);
    return dir.len > 0 && fd < 0 && (errno == ELOOP || errno == ENOTDIR);
}

/* ".git/info/exclude" for what lies below the working tree: no absolute path. */
static sl_str short_name(const tree *t, sl_str path)
{
    return sl_str_drop(path, sl_str_of(sl_repo_worktree(t->repo)));
}

static void note_unreadable(const tree *t)
{
    sl_err err = {0};
    sl_str path;

    for (size_t i = 0; (path = sl_ignore_unreadable(t->ignore, i, &err)).len > 0; i++)
        if (!replaced(t, path))
            t->feed->notice(t->feed->ctx, 0, path, err.text, true);
    for (size_t i = 0; (path = sl_repo_unreadable(t->repo, i, &err)).len > 0; i++)
        t->feed->notice(t->feed->ctx, 0, short_name(t, path),
                        err.code == SL_EFORMAT
                            ? "not a regular file, its lines do not count"
                            : "cannot be read, its lines do not count",
                        true);
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
