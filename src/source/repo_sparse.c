#include "source/repo_sparse.h"

#include "base/limits.h"
#include "git/tree.h"
#include "source/repo_fallback.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000 };

SL_VEC(index_entry_vec, sl_index_entry);

typedef struct listing {
    sl_repo *repo;
    bool all;
    unsigned depth;
    unsigned seen;   /* entries and directories: a tree may hold the same one twice */
    sl_arena *arena; /* of the index */
    index_entry_vec entries;
} listing;

/* Does something lie there? path: of a directory with its slash. */
static bool exists(const listing *l, sl_str path)
{
    sl_str name = sl_arena_str(l->arena, sl_str_drop_end(path, sl_lit("/")));
    struct stat st;

    return fstatat(sl_repo_root(l->repo), name.ptr, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Others search the index, so its order must hold whatever the tree says. */
static bool add(listing *l, const sl_index_entry *entry, sl_err *err)
{
    if (l->entries.len > 0 &&
        sl_str_cmp(sl_vec_last(&l->entries)->path, entry->path) > 0)
        return sl_fail(err, SL_EFORMAT, "a tree of the sparse index is out of order");
    *sl_vec_push(&l->entries) = *entry;
    return true;
}

static bool count(listing *l, sl_err *err)
{
    return ++l->seen <= SL_MAX_TREE_PATHS ||
           sl_fail(err, SL_ELIMIT,
                   "more than %u files and directories in the sparse index",
                   SL_MAX_TREE_PATHS);
}

static bool add_directory(listing *l, const sl_index_entry *dir, sl_err *err);

static bool add_item(listing *l, sl_str dir, const sl_tree_entry *item, sl_err *err)
{
    bool folder = (item->mode & MODE_TYPE) == MODE_TREE;
    sl_index_entry entry = {
        .path = sl_arena_printf(l->arena, "%.*s%.*s%s", sl_fmt(dir), sl_fmt(item->name),
                                folder ? "/" : ""),
        .oid = item->oid,
        .mode = item->mode,
    };

    if (!count(l, err))
        return false;
    if (folder)
        return add_directory(l, &entry, err);
    if (!exists(l, entry.path))
        entry.flags = SL_INDEX_SKIP_WORKTREE;
    return add(l, &entry, err);
}

static bool add_directory(listing *l, const sl_index_entry *dir, sl_err *err)
{
    sl_buf bytes = {0};
    sl_tree_entry item;
    sl_str rest;
    bool ok;

    if (!l->all && !exists(l, dir->path))
        return add(l, dir, err);
    if (sl_tree_is_empty(&dir->oid))
        return true;
    ok = ++l->depth <= SL_MAX_DEPTH ||
         sl_fail(err, SL_ELIMIT, "trees nest deeper than %u", SL_MAX_DEPTH);
    ok = ok && sl_repo_need(l->repo, &dir->oid, SL_OBJ_TREE, &bytes, err);
    rest = sl_buf_str(&bytes);
    while (ok && sl_tree_next(&rest, dir->oid.len, &item))
        ok = add_item(l, dir->path, &item, err);
    if (ok && rest.len > 0)
        ok = sl_fail(err, SL_EFORMAT, "malformed tree");
    l->depth--;
    sl_buf_free(&bytes);
    return ok;
}

bool sl_repo_unsparse(sl_repo *repo, bool all, sl_index *index, sl_err *err)
{
    listing l = {.repo = repo, .all = all, .arena = &index->arena};
    bool ok = true;

    if (!index->sparse)
        return true;
    for (size_t i = 0; ok && i < index->len; i++) {
        const sl_index_entry *entry = &index->entries[i];

        ok = (entry->mode & MODE_TYPE) == MODE_TREE ? add_directory(&l, entry, err)
                                                    : add(&l, entry, err);
    }
    if (ok) {
        index->entries =
            sl_arena_calloc(l.arena, l.entries.len, sizeof *index->entries);
        if (l.entries.len > 0)
            memcpy(index->entries, l.entries.at,
                   l.entries.len * sizeof *index->entries);
        index->len = l.entries.len;
        sl_index_trees_free(&index->trees);
    }
    sl_vec_free(&l.entries);
    return ok;
}
