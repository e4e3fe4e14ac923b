#include "git/index_trees.h"

#include "base/limits.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

SL_VEC(tree_vec, sl_index_tree);

/* A directory whose children follow. */
typedef struct open_dir {
    size_t path_len;
    size_t left;
} open_dir;
SL_VEC(open_vec, open_dir);

typedef struct walk {
    const sl_index_file *file;
    sl_str rest;
    sl_buf path;
    open_vec open;
    tree_vec trees;
    size_t copied; /* bytes of paths: a deep tree makes many out of few */
} walk;

/* A decimal number and the byte end behind it; "-1" is the only negative one. */
static bool number(sl_str *rest, char end, bool *negative, uint32_t *out)
{
    sl_str digits;
    uint32_t value = 0;

    if (!sl_str_split(*rest, end, &digits, rest))
        return false;
    *negative = sl_str_starts(digits, sl_lit("-"));
    digits = sl_str_drop(digits, sl_lit("-"));
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || value > UINT32_MAX / 10 - 1)
            return false;
        value = value * 10 + (uint32_t)(digits.ptr[i] - '0');
    }
    *out = value;
    return digits.len > 0;
}

/* One node: name NUL entries SPACE subtrees LF, and an id if entries >= 0. */
static bool node(walk *w, uint32_t *subtrees)
{
    size_t oid_len = w->file->oid_len;
    sl_index_tree tree = {0};
    bool stale, negative;
    sl_str name;

    if (!sl_str_split(w->rest, '\0', &name, &w->rest) ||
        !number(&w->rest, ' ', &stale, &tree.entries) ||
        !number(&w->rest, '\n', &negative, subtrees) || negative)
        return false;
    if (!stale) {
        if (w->rest.len < oid_len)
            return false;
        tree.oid = sl_oid_make((const uint8_t *)w->rest.ptr, oid_len);
        w->rest = sl_str_skip(w->rest, oid_len);
    } else {
        tree.entries = 0;
    }
    tree.valid = !stale;
    if (w->path.len > 0)
        sl_buf_char(&w->path, '/');
    sl_buf_add(&w->path, name);
    w->copied += w->path.len;
    if (w->path.len > SL_MAX_PATH || w->copied > SL_MAX_FILE_SIZE)
        return false;
    tree.path = sl_arena_str(w->file->arena, sl_buf_str(&w->path));
    *sl_vec_push(&w->trees) = tree;
    return true;
}

/* Nodes come parents first. */
static bool nodes(walk *w)
{
    uint32_t subtrees;

    if (!node(w, &subtrees))
        return false;
    *sl_vec_push(&w->open) = (open_dir){w->path.len, subtrees};
    while (w->open.len > 0) {
        open_dir *top = sl_vec_last(&w->open);

        w->path.len = top->path_len;
        if (top->left == 0) {
            w->open.len--;
            continue;
        }
        top->left--;
        if (!node(w, &subtrees))
            return false;
        *sl_vec_push(&w->open) = (open_dir){w->path.len, subtrees};
    }
    return true;
}

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_index_tree *)a)->path,
                      ((const sl_index_tree *)b)->path);
}

bool sl_index_trees_parse(const sl_index_file *file, sl_index_tree **trees, size_t *len,
                          sl_err *err)
{
    walk w = {.file = file, .rest = file->tree};
    bool ok = file->tree.len == 0 || nodes(&w);

    if (ok && w.trees.len > 0) {
        *trees = sl_arena_calloc(file->arena, w.trees.len, sizeof **trees);
        memcpy(*trees, w.trees.at, w.trees.len * sizeof **trees);
        qsort(*trees, w.trees.len, sizeof **trees, by_path);
        *len = w.trees.len;
    }
    sl_buf_free(&w.path);
    sl_vec_free(&w.open);
    sl_vec_free(&w.trees);
    return ok || sl_fail(err, SL_EFORMAT, "%s: malformed cache tree", file->name);
}
