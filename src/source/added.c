#include "source/added.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "git/tree.h"
#include "source/repo_fallback.h"

#include <stdlib.h>

enum {
    MODE_TYPE = 0170000,
    MODE_TREE = 0040000,
    MODE_FILE = 0100000,
    MODE_LINK = 0120000,
    MAX_PARENTS = 64
};

void sl_adding_tell(const sl_adding *a, const sl_oid *oid, const char *why)
{
    char hex[SL_OID_HEX_MAX + 1];

    sl_repo_tell_lost(a->feed, 0, sl_str_of(sl_oid_hex(oid, hex)), oid, why);
}

bool sl_adding_read(const sl_adding *a, const sl_oid *oid, sl_object_type want,
                    sl_buf *out)
{
    sl_err why = {0};
    bool ok = sl_repo_read(a->repo, oid, want, out, &why);

    if (!ok)
        sl_adding_tell(a, oid, why.text);
    return ok;
}

static void add_blob(sl_adding *a, sl_str path, const sl_oid *blob, bool symlink)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_str key = sl_arena_printf(&a->arena, "%c%s%.*s", symlink ? 'l' : 'f',
                                 sl_oid_hex(blob, hex), sl_fmt(path));
    void **seen = sl_map_put(&a->seen, key);

    if (*seen)
        return;
    *seen = a;
    *sl_vec_push(&a->list) = (sl_added){.path = sl_str_skip(key, key.len - path.len),
                                        .blob = *blob,
                                        .symlink = symlink,
                                        .commit = a->commit,
                                        .time = a->time};
}

/* A few trees can spell ten million paths, each with the same content behind it. What is
 * left out for that is told: it may stand where the configuration looks otherwise. */
static bool compared_enough(sl_adding *a, const sl_oid *tree, const sl_oid *parents,
                            size_t parents_len)
{
    sl_buf key = {0};
    sl_arena *arena = &a->arena;
    void **count;

    sl_buf_add(&key, sl_oid_str(tree));
    for (size_t i = 0; i < parents_len; i++)
        sl_buf_add(&key, sl_oid_str(&parents[i]));
    count = sl_map_put(&a->compared, sl_map_has(&a->compared, sl_buf_str(&key))
                                         ? sl_buf_str(&key)
                                         : sl_arena_str(arena, sl_buf_str(&key)));
    sl_buf_free(&key);
    *count = (void *)((uintptr_t)*count + 1);
    if ((uintptr_t)*count <= SL_MAX_SAME_CONTENT)
        return false;
    a->left_out++;
    return true;
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

/* As trees are sorted: a directory as if its name ended in a slash. */
static int tree_order(const sl_tree_entry *a, const sl_tree_entry *b)
{
    size_t common = a->name.len < b->name.len ? a->name.len : b->name.len;
    bool a_tree = (a->mode & MODE_TYPE) == MODE_TREE;
    bool b_tree = (b->mode & MODE_TYPE) == MODE_TREE;
    int order =
        sl_str_cmp(sl_str_sub(a->name, 0, common), sl_str_sub(b->name, 0, common));
    int a_next = a->name.len > common ? (uint8_t)a->name.ptr[common] : a_tree ? '/' : 0;
    int b_next = b->name.len > common ? (uint8_t)b->name.ptr[common] : b_tree ? '/' : 0;

    return order ? order : a_next - b_next;
}

/* Trees are sorted: what is asked for next stands behind what was asked for last. In one
 * that is not, a file may not be found, and counts as added. A file and a directory of
 * one name have nothing in common. */
static bool find_entry(other_tree *other, size_t oid_len, const sl_tree_entry *wanted,
                       sl_tree_entry *out)
{
    sl_str rest = other->rest;

    while (sl_tree_next(&rest, oid_len, out)) {
        int order = tree_order(out, wanted);

        if (order >= 0)
            return order == 0;
        other->rest = rest;
    }
    return false;
}

/* Has a parent the very same entry, of the same type? A submodule may name what is no
 * commit, and be a file with that content next. If not, below are its trees of that
 * name. */
static bool known(const level *l, const sl_tree_entry *entry, sl_oid *below,
                  size_t *below_len)
{
    for (size_t i = 0; i < l->others_len; i++) {
        sl_tree_entry other;

        if (!find_entry(&l->others[i], l->oid_len, entry, &other))
            continue;
        if (sl_oid_eq(&other.oid, &entry->oid) &&
            (other.mode & MODE_TYPE) == (entry->mode & MODE_TYPE))
            return true;
        if ((other.mode & MODE_TYPE) == MODE_TREE)
            below[(*below_len)++] = other.oid;
    }
    return false;
}

static void compare(sl_adding *a, sl_str dir, const sl_oid *tree, const sl_oid *parents,
                    size_t parents_len);

static void compare_entry(sl_adding *a, const level *l, const sl_tree_entry *entry)
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
        compare(a, sl_buf_str(&path), &entry->oid, below, below_len);
    else if ((entry->mode & MODE_TYPE) == MODE_FILE)
        add_blob(a, sl_buf_str(&path), &entry->oid, false);
    else if ((entry->mode & MODE_TYPE) == MODE_LINK)
        add_blob(a, sl_buf_str(&path), &entry->oid, true);
    sl_buf_free(&path);
}

/* What tree has and none of the parents' trees (at the same place) has. */
static void compare(sl_adding *a, sl_str dir, const sl_oid *tree, const sl_oid *parents,
                    size_t parents_len)
{
    level l = {.dir = dir, .oid_len = tree->len, .others_len = parents_len};
    sl_buf bytes = {0};

    if (a->depth >= SL_MAX_DEPTH) {
        sl_adding_tell(a, tree, "trees nest too deep, not scanned");
        return;
    }
    if (compared_enough(a, tree, parents, parents_len))
        return;
    a->depth++;
    l.others = sl_calloc(parents_len, sizeof *l.others);
    for (size_t i = 0; i < parents_len; i++) {
        sl_adding_read(a, &parents[i], SL_OBJ_TREE, &l.others[i].bytes);
        l.others[i].rest = sl_buf_str(&l.others[i].bytes);
    }
    if (sl_adding_read(a, tree, SL_OBJ_TREE, &bytes)) {
        sl_str rest = sl_buf_str(&bytes);
        sl_tree_entry entry;

        while (sl_tree_next(&rest, tree->len, &entry))
            compare_entry(a, &l, &entry);
        if (rest.len > 0) /* or a pusher could hide files behind a broken entry */
            sl_adding_tell(a, tree, "malformed tree, its rest was not scanned");
    }
    for (size_t i = 0; i < parents_len; i++)
        sl_buf_free(&l.others[i].bytes);
    free(l.others);
    sl_buf_free(&bytes);
    a->depth--;
}

void sl_adding_commit(sl_adding *a, const sl_oid *oid, const sl_commit *commit)
{
    sl_oid trees[MAX_PARENTS];
    size_t trees_len = 0;
    bool whole = true;
    sl_buf bytes = {0};
    sl_commit parent;
    sl_oid id;

    for (size_t i = 0; i < commit->parents_len && i < MAX_PARENTS; i++)
        if (sl_commit_parent(commit, i, &id) && sl_odb_has(a->odb, &id) &&
            sl_adding_read(a, &id, SL_OBJ_COMMIT, &bytes) &&
            sl_commit_parse(sl_buf_str(&bytes), &parent))
            trees[trees_len++] = parent.tree;
        else
            whole = false;
    for (size_t i = 0; !whole && i < a->hidden.len && trees_len < MAX_PARENTS; i++)
        trees[trees_len++] = a->hidden.at[i];
    sl_buf_free(&bytes);
    a->commit = *oid;
    a->time = commit->author_time;
    compare(a, sl_lit(""), &commit->tree, trees, trees_len);
}

void sl_adding_object(sl_adding *a, const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_object_type type;
    sl_buf bytes = {0};
    sl_err why = {0};

    a->commit = (sl_oid){0};
    a->time = 0;
    if (!sl_repo_read_any(a->repo, oid, &type, &bytes, &why)) {
        sl_adding_tell(a, oid, why.text);
        return;
    }
    if (type == SL_OBJ_TREE)
        compare(a, sl_lit(""), oid, NULL, 0);
    else
        add_blob(a, sl_str_of(sl_oid_hex(oid, hex)), oid, false);
    sl_buf_free(&bytes);
}

void sl_adding_hide(sl_adding *a, const sl_oid *commit)
{
    sl_object_type type;
    sl_buf bytes = {0};
    sl_commit parsed;

    if (a->hidden.len < MAX_PARENTS &&
        sl_odb_read(a->odb, commit, SL_MAX_FILE_SIZE, &type, &bytes, NULL) &&
        type == SL_OBJ_COMMIT && sl_commit_parse(sl_buf_str(&bytes), &parsed))
        *sl_vec_push(&a->hidden) = parsed.tree;
    sl_buf_free(&bytes);
}

void sl_adding_free(sl_adding *a)
{
    sl_vec_free(&a->hidden);
    sl_vec_free(&a->list);
    sl_map_free(&a->seen);
    sl_map_free(&a->compared);
    sl_arena_free(&a->arena);
}
