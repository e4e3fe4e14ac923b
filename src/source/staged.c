#include "source/staged.h"

#include "base/limits.h"
#include "git/tree.h"
#include "source/path_rules.h"

#include <stdlib.h>

SL_VEC(entry_vec, sl_tree_entry);

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_FILE = 0100000 };

typedef struct compare {
    const sl_index *index;
    sl_odb *odb;
    sl_staged_vec *out;
    bool rules_change;
    unsigned depth;
} compare;

static int by_name(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_tree_entry *)a)->name,
                      ((const sl_tree_entry *)b)->name);
}

/* Entries of a tree, sorted by plain name; they point into *bytes. */
static bool read_tree(const compare *c, const sl_oid *oid, sl_buf *bytes,
                      entry_vec *entries, sl_err *err)
{
    sl_object_type type;
    sl_tree_entry entry;
    sl_str rest;

    if (!sl_odb_read(c->odb, oid, SL_MAX_FILE_SIZE, &type, bytes, err))
        return false;
    if (type != SL_OBJ_TREE)
        return sl_fail(err, SL_EFORMAT, "object is not a tree");
    rest = sl_buf_str(bytes);
    while (sl_tree_next(&rest, oid->len, &entry))
        *sl_vec_push(entries) = entry;
    if (rest.len > 0)
        return sl_fail(err, SL_EFORMAT, "malformed tree");
    if (entries->len > 0)
        qsort(entries->at, entries->len, sizeof *entries->at, by_name);
    return true;
}

static sl_tree_entry *find(const entry_vec *entries, sl_str name)
{
    sl_tree_entry key = {.name = name};

    if (entries->len == 0)
        return NULL;
    return bsearch(&key, entries->at, entries->len, sizeof key, by_name);
}

/* Index entries from first on that lie below the directory dir. */
static size_t group_end(const compare *c, size_t first, size_t last, sl_str dir,
                        const sl_index_tree *cached)
{
    if (cached && cached->valid && cached->entries <= last - first)
        return first + cached->entries;
    while (first < last) {
        sl_str path = c->index->entries[first].path;

        if (path.len <= dir.len || path.ptr[dir.len] != '/' ||
            !sl_str_starts(path, dir))
            break;
        first++;
    }
    return first;
}

static void compare_file(compare *c, const sl_index_entry *entry,
                         const sl_tree_entry *in_head)
{
    bool same = in_head && entry->stage == 0 && in_head->mode == entry->mode &&
                sl_oid_eq(&in_head->oid, &entry->oid);

    if (same)
        return;
    c->rules_change |= sl_path_rules_file(entry->path);
    *sl_vec_push(c->out) = (sl_staged){
        .entry = entry,
        .in_head = in_head && (in_head->mode & MODE_TYPE) == MODE_FILE,
    };
    if (in_head)
        c->out->at[c->out->len - 1].head = in_head->oid;
}

/* What is left of HEAD's directory is removed by the next commit. */
static void compare_rest(compare *c, const entry_vec *entries)
{
    for (size_t i = 0; i < entries->len; i++) {
        const sl_tree_entry *entry = &entries->at[i];

        c->rules_change |= (entry->mode & MODE_TYPE) == MODE_TREE ||
                           (entry->mode && sl_path_rules_file(entry->name));
    }
}

/* Index entries [first, last), all below a directory whose path is prefix_len
 * bytes long with its slash, against the tree *oid (NULL: none). */
static bool compare_dir(compare *c, size_t prefix_len, const sl_oid *oid, size_t first,
                        size_t last, sl_err *err)
{
    sl_buf bytes = {0};
    entry_vec entries = {0};
    bool ok = true;

    if (++c->depth > SL_MAX_DEPTH)
        ok = sl_fail(err, SL_ELIMIT, "trees nest deeper than %u", SL_MAX_DEPTH);
    else if (oid)
        ok = read_tree(c, oid, &bytes, &entries, err);
    while (ok && first < last) {
        const sl_index_entry *entry = &c->index->entries[first];
        sl_str name = sl_str_skip(entry->path, prefix_len);
        size_t slash = sl_str_chr(name, '/');
        sl_tree_entry *there = find(&entries, sl_str_sub(name, 0, slash));
        sl_tree_entry found = there ? *there : (sl_tree_entry){0};

        if (there)
            there->mode = 0; /* seen, for compare_rest */
        if (slash == SIZE_MAX) {
            compare_file(c, entry, found.mode ? &found : NULL);
            first++;
        } else {
            sl_str dir = sl_str_sub(entry->path, 0, prefix_len + slash);
            const sl_index_tree *cached = sl_index_tree_find(c->index, dir);
            size_t end = group_end(c, first, last, dir, cached);
            bool tree = (found.mode & MODE_TYPE) == MODE_TREE;

            if (!tree || !cached || !cached->valid ||
                !sl_oid_eq(&cached->oid, &found.oid))
                ok = compare_dir(c, prefix_len + slash + 1, tree ? &found.oid : NULL,
                                 first, end, err);
            first = end;
        }
    }
    compare_rest(c, &entries);
    c->depth--;
    sl_vec_free(&entries);
    sl_buf_free(&bytes);
    return ok;
}

static bool head_tree(sl_repo *repo, sl_odb *odb, sl_oid *tree, bool *born, sl_err *err)
{
    sl_buf bytes = {0};
    sl_object_type type;
    sl_commit commit;
    sl_oid head;
    bool ok;

    *born = sl_repo_head(repo, &head);
    if (!*born)
        return true;
    ok = sl_odb_read(odb, &head, SL_MAX_FILE_SIZE, &type, &bytes, err) &&
         (sl_commit_parse(sl_buf_str(&bytes), &commit) ||
          sl_fail(err, SL_EFORMAT, "HEAD is not a commit"));
    if (ok)
        *tree = commit.tree;
    sl_buf_free(&bytes);
    return ok;
}

bool sl_staged_list(sl_repo *repo, sl_staged_vec *out, bool *rules_change, sl_err *err)
{
    compare c = {.index = sl_repo_index(repo, err), .out = out};
    const sl_index_tree *cached;
    sl_oid tree;
    bool born, ok;

    c.odb = c.index ? sl_repo_odb(repo, err) : NULL;
    if (!c.odb || !head_tree(repo, c.odb, &tree, &born, err))
        return false;
    cached = sl_index_tree_find(c.index, sl_lit(""));
    ok = (born && cached && cached->valid && sl_oid_eq(&cached->oid, &tree)) ||
         compare_dir(&c, 0, born ? &tree : NULL, 0, c.index->len, err);
    if (rules_change)
        *rules_change = c.rules_change;
    return ok;
}
