#include "source/tree_files.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "git/tree.h"
#include "source/repo_fallback.h"

#include <stdlib.h>

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_FILE = 0100000 };

/* A directory of the commit. */
typedef struct tree_dir {
    sl_str tree;            /* its bytes; empty: no such directory */
    sl_tree_entry *entries; /* sorted by name at the first question */
    size_t len;
} tree_dir;

struct sl_tree_files {
    sl_repo *repo;
    sl_odb *odb; /* NULL: it cannot be read */
    size_t oid_len;
    sl_arena arena;
    sl_map dirs; /* path -> its tree_dir */
    size_t lost; /* directories that could not be read */
};

SL_VEC(entry_vec, sl_tree_entry);

static sl_str read_tree(sl_tree_files *files, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_str text = {0};

    if (files->odb && sl_repo_read(files->repo, oid, SL_OBJ_TREE, &bytes, NULL))
        text = sl_arena_str(&files->arena, sl_buf_str(&bytes));
    else
        files->lost += !sl_tree_is_empty(oid);
    sl_buf_free(&bytes);
    return text;
}

static void keep_dir(sl_tree_files *files, sl_str path, sl_str tree)
{
    tree_dir *kept = sl_arena_calloc(&files->arena, 1, sizeof *kept);

    kept->tree = tree;
    *sl_map_put(&files->dirs, sl_arena_str(&files->arena, path)) = kept;
}

/* Of two entries of one name the first counts. */
static int by_name(const void *a, const void *b)
{
    const sl_tree_entry *x = a;
    const sl_tree_entry *y = b;
    int order = sl_str_cmp(x->name, y->name);

    return order ? order : (x->name.ptr > y->name.ptr) - (x->name.ptr < y->name.ptr);
}

static void sort_entries(sl_tree_files *files, tree_dir *dir)
{
    entry_vec found = {0};
    sl_str rest = dir->tree;
    sl_tree_entry entry;

    while (sl_tree_next(&rest, files->oid_len, &entry))
        *sl_vec_push(&found) = entry;
    if (found.len > 0)
        qsort(found.at, found.len, sizeof *found.at, by_name);
    dir->entries = sl_arena_calloc(&files->arena, found.len, sizeof *found.at);
    for (size_t i = 0; i < found.len; i++)
        dir->entries[i] = found.at[i];
    dir->len = found.len;
    sl_vec_free(&found);
}

static const sl_tree_entry *find(sl_tree_files *files, tree_dir *dir, sl_str name)
{
    size_t low = 0;
    size_t high;

    if (!dir->entries)
        sort_entries(files, dir);
    high = dir->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(dir->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < dir->len && sl_str_eq(dir->entries[low].name, name)
               ? &dir->entries[low]
               : NULL;
}

/* The directory at path; from the root down, so that each is read once. */
static tree_dir *dir_at(sl_tree_files *files, sl_str path)
{
    sl_str done = sl_str_sub(path, 0, 0);
    tree_dir *dir = sl_map_get(&files->dirs, sl_lit(""));

    while (dir->tree.len > 0 && done.len < path.len) {
        sl_str rest = sl_str_skip(path, done.len + (done.len > 0));
        sl_str name = sl_str_sub(rest, 0, sl_str_chr(rest, '/'));
        tree_dir *below;

        done = sl_str_sub(path, 0, (size_t)(name.ptr - path.ptr) + name.len);
        below = sl_map_get(&files->dirs, done);
        if (!below) {
            const sl_tree_entry *entry = find(files, dir, name);
            bool tree = entry && (entry->mode & MODE_TYPE) == MODE_TREE;

            keep_dir(files, done, tree ? read_tree(files, &entry->oid) : (sl_str){0});
            below = sl_map_get(&files->dirs, done);
        }
        dir = below;
    }
    return dir;
}

static const sl_tree_entry *entry_at(sl_tree_files *files, sl_str path)
{
    return find(files, dir_at(files, sl_path_dir(path)), sl_path_base(path));
}

static bool read_file(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    sl_tree_files *files = ctx;
    const sl_tree_entry *entry = entry_at(files, path);
    sl_object_type type;

    sl_buf_clear(out);
    if (!entry)
        return sl_fail(err, SL_ENOTFOUND, "not in the commit");
    if ((entry->mode & MODE_TYPE) != MODE_FILE)
        return sl_fail(err, SL_EFORMAT, "not a regular file");
    return sl_odb_read(files->odb, &entry->oid, SL_MAX_CONFIG_FILE, &type, out, err);
}

bool sl_tree_files_find(sl_tree_files *files, sl_str path, sl_oid *oid)
{
    const sl_tree_entry *entry = entry_at(files, path);

    if (!entry || (entry->mode & MODE_TYPE) != MODE_FILE)
        return false;
    *oid = entry->oid;
    return true;
}

typedef struct visiting {
    sl_tree_files *files;
    sl_tree_visit *visit;
    void *ctx;
    size_t left; /* a few trees can spell millions of paths */
    unsigned depth;
} visiting;

static void visit_dir(visiting *v, sl_str dir, sl_str tree)
{
    sl_tree_entry entry;
    sl_buf path = {0};

    if (v->depth++ < SL_MAX_DEPTH)
        while (v->left > 0 && sl_tree_next(&tree, v->files->oid_len, &entry)) {
            sl_buf_clear(&path);
            sl_buf_printf(&path, "%.*s%s", sl_fmt(dir), dir.len > 0 ? "/" : "");
            sl_buf_add(&path, entry.name);
            v->left--;
            if ((entry.mode & MODE_TYPE) == MODE_TREE)
                visit_dir(v, sl_buf_str(&path), read_tree(v->files, &entry.oid));
            else
                v->visit(v->ctx, sl_buf_str(&path), &entry);
        }
    v->depth--;
    sl_buf_free(&path);
}

void sl_tree_files_entries(sl_tree_files *files, sl_tree_visit *visit, void *ctx)
{
    visiting v = {files, visit, ctx, SL_MAX_TREE_PATHS, 0};
    const tree_dir *root = sl_map_get(&files->dirs, sl_lit(""));

    visit_dir(&v, sl_lit(""), root->tree);
}

typedef struct naming {
    void (*visit)(void *ctx, sl_str path);
    void *ctx;
} naming;

static void visit_name(void *ctx, sl_str path, const sl_tree_entry *entry)
{
    const naming *n = ctx;

    (void)entry;
    n->visit(n->ctx, path);
}

void sl_tree_files_each(sl_tree_files *files, void (*visit)(void *ctx, sl_str path),
                        void *ctx)
{
    naming n = {visit, ctx};

    sl_tree_files_entries(files, visit_name, &n);
}

size_t sl_tree_files_lost(const sl_tree_files *files)
{
    return files->lost;
}

sl_tree_files *sl_tree_files_open(sl_repo *repo, const sl_oid *commit)
{
    sl_tree_files *files = sl_calloc(1, sizeof *files);
    sl_buf bytes = {0};
    sl_commit parsed;
    sl_str root = {0};

    files->repo = repo;
    files->odb = sl_repo_odb(repo, NULL);
    files->oid_len = sl_repo_oid_len(repo);
    if (files->odb && sl_repo_read(repo, commit, SL_OBJ_COMMIT, &bytes, NULL) &&
        sl_commit_parse(sl_buf_str(&bytes), &parsed))
        root = read_tree(files, &parsed.tree);
    else
        files->lost++;
    keep_dir(files, sl_lit(""), root);
    sl_buf_free(&bytes);
    return files;
}

sl_filetree sl_tree_files_tree(sl_tree_files *files)
{
    return (sl_filetree){read_file, files};
}

void sl_tree_files_free(sl_tree_files *files)
{
    if (!files)
        return;
    sl_map_free(&files->dirs);
    sl_arena_free(&files->arena);
    free(files);
}
