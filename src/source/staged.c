#include "source/staged.h"

#include "base/limits.h"
#include "base/pool.h"
#include "git/tree.h"
#include "source/lookup.h"
#include "source/path_rules.h"
#include "source/walk.h"

#include <stdlib.h>

SL_VEC(entry_vec, sl_tree_entry);

enum {
    MODE_TYPE = 0170000,
    MODE_TREE = 0040000,
    MODE_FILE = 0100000,
    MODE_LINK = 0120000
};

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

void sl_staged_feed_head(sl_odb *odb, unsigned worker, const sl_staged *staged,
                         const sl_path_state *state, const sl_feed *feed)
{
    sl_blob blob = {.path = staged->entry->path,
                    .origin = SL_ORIGIN_HEAD,
                    .oid = staged->head,
                    .state = *state};
    sl_buf bytes = {0};
    sl_object_type type;

    if (staged->in_head && !sl_oid_eq(&staged->head, &staged->entry->oid) &&
        sl_odb_read(odb, &staged->head, SL_MAX_FILE_SIZE, &type, &bytes, NULL)) {
        blob.bytes = sl_buf_str(&bytes);
        feed->blob(feed->ctx, worker, &blob);
    }
    sl_buf_free(&bytes);
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
                    .symlink = (entry->mode & MODE_TYPE) == MODE_LINK,
                    .state = f->states[item]};
    sl_buf bytes = {0};
    sl_err err = {0};
    sl_object_type type;

    if ((entry->mode & MODE_TYPE) != MODE_FILE && !blob.symlink)
        return; /* submodules hold no content of their own */
    if (sl_odb_read(f->odb, &entry->oid, SL_MAX_FILE_SIZE, &type, &bytes, &err)) {
        blob.bytes = sl_buf_str(&bytes);
        sl_feed_blob(f->feed, worker, &blob);
    } else {
        f->feed->notice(f->feed->ctx, worker, entry->path, err.text, true);
    }
    sl_buf_free(&bytes);
    sl_staged_feed_head(f->odb, worker, &f->staged[item], &f->states[item], f->feed);
}

/* What the next commit changes about paths that it does not touch. */
typedef struct change {
    sl_repo *repo;
    const sl_feed *feed;
    sl_path_rules *rules;  /* as staged */
    sl_path_rules *other;  /* of the working tree, or NULL */
    sl_path_rules *before; /* of HEAD */
} change;

/* Untracked files that HEAD's ignore files cover and those of the next commit do
 * not. */
static void feed_exposed(const change *c)
{
    sl_arena arena = {0};
    sl_walk walk = {.root = sl_repo_root(c->repo), .feed = c->feed, .arena = &arena};
    const sl_index *index = sl_repo_index(c->repo, NULL);

    sl_walk_run(&walk);
    for (size_t i = 0; i < walk.files.len; i++) {
        sl_blob blob = {.path = walk.files.at[i], .origin = SL_ORIGIN_WORKTREE};
        sl_treatment old;
        sl_buf bytes = {0};
        sl_err err = {0};

        if (sl_index_find(index, blob.path))
            continue;
        blob.state.known = true;
        sl_path_rules_ask(c->rules, blob.path, &blob.state.here);
        sl_path_rules_ask(c->before, blob.path, &old);
        if (blob.state.here.ignored || !old.ignored)
            continue;
        sl_path_rules_ask(c->other, blob.path, &blob.state.other);
        if (sl_lookup_file(walk.root, blob.path, SL_MAX_FILE_SIZE, &bytes, &err)) {
            blob.bytes = sl_buf_str(&bytes);
            sl_feed_blob(c->feed, 0, &blob);
        } else {
            c->feed->notice(c->feed->ctx, 0, blob.path, err.text, true);
        }
        sl_buf_free(&bytes);
    }
    sl_vec_free(&walk.files);
    sl_vec_free(&walk.attribute_dirs);
    sl_arena_free(&arena);
}

/* Index entries that are not staged and lose their filter, or get one. */
static void feed_refiltered(const change *c, const sl_staged_vec *staged)
{
    const sl_index *index = sl_repo_index(c->repo, NULL);
    sl_staged_vec found = {0};
    sl_arena arena = {0};
    sl_path_state *states = sl_arena_calloc(&arena, index->len, sizeof *states);
    size_t next = 0;

    for (size_t i = 0; i < index->len; i++) {
        const sl_index_entry *entry = &index->entries[i];
        sl_path_state *state = &states[found.len];
        sl_treatment old;

        if (next < staged->len && staged->at[next].entry == entry) {
            next++; /* both lists are in index order */
            continue;
        }
        *state = (sl_path_state){.known = true,
                                 .tracked = true,
                                 .committed = true,
                                 .index_flags = entry->flags};
        sl_path_rules_ask(c->rules, entry->path, &state->here);
        sl_path_rules_ask(c->before, entry->path, &old);
        if (state->here.filtered == old.filtered)
            continue;
        if (c->other)
            sl_path_rules_ask(c->other, entry->path, &state->other);
        *sl_vec_push(&found) = (sl_staged){.entry = entry};
    }
    for (size_t i = 0; i < found.len; i++)
        feed_one(&(feeding){c->feed, sl_repo_odb(c->repo, NULL), found.at, states}, 0, i);
    sl_vec_free(&found);
    sl_arena_free(&arena);
}

/* An unborn HEAD covers nothing. */
static void feed_changes(sl_repo *repo, sl_path_rules *rules, sl_path_rules *other,
                         const sl_staged_vec *staged, const sl_feed *feed)
{
    change c = {repo, feed, rules, other, NULL};
    sl_oid head;

    if (!sl_repo_head(repo, &head))
        return;
    c.before = sl_path_rules_open(repo, SL_VIEW_COMMIT, &head);
    if (sl_repo_worktree(repo))
        feed_exposed(&c);
    feed_refiltered(&c, staged);
    sl_path_rules_free(c.before);
}

static void feed_all(sl_repo *repo, const sl_staged_vec *staged, bool rules_change,
                     const sl_feed *feed)
{
    sl_path_rules *rules = sl_path_rules_open(repo, SL_VIEW_INDEX, NULL);
    sl_path_rules *other = NULL;
    sl_arena arena = {0};
    sl_path_state *states = sl_arena_calloc(&arena, staged->len, sizeof *states);

    if (sl_repo_worktree(repo)) {
        other = sl_path_rules_open(repo, SL_VIEW_WORKTREE, NULL);
        sl_path_rules_expect_attributes(other);
    }
    for (size_t i = 0; i < staged->len; i++) {
        const sl_index_entry *entry = staged->at[i].entry;

        states[i] = (sl_path_state){
            .known = true, .tracked = true, .index_flags = entry->flags};
        sl_path_rules_ask(rules, entry->path, &states[i].here);
        if (other)
            sl_path_rules_ask(other, entry->path, &states[i].other);
    }
    feed->phase(feed->ctx, "staged files", SL_FEED_INDEX, staged->len);
    sl_pool_run(feed->threads, staged->len, feed_one,
                &(feeding){feed, sl_repo_odb(repo, NULL), staged->at, states});
    if (rules_change)
        feed_changes(repo, rules, other, staged, feed);
    sl_path_rules_free(rules);
    sl_path_rules_free(other);
    sl_arena_free(&arena);
}

bool sl_staged_feed(sl_repo *repo, const sl_feed *feed, sl_err *err)
{
    sl_staged_vec staged = {0};
    const sl_index *index;
    bool rules_change;
    bool ok = sl_staged_list(repo, &staged, &rules_change, err);

    if (ok && (staged.len > 0 || rules_change)) {
        index = sl_repo_index(repo, NULL);
        for (size_t i = 0; i < index->len; i++)
            feed->path(feed->ctx, index->entries[i].path, true, false);
        feed_all(repo, &staged, rules_change, feed);
    }
    sl_vec_free(&staged);
    return ok;
}
