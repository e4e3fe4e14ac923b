#include "source/worktree.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pool.h"
#include "source/file_reader.h"
#include "source/lookup.h"
#include "source/path_rules.h"
#include "source/staged.h"
#include "source/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* One path to read: its file, and the index's blobs unless they are the same. */
typedef struct item {
    sl_str path;
    const sl_index_entry *entry; /* the first of the path; NULL: untracked */
    sl_path_state state;
    const sl_staged *staged; /* NULL: HEAD has the same */
    bool missing;            /* there is no file */
} item;

SL_VEC(item_vec, item);

enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_LINK = 0120000 };

typedef struct tree {
    sl_repo *repo;
    const sl_feed *feed;
    const sl_index *index;
    sl_odb *odb;
    int root;
    sl_path_rules *rules;
    sl_path_rules *staged_rules; /* NULL: they are the same */
    bool encrypts;               /* git-crypt is set up: stat data prove nothing */
    sl_map staged;               /* path -> const sl_staged * */
    bool *seen;                  /* by index entry: its path is in items */
    item_vec items;
    sl_file_reader *readers; /* by worker */
} tree;

/* The stat data that git keeps: equal means unchanged, unless the file was
 * written in the same instant as the index ("racily clean"). */
static bool matches(const tree *t, const sl_index_entry *entry, const struct stat *st)
{
    return (uint32_t)st->st_size == entry->size &&
           (uint32_t)st->st_mtim.tv_sec == entry->mtime_seconds &&
           (uint32_t)st->st_mtim.tv_nsec == entry->mtime_nanoseconds &&
           (uint32_t)st->st_ino == entry->inode &&
           entry->mtime_seconds < t->index->timestamp_seconds;
}

static bool unchanged(const tree *t, const sl_index_entry *entry)
{
    struct stat st;
    char path[SL_MAX_PATH];

    return fstatat(t->root, sl_lookup_shown(entry->path, path), &st,
                   AT_SYMLINK_NOFOLLOW) == 0 &&
           matches(t, entry, &st);
}

static void add_item(tree *t, sl_str path, const sl_index_entry *entry, bool missing)
{
    item *it = sl_vec_push(&t->items);

    *it = (item){.path = path,
                 .entry = entry,
                 .staged = sl_map_get(&t->staged, path),
                 .missing = missing};
    it->state = (sl_path_state){
        .known = true,
        .tracked = entry != NULL,
        .committed = entry && !it->staged,
        .index_flags = entry ? entry->flags : 0,
    };
    sl_path_rules_ask(t->rules, path, &it->state.here);
    if (t->staged_rules)
        sl_path_rules_ask(t->staged_rules, path, &it->state.other);
    if (entry)
        t->seen[entry - t->index->entries] = true;
    t->feed->path(t->feed->ctx, path, entry != NULL, !missing);
}

/* Submodules have none. */
static bool has_content(const sl_index_entry *entry)
{
    return (entry->mode & MODE_TYPE) == MODE_FILE ||
           (entry->mode & MODE_TYPE) == MODE_LINK;
}

/* Index entries without a regular file: removed from the tree, not yet from the
 * next commit; or symbolic links, of which the index tells the target. */
static void add_missing(tree *t)
{
    size_t first = 0; /* entry of the path: each side of a conflict has one */

    for (size_t i = 0; i < t->index->len; i++) {
        const sl_index_entry *entry = &t->index->entries[i];

        if (!sl_str_eq(entry->path, t->index->entries[first].path))
            first = i;
        if (!has_content(entry) || t->seen[first])
            continue;
        t->seen[first] = true;
        add_item(t, entry->path, entry, true);
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
static bool read_worktree(const tree *t, unsigned worker, item *it)
{
    sl_file_reader *reader = &t->readers[worker];
    sl_blob blob;
    sl_buf staged = {0};
    sl_object_type type;
    sl_err err = {0};

    if (!sl_file_reader_read(reader, it->path, SL_MAX_FILE_SIZE, &err)) {
        t->feed->notice(t->feed->ctx, worker, it->path, err.text, true);
        return false;
    }
    it->state.same_in_index = it->entry && !t->encrypts && it->entry->stage == 0 &&
                              matches(t, it->entry, &reader->st);
    blob = blob_of(it, SL_ORIGIN_WORKTREE);
    blob.bytes = sl_buf_str(&reader->bytes);
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

    if (!has_content(entry))
        return;
    blob.oid = entry->oid;
    blob.symlink = (entry->mode & MODE_TYPE) == MODE_LINK;
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
    item *it = &t->items.at[number];
    const sl_index_entry *end = t->index->entries + t->index->len;
    sl_buf bytes = {0};
    bool same = !it->missing && read_worktree(t, worker, it);
    bool known =
        same && !it->state.here.filtered; /* its check looks at the index only */

    if (it->staged)
        sl_staged_feed_head(t->odb, worker, it->staged, &it->state, t->feed);

    /* Each side of a conflict has an entry of its own. */
    for (const sl_index_entry *entry = it->entry;
         entry && !known && entry < end && sl_str_eq(entry->path, it->path); entry++)
        read_staged(t, worker, it, entry, &bytes);
    sl_buf_free(&bytes);
}

static void read_items(tree *t)
{
    t->readers = sl_calloc(t->feed->threads, sizeof *t->readers);
    for (unsigned w = 0; w < t->feed->threads; w++)
        t->readers[w] = sl_file_reader_open(t->root);
    sl_pool_run(t->feed->threads, t->items.len, read_item, t);
    for (unsigned w = 0; w < t->feed->threads; w++)
        sl_file_reader_close(&t->readers[w]);
    free(t->readers);
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

    for (size_t i = 0; (path = sl_path_rules_unreadable(t->rules, i, &err)).len > 0;
         i++)
        if (!replaced(t, path))
            t->feed->notice(t->feed->ctx, 0, path, err.text, true);
    for (size_t i = 0; (path = sl_repo_unreadable(t->repo, i, &err)).len > 0; i++)
        t->feed->notice(t->feed->ctx, 0, short_name(t, path),
                        err.code == SL_EFORMAT
                            ? "not a regular file, its lines do not count"
                            : "cannot be read, its lines do not count",
                        true);
}

/* May an ignore or attribute file be other than the index has it? */
static bool rules_differ(const tree *t, const sl_walk *walk)
{
    size_t on_disk = 0;
    size_t in_index = 0;

    for (size_t i = 0; i < walk->files.len; i++) {
        const sl_index_entry *entry;

        if (!sl_path_rules_file(walk->files.at[i]))
            continue;
        on_disk++;
        entry = sl_index_find(t->index, walk->files.at[i]);
        if (!entry || !unchanged(t, entry))
            return true;
    }
    for (size_t i = 0; i < t->index->len; i++)
        in_index += sl_path_rules_file(t->index->entries[i].path);
    return on_disk != in_index;
}

/* Lists what there is to read. */
static void plan(tree *t, sl_arena *arena)
{
    sl_walk walk = {.root = t->root, .feed = t->feed, .arena = arena};

    sl_walk_run(&walk);
    if (walk.whole)
        sl_repo_ignores_listed(t->repo, walk.ignore_files.at, walk.ignore_files.len);
    if (walk.attribute_dirs.len > 0)
        sl_path_rules_expect_attributes(t->rules);
    t->encrypts = sl_path_rules_git_crypt(t->rules);
    if (rules_differ(t, &walk))
        t->staged_rules = sl_path_rules_open(t->repo, SL_VIEW_INDEX, NULL);
    for (size_t i = 0; i < walk.files.len; i++)
        add_item(t, walk.files.at[i], sl_index_find(t->index, walk.files.at[i]), false);
    add_missing(t);
    sl_vec_free(&walk.files);
    sl_vec_free(&walk.attribute_dirs);
    sl_vec_free(&walk.ignore_files);
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
    if (!sl_staged_list(repo, &staged, NULL, &why))
        feed->notice(feed->ctx, 0, sl_lit("HEAD"), why.text, true);
    for (size_t i = 0; i < staged.len; i++)
        *sl_map_put(&t.staged, staged.at[i].entry.path) = &staged.at[i];
    t.rules = sl_path_rules_open(repo, SL_VIEW_WORKTREE, NULL);
    t.seen = sl_calloc(t.index->len + 1, sizeof *t.seen);
    plan(&t, &arena);
    note_unreadable(&t);
    feed->phase(feed->ctx, "working tree", SL_FEED_FILES, t.items.len);
    read_items(&t);
    sl_path_rules_free(t.rules);
    sl_path_rules_free(t.staged_rules);
    sl_map_free(&t.staged);
    free(t.seen);
    sl_vec_free(&t.items);
    sl_vec_free(&staged);
    sl_arena_free(&arena);
    close(t.root);
    return true;
}
