#include "source/staged.h"

#include "base/limits.h"
#include "git/tree.h"
#include "source/path_rules.h"
#include "source/repo_fallback.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <string.h>

SL_VEC(entry_vec, sl_tree_entry);

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_FILE = 0100000 };

SL_VEC(node_vec, sl_index_node);

typedef struct compare {
    const sl_index_view *index;
    sl_repo *repo;
    sl_arena *arena; /* of the repository */
    sl_staged_vec *out;
    bool rules_change;
    unsigned depth;
    unsigned unpacked; /* paths of sparse directories: a few trees spell millions */
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
    sl_tree_entry entry;
    sl_str rest;

    if (sl_tree_is_empty(oid))
        return true;
    if (!sl_repo_need(c->repo, oid, SL_OBJ_TREE, bytes, err))
        return false;
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

static int by_node_name(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_index_node *)a)->name,
                      ((const sl_index_node *)b)->name);
}

/* The directories of the cache tree right below node (NULL: none is known), by name. */
static void list_nodes(const compare *c, const sl_index_node *node, node_vec *out)
{
    const sl_index_trees *trees = sl_index_view_trees(c->index);

    for (size_t at = node ? node->below : 0; node && at < node->next;
         at = sl_vec_last(out)->next)
        *sl_vec_push(out) = sl_index_trees_at(trees, at);
    if (out->len > 0)
        qsort(out->at, out->len, sizeof *out->at, by_node_name);
}

static const sl_index_node *find_node(const node_vec *nodes, sl_str name)
{
    sl_index_node key = {.name = name};

    if (nodes->len == 0)
        return NULL;
    return bsearch(&key, nodes->at, nodes->len, sizeof key, by_node_name);
}

/* Is the index below node exactly that tree? */
static bool is_tree(const sl_index_node *node, const sl_oid *tree)
{
    return node && node->oid && memcmp(node->oid, tree->raw, tree->len) == 0;
}

/* Index entries from first on that lie below the directory dir. */
static size_t group_end(const compare *c, size_t first, size_t last, sl_str dir,
                        const sl_index_node *node)
{
    if (node && node->oid && node->entries <= last - first)
        return first + node->entries;
    while (first < last) {
        sl_str path = sl_index_view_path(c->index, first);

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
    sl_staged *staged;

    if (in_head && entry->stage == 0 && in_head->mode == entry->mode &&
        sl_oid_eq(&in_head->oid, &entry->oid))
        return;
    c->rules_change |= sl_path_rules_file(entry->path);
    staged = sl_vec_push(c->out);
    staged->entry = *entry;
    staged->in_head = in_head && (in_head->mode & MODE_TYPE) == MODE_FILE;
    if (in_head)
        staged->head = in_head->oid;
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

static bool compare_sparse(compare *c, sl_str dir, const sl_oid *tree,
                           const sl_oid *in_head, sl_err *err);

/* What a sparse directory has at the path of item, against HEAD's entry there (NULL:
 * none). */
static bool compare_item(compare *c, sl_index_entry *item, const sl_tree_entry *in_head,
                         sl_err *err)
{
    bool folder = (item->mode & MODE_TYPE) == MODE_TREE;
    bool both = in_head && folder == ((in_head->mode & MODE_TYPE) == MODE_TREE);

    if (++c->unpacked > SL_MAX_TREE_PATHS)
        return sl_fail(err, SL_ELIMIT,
                       "more than %u files and directories in the sparse index",
                       SL_MAX_TREE_PATHS);
    if (folder)
        return compare_sparse(c, item->path, &item->oid, both ? &in_head->oid : NULL,
                              err);
    compare_file(c, item, in_head);
    return true;
}

/* The directory dir (with its slash) of which a sparse index holds only the tree, against
 * HEAD's (NULL: none): as if it had an entry for each file. */
static bool compare_sparse(compare *c, sl_str dir, const sl_oid *tree,
                           const sl_oid *in_head, sl_err *err)
{
    sl_buf bytes = {0}, head_bytes = {0};
    entry_vec entries = {0}, head_entries = {0};
    bool ok = ++c->depth <= SL_MAX_DEPTH ||
              sl_fail(err, SL_ELIMIT, "trees nest deeper than %u", SL_MAX_DEPTH);

    ok = ok && read_tree(c, tree, &bytes, &entries, err) &&
         (!in_head || read_tree(c, in_head, &head_bytes, &head_entries, err));
    for (size_t i = 0; ok && i < entries.len; i++) {
        const sl_tree_entry *entry = &entries.at[i];
        sl_tree_entry *there = find(&head_entries, entry->name);
        sl_index_entry item = {
            .oid = entry->oid, .mode = entry->mode, .flags = SL_INDEX_SKIP_WORKTREE};

        if (!there || !sl_oid_eq(&there->oid, &entry->oid) ||
            there->mode != entry->mode) {
            item.path = sl_arena_printf(
                c->arena, "%.*s%.*s%s", sl_fmt(dir), sl_fmt(entry->name),
                (entry->mode & MODE_TYPE) == MODE_TREE ? "/" : "");
            ok = compare_item(c, &item, there, err);
        }
        if (there)
            there->mode = 0; /* seen, for compare_rest */
    }
    compare_rest(c, &head_entries);
    c->depth--;
    sl_vec_free(&entries);
    sl_vec_free(&head_entries);
    sl_buf_free(&bytes);
    sl_buf_free(&head_bytes);
    return ok;
}

/* Index entries of one directory, and what is known of it. */
typedef struct part {
    size_t prefix_len; /* of its path with its slash */
    size_t first;
    size_t last;               /* behind the entries below it */
    const sl_oid *tree;        /* HEAD's, or NULL: none */
    const sl_index_node *node; /* of the cache tree, or NULL */
} part;

static bool compare_dir(compare *c, const part *p, sl_err *err);

/* The entries from *first on that lie below the directory which their path names
 * first; *first moves behind them. */
static bool compare_below(compare *c, const part *p, const node_vec *nodes,
                          const sl_tree_entry *in_head, size_t *first, sl_err *err)
{
    sl_str path = sl_index_view_path(c->index, *first);
    size_t len = sl_str_chr(sl_str_skip(path, p->prefix_len), '/');
    sl_str dir = sl_str_sub(path, 0, p->prefix_len + len);
    const sl_index_node *node = find_node(nodes, sl_str_skip(dir, p->prefix_len));
    bool tree = (in_head->mode & MODE_TYPE) == MODE_TREE;
    part below = {
        .prefix_len = dir.len + 1,
        .first = *first,
        .last = group_end(c, *first, p->last, dir, node),
        .tree = tree ? &in_head->oid : NULL,
        .node = node,
    };
    sl_index_entry entry;

    if (path.len == dir.len + 1) { /* a sparse directory */
        sl_index_view_entry(c->index, (*first)++, &entry);
        return (tree && sl_oid_eq(&entry.oid, &in_head->oid)) ||
               compare_sparse(c, path, &entry.oid, below.tree, err);
    }
    *first = below.last;
    return (tree && is_tree(node, &in_head->oid)) || compare_dir(c, &below, err);
}

static bool compare_dir(compare *c, const part *p, sl_err *err)
{
    sl_buf bytes = {0};
    entry_vec entries = {0};
    node_vec nodes = {0};
    bool ok = true;

    if (++c->depth > SL_MAX_DEPTH)
        ok = sl_fail(err, SL_ELIMIT, "trees nest deeper than %u", SL_MAX_DEPTH);
    else if (p->tree)
        ok = read_tree(c, p->tree, &bytes, &entries, err);
    list_nodes(c, p->node, &nodes);
    for (size_t i = p->first; ok && i < p->last;) {
        sl_str name = sl_str_skip(sl_index_view_path(c->index, i), p->prefix_len);
        size_t slash = sl_str_chr(name, '/');
        sl_tree_entry *there = find(&entries, sl_str_sub(name, 0, slash));
        sl_tree_entry found = there ? *there : (sl_tree_entry){0};
        sl_index_entry entry;

        if (there)
            there->mode = 0; /* seen, for compare_rest */
        if (slash == SIZE_MAX) {
            sl_index_view_entry(c->index, i++, &entry);
            compare_file(c, &entry, found.mode ? &found : NULL);
        } else {
            ok = compare_below(c, p, &nodes, &found, &i, err);
        }
    }
    compare_rest(c, &entries);
    c->depth--;
    sl_vec_free(&entries);
    sl_vec_free(&nodes);
    sl_buf_free(&bytes);
    return ok;
}

static bool head_tree(sl_repo *repo, sl_oid *tree, bool *born, sl_err *err)
{
    sl_buf bytes = {0};
    sl_commit commit;
    sl_oid head;
    bool ok;

    *born = sl_repo_head(repo, &head);
    if (!*born)
        return sl_repo_refs_check(repo, err);
    ok = sl_repo_need(repo, &head, SL_OBJ_COMMIT, &bytes, err) &&
         (sl_commit_parse(sl_buf_str(&bytes), &commit) ||
          sl_fail(err, SL_EFORMAT, "HEAD is not a commit"));
    if (ok)
        *tree = commit.tree;
    sl_buf_free(&bytes);
    return ok;
}

bool sl_staged_list(sl_repo *repo, sl_staged_vec *out, bool *rules_change, sl_err *err)
{
    compare c = {
        .index = sl_repo_index_view(repo, err),
        .repo = repo,
        .arena = &repo->arena,
        .out = out,
    };
    const sl_index_trees *trees;
    sl_index_node node;
    part top = {0};
    sl_oid tree;
    bool born, ok;

    if (!c.index || !sl_repo_odb(repo, err) || !head_tree(repo, &tree, &born, err))
        return false;
    top.last = c.index->len;
    top.tree = born ? &tree : NULL;
    trees = sl_index_view_trees(c.index);
    if (trees->len > 0) {
        node = sl_index_trees_at(trees, 0);
        top.node = &node;
    }
    ok = (born && is_tree(top.node, &tree)) || compare_dir(&c, &top, err);
    if (rules_change)
        *rules_change = c.rules_change;
    return ok;
}
