#include "source/tree_files.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "git/tree.h"

#include <stdlib.h>

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_FILE = 0100000 };

struct sl_tree_files {
    sl_odb *odb;
    sl_arena arena;
    sl_map dirs; /* path -> its tree's bytes, an sl_str; empty: no such directory */
};

static sl_str read_tree(sl_tree_files *files, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_object_type type;
    sl_str text = {0};

    if (files->odb &&
        sl_odb_read(files->odb, oid, SL_MAX_FILE_SIZE, &type, &bytes, NULL) &&
        type == SL_OBJ_TREE)
        text = sl_arena_str(&files->arena, sl_buf_str(&bytes));
    sl_buf_free(&bytes);
    return text;
}

static void keep_dir(sl_tree_files *files, sl_str path, sl_str tree)
{
    sl_str *kept = sl_arena_alloc(&files->arena, sizeof *kept);

    *kept = tree;
    *sl_map_put(&files->dirs, sl_arena_str(&files->arena, path)) = kept;
}

static bool find(sl_str tree, sl_str name, sl_tree_entry *out)
{
    while (sl_tree_next(&tree, SL_OID_SHA1, out))
        if (sl_str_eq(out->name, name))
            return true;
    return false;
}

/* The bytes of the tree at path; from the root down, so that each is read once. */
static sl_str dir_at(sl_tree_files *files, sl_str path)
{
    sl_str done = sl_str_sub(path, 0, 0);
    const sl_str *tree = sl_map_get(&files->dirs, sl_lit(""));

    while (tree->len > 0 && done.len < path.len) {
        sl_str rest = sl_str_skip(path, done.len + (done.len > 0));
        sl_str name = sl_str_sub(rest, 0, sl_str_chr(rest, '/'));
        const sl_str *below;
        sl_tree_entry entry;

        done = sl_str_sub(path, 0, (size_t)(name.ptr - path.ptr) + name.len);
        below = sl_map_get(&files->dirs, done);
        if (!below) {
            bool dir =
                find(*tree, name, &entry) && (entry.mode & MODE_TYPE) == MODE_TREE;

            keep_dir(files, done, dir ? read_tree(files, &entry.oid) : (sl_str){0});
            below = sl_map_get(&files->dirs, done);
        }
        tree = below;
    }
    return *tree;
}

static bool read_file(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    sl_tree_files *files = ctx;
    sl_str tree = dir_at(files, sl_path_dir(path));
    sl_object_type type;
    sl_tree_entry entry;

    sl_buf_clear(out);
    if (!find(tree, sl_path_base(path), &entry))
        return sl_fail(err, SL_ENOTFOUND, "not in the commit");
    if ((entry.mode & MODE_TYPE) != MODE_FILE)
        return sl_fail(err, SL_EFORMAT, "not a regular file");
    return sl_odb_read(files->odb, &entry.oid, SL_MAX_CONFIG_FILE, &type, out, err);
}

bool sl_tree_files_find(sl_tree_files *files, sl_str path, sl_oid *oid)
{
    sl_tree_entry entry;

    if (!find(dir_at(files, sl_path_dir(path)), sl_path_base(path), &entry) ||
        (entry.mode & MODE_TYPE) != MODE_FILE)
        return false;
    *oid = entry.oid;
    return true;
}

typedef struct visiting {
    sl_tree_files *files;
    void (*visit)(void *ctx, sl_str path);
    void *ctx;
    size_t left; /* a few trees can spell millions of paths */
    unsigned depth;
} visiting;

static void visit_dir(visiting *v, sl_str dir, sl_str tree)
{
    sl_tree_entry entry;
    sl_buf path = {0};

    if (v->depth++ < SL_MAX_DEPTH)
        while (v->left > 0 && sl_tree_next(&tree, SL_OID_SHA1, &entry)) {
            sl_buf_clear(&path);
            sl_buf_printf(&path, "%.*s%s", sl_fmt(dir), dir.len > 0 ? "/" : "");
            sl_buf_add(&path, entry.name);
            v->left--;
            if ((entry.mode & MODE_TYPE) == MODE_TREE)
                visit_dir(v, sl_buf_str(&path), read_tree(v->files, &entry.oid));
            else
                v->visit(v->ctx, sl_buf_str(&path));
        }
    v->depth--;
    sl_buf_free(&path);
}

void sl_tree_files_each(sl_tree_files *files, void (*visit)(void *ctx, sl_str path),
                        void *ctx)
{
    visiting v = {files, visit, ctx, SL_MAX_TREE_PATHS, 0};
    const sl_str *root = sl_map_get(&files->dirs, sl_lit(""));

    visit_dir(&v, sl_lit(""), *root);
}

sl_tree_files *sl_tree_files_open(sl_repo *repo, const sl_oid *commit)
{
    sl_tree_files *files = sl_calloc(1, sizeof *files);
    sl_buf bytes = {0};
    sl_object_type type;
    sl_commit parsed;
    sl_str root = {0};

    files->odb = sl_repo_odb(repo, NULL);
    if (files->odb &&
        sl_odb_read(files->odb, commit, SL_MAX_FILE_SIZE, &type, &bytes, NULL) &&
        type == SL_OBJ_COMMIT && sl_commit_parse(sl_buf_str(&bytes), &parsed))
        root = read_tree(files, &parsed.tree);
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
