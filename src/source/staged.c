#include "source/staged.h"

#include "base/limits.h"
#include "base/pool.h"
#include "git/tree.h"

#include <stdlib.h>

SL_VEC(entry_vec, sl_tree_entry);

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_FILE = 0100000 };

typedef struct compare {
    const sl_index *index;
    sl_odb *odb;
    sl_staged_vec *out;
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

static const sl_tree_entry *find(const entry_vec *entries, sl_str name)
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

static void compare_file(const compare *c, const sl_index_entry *entry,
                         const sl_tree_entry *in_head)
{
    bool same = in_head && entry->stage == 0 && in_head->mode == entry->mode &&
                sl_oid_eq(&in_head->oid, &entry->oid);

    if (!same)
        *sl_vec_push(c->out) = (sl_staged){entry};
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
        const sl_tree_entry *there = find(&entries, sl_str_sub(name, 0, slash));

        if (slash == SIZE_MAX) {
            compare_file(c, entry, there);
            first++;
        } else {
            sl_str dir = sl_str_sub(entry->path, 0, prefix_len + slash);
            const sl_index_tree *cached = sl_index_tree_find(c->index, dir);
            size_t end = group_end(c, first, last, dir, cached);
            bool tree = there && (there->mode & MODE_TYPE) == MODE_TREE;

            if (!tree || !cached || !cached->valid ||
                !sl_oid_eq(&cached->oid, &there->oid))
                ok = compare_dir(c, prefix_len + slash + 1, tree ? &there->oid : NULL,
                                 first, end, err);
            first = end;
        }
    }
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

bool sl_staged_list(sl_repo *repo, sl_staged_vec *out, sl_err *err)
{
    compare c = {.index = sl_repo_index(repo, err), .out = out};
    const sl_index_tree *cached;
    sl_oid tree;
    bool born;

    c.odb = c.index ? sl_repo_odb(repo, err) : NULL;
    if (!c.odb || !head_tree(repo, c.odb, &tree, &born, err))
        return false;
    cached = sl_index_tree_find(c.index, sl_lit(""));
    if (born && cached && cached->valid && sl_oid_eq(&cached->oid, &tree))
        return true;
    return compare_dir(&c, 0, born ? &tree : NULL, 0, c.index->len, err);
}

bool sl_staged_filtered(sl_attributes *attributes, sl_str path)
{
    sl_attr filter = sl_attributes_get(attributes, path, sl_lit("filter"));

    return filter.state == SL_ATTR_VALUE &&
           (sl_str_eq(filter.value, sl_lit("git-crypt")) ||
            sl_str_starts(filter.value, sl_lit("git-crypt-")));
}

sl_path_state sl_staged_state(const sl_staged *staged, sl_ignore *ignore,
                              sl_attributes *attributes)
{
    sl_str path = staged->entry->path;
    sl_path_state state = {
        .known = true, .tracked = true, .index_flags = staged->entry->flags};

    if (ignore) {
        sl_ignore_match match = sl_ignore_check(ignore, path, false);
        state.ignored = match.ignored;
        state.ignored_locally_only = match.ignored && match.home != SL_IGNORE_TREE;
    }
    if (attributes)
        state.filtered = sl_staged_filtered(attributes, path);
    return state;
}

typedef struct feeding {
    const sl_feed *feed;
    sl_odb *odb;
    const sl_staged *staged;
    const sl_path_state *states;
} feeding;

static void feed_one(void *ctx, unsigned worker, size_t item)
{
    const feeding *f = ctx;
    const sl_index_entry *entry = f->staged[item].entry;
    sl_blob blob = {.path = entry->path,
                    .origin = SL_ORIGIN_INDEX,
                    .oid = entry->oid,
                    .executable = (entry->mode & 0111) != 0,
                    .state = f->states[item]};
    sl_buf bytes = {0};
    sl_err err = {0};
    sl_object_type type;

    if ((entry->mode & MODE_TYPE) != MODE_FILE)
        return; /* links and submodules hold no content of their own */
    if (sl_odb_read(f->odb, &entry->oid, SL_MAX_FILE_SIZE, &type, &bytes, &err)) {
        blob.bytes = sl_buf_str(&bytes);
        sl_feed_blob(f->feed, worker, &blob);
    } else {
        f->feed->notice(f->feed->ctx, worker, entry->path, err.text, true);
    }
    sl_buf_free(&bytes);
}

bool sl_staged_feed(sl_repo *repo, const sl_feed *feed, sl_err *err)
{
    sl_staged_vec staged = {0};
    sl_path_state *states;
    sl_ignore *ignore = NULL;
    sl_attributes *attributes = NULL;
    sl_arena arena = {0};
    bool ok = sl_staged_list(repo, &staged, err);

    if (ok && staged.len > 0) {
        if (sl_repo_worktree(repo))
            ignore = sl_repo_ignore(repo);
        attributes = sl_repo_attributes(repo, true);
        states = sl_arena_calloc(&arena, staged.len, sizeof *states);
        for (size_t i = 0; i < staged.len; i++)
            states[i] = sl_staged_state(&staged.at[i], ignore, attributes);
        feed->phase(feed->ctx, "staged files", SL_FEED_INDEX, staged.len);
        sl_pool_run(feed->threads, staged.len, feed_one,
                    &(feeding){feed, sl_repo_odb(repo, NULL), staged.at, states});
        sl_ignore_free(ignore);
        sl_attributes_free(attributes);
    }
    sl_arena_free(&arena);
    sl_vec_free(&staged);
    return ok;
}
