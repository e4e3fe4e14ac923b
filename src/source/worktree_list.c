#include "source/worktree_list.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "source/lookup.h"
#include "source/path_rules.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum {
    MODE_TYPE = 0170000,
    MODE_FILE = 0100000,
    MODE_LINK = 0120000,
    PORTION = 1024 /* paths that a thread looks up at a time */
};

/* What is known of an entry of the index, for the first of each path. */
enum { ON_DISK = 1, MISSING, NO_CONTENT /* but a later one of the path has */ };

typedef struct making {
    const sl_index_view *index;
    int root;
    uint8_t *seen; /* by entry */
    sl_worktree_list *list;
} making;

/* Was the file changed for the last time before git wrote the index? A clone takes less
 * than a second, so that nanoseconds must tell; none: the file system has none. */
static bool settled(const sl_index_view *index, const sl_index_entry *entry)
{
    if (entry->mtime_seconds != index->timestamp_seconds)
        return entry->mtime_seconds < index->timestamp_seconds;
    return entry->mtime_nanoseconds > 0 &&
           entry->mtime_nanoseconds < index->timestamp_nanoseconds;
}

bool sl_worktree_matches(const sl_index_view *index, const sl_index_entry *entry,
                         const struct stat *st)
{
    return (uint32_t)st->st_size == entry->size &&
           (uint32_t)st->st_mtim.tv_sec == entry->mtime_seconds &&
           (uint32_t)st->st_mtim.tv_nsec == entry->mtime_nanoseconds &&
           (uint32_t)st->st_ino == entry->inode && settled(index, entry);
}

bool sl_worktree_has_content(const sl_index_entry *entry)
{
    return (entry->mode & MODE_TYPE) == MODE_FILE ||
           (entry->mode & MODE_TYPE) == MODE_LINK;
}

static bool unchanged(const making *m, size_t place)
{
    sl_index_entry entry;
    struct stat st;
    char path[SL_MAX_PATH];

    sl_index_view_entry(m->index, place, &entry);
    return fstatat(m->root, sl_lookup_shown(entry.path, path), &st,
                   AT_SYMLINK_NOFOLLOW) == 0 &&
           sl_worktree_matches(m->index, &entry, &st);
}

static bool has_content(const making *m, size_t place)
{
    sl_index_entry entry;

    sl_index_view_entry(m->index, place, &entry);
    return sl_worktree_has_content(&entry);
}

/* Finds the entries of a portion of the files. */
static void find(void *ctx, unsigned worker, size_t number)
{
    const making *m = ctx;
    const sl_path_vec *files = &m->list->walk.files;
    size_t end = (number + 1) * PORTION;
    size_t near = 0;

    (void)worker;
    for (size_t i = number * PORTION; i < end && i < files->len; i++) {
        size_t place = sl_index_view_place(m->index, files->at[i], &near);

        m->list->at[i] = (sl_worktree_path){.path = files->at[i], .entry = place};
        if (place != SL_INDEX_NONE)
            m->seen[place] = ON_DISK;
    }
}

/* Index entries without a regular file: removed from the tree, not yet from the
 * next commit; or symbolic links, of which the index tells the target. */
static size_t mark_missing(const making *m)
{
    size_t first = 0; /* entry of the path: each side of a conflict has one */
    size_t missing = 0;

    for (size_t i = 0; i < m->index->len; i++) {
        if (!sl_index_view_again(m->index, i))
            first = i;
        if (m->seen[first] || !has_content(m, i))
            continue;
        m->seen[first] = NO_CONTENT;
        m->seen[i] = MISSING;
        missing++;
    }
    return missing;
}

static void list_paths(making *m, unsigned threads)
{
    sl_worktree_list *list = m->list;
    size_t files = list->walk.files.len;
    size_t missing, portions = (files + PORTION - 1) / PORTION;

    list->at = sl_calloc(files + 1, sizeof *list->at);
    sl_pool_run(threads, portions, find, m);
    list->len = files;
    sl_vec_free(&list->walk.files);
    missing = mark_missing(m);
    if (missing == 0)
        return;
    list->at = sl_realloc(list->at, (files + missing) * sizeof *list->at);
    for (size_t i = 0; i < m->index->len; i++)
        if (m->seen[i] == MISSING)
            list->at[list->len++] =
                (sl_worktree_path){sl_index_view_path(m->index, i), i, true};
}

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp(*(const sl_str *)a, *(const sl_str *)b);
}

/* Tells every path: the index is sorted, untracked files are fewer. */
static void tell_paths(const making *m, const sl_feed *feed)
{
    const sl_worktree_list *list = m->list;
    sl_path_vec untracked = {0};
    size_t next = 0;

    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].entry == SL_INDEX_NONE)
            *sl_vec_push(&untracked) = list->at[i].path;
    if (untracked.len > 0)
        qsort(untracked.at, untracked.len, sizeof *untracked.at, by_path);
    for (size_t i = 0; i < m->index->len; i++) {
        sl_str path = sl_index_view_path(m->index, i);

        if (m->seen[i] != ON_DISK && m->seen[i] != MISSING)
            continue;
        while (next < untracked.len && sl_str_cmp(untracked.at[next], path) < 0)
            feed->path(feed->ctx, untracked.at[next++], false, true);
        feed->path(feed->ctx, path, true, m->seen[i] == ON_DISK);
    }
    while (next < untracked.len)
        feed->path(feed->ctx, untracked.at[next++], false, true);
    sl_vec_free(&untracked);
}

static bool rules_differ(const making *m)
{
    const sl_worktree_list *list = m->list;
    size_t on_disk = 0;
    size_t in_index = 0;

    for (size_t i = 0; i < list->len; i++) {
        if (list->at[i].missing || !sl_path_rules_file(list->at[i].path))
            continue;
        on_disk++;
        if (list->at[i].entry == SL_INDEX_NONE || !unchanged(m, list->at[i].entry))
            return true;
    }
    for (size_t i = 0; i < m->index->len; i++)
        in_index += sl_path_rules_file(sl_index_view_path(m->index, i));
    return on_disk != in_index;
}

void sl_worktree_list_make(sl_repo *repo, const sl_index_view *index, int root,
                           const sl_feed *feed, sl_worktree_list *out)
{
    making m = {.index = index, .root = root, .list = out};
    sl_walk *walk = &out->walk;

    *out = (sl_worktree_list){.walk = {.root = root, .feed = feed}};
    sl_walk_run(walk);
    if (walk->whole)
        sl_repo_ignores_listed(repo, walk->ignore_files.at, walk->ignore_files.len);
    out->attributes = walk->attribute_dirs.len > 0;
    m.seen = sl_calloc(index->len + 1, 1);
    list_paths(&m, feed->threads);
    tell_paths(&m, feed);
    out->rules_differ = rules_differ(&m);
    free(m.seen);
}

void sl_worktree_list_free(sl_worktree_list *list)
{
    free(list->at);
    sl_walk_free(&list->walk);
}
