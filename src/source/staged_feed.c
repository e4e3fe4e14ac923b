/* staged_feed.c - the staged blobs, and what else the next commit changes. */
#include "base/limits.h"
#include "base/pool.h"
#include "source/lookup.h"
#include "source/path_rules.h"
#include "source/repo_fallback.h"
#include "source/staged.h"
#include "source/walk.h"

enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_LINK = 0120000 };

void sl_staged_feed_head(sl_repo *repo, unsigned worker, const sl_staged *staged,
                         const sl_path_state *state, const sl_feed *feed)
{
    sl_blob blob = {.path = staged->entry.path,
                    .origin = SL_ORIGIN_HEAD,
                    .oid = staged->head,
                    .state = *state};
    sl_buf bytes = {0};
    sl_err why = {0};

    if (!staged->in_head || sl_oid_eq(&staged->head, &staged->entry.oid))
        return;
    if (sl_repo_read(repo, &staged->head, SL_OBJ_BLOB, &bytes, &why)) {
        blob.bytes = sl_buf_str(&bytes);
        feed->blob(feed->ctx, worker, &blob);
    } else if (why.code != SL_ENOTFOUND || !sl_repo_partial(repo)) {
        sl_repo_tell_lost(feed, worker, blob.path, &blob.oid, why.text);
    } /* else the remote has promised it, and it is no part of the next commit */
    sl_buf_free(&bytes);
}

typedef struct feeding {
    const sl_feed *feed;
    sl_repo *repo;
    const sl_staged *staged;
    const sl_path_state *states;
} feeding;

static void feed_one(void *ctx, unsigned worker, size_t item)
{
    const feeding *f = ctx;
    const sl_index_entry *entry = &f->staged[item].entry;
    sl_blob blob = {.path = entry->path,
                    .origin = SL_ORIGIN_INDEX,
                    .oid = entry->oid,
                    .executable = (entry->mode & 0111) != 0,
                    .symlink = (entry->mode & MODE_TYPE) == MODE_LINK,
                    .state = f->states[item]};
    sl_buf bytes = {0};
    sl_err why = {0};

    if ((entry->mode & MODE_TYPE) != MODE_FILE && !blob.symlink)
        return; /* submodules hold no content of their own */
    if (sl_repo_read(f->repo, &entry->oid, SL_OBJ_BLOB, &bytes, &why)) {
        blob.bytes = sl_buf_str(&bytes);
        sl_feed_blob(f->feed, worker, &blob);
    } else {
        sl_repo_tell_lost(f->feed, worker, entry->path, &entry->oid, why.text);
    }
    sl_buf_free(&bytes);
    sl_staged_feed_head(f->repo, worker, &f->staged[item], &f->states[item], f->feed);
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
    sl_walk walk = {.root = sl_repo_root(c->repo), .feed = c->feed};
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
    sl_walk_free(&walk);
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

        while (next < staged->len &&
               sl_str_cmp(staged->at[next].entry.path, entry->path) < 0)
            next++; /* files of a sparse directory have no entry */
        if (next < staged->len && staged->at[next].entry.stage == entry->stage &&
            sl_str_eq(staged->at[next].entry.path, entry->path)) {
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
        *sl_vec_push(&found) = (sl_staged){.entry = *entry};
    }
    for (size_t i = 0; i < found.len; i++)
        feed_one(&(feeding){c->feed, c->repo, found.at, states}, 0, i);
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

/* Starting a thread costs as much as scanning a few files. */
static unsigned threads_for(const sl_staged_vec *staged, unsigned most)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < staged->len && bytes < SL_MIN_PARALLEL; i++)
        bytes += staged->at[i].entry.size + SL_MIN_PARALLEL / 64;
    return bytes < SL_MIN_PARALLEL ? 1 : most;
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
        const sl_index_entry *entry = &staged->at[i].entry;

        states[i] = (sl_path_state){
            .known = true, .tracked = true, .index_flags = entry->flags};
        sl_path_rules_ask(rules, entry->path, &states[i].here);
        if (other)
            sl_path_rules_ask(other, entry->path, &states[i].other);
    }
    feed->phase(feed->ctx, "staged files", SL_FEED_INDEX, staged->len);
    sl_pool_run(threads_for(staged, feed->threads), staged->len, feed_one,
                &(feeding){feed, repo, staged->at, states});
    if (rules_change)
        feed_changes(repo, rules, other, staged, feed);
    sl_path_rules_free(rules);
    sl_path_rules_free(other);
    sl_arena_free(&arena);
}

/* Every entry, for when HEAD cannot be read. */
static void list_all(const sl_index_view *index, sl_staged_vec *out)
{
    out->len = 0;
    for (size_t i = 0; i < index->len; i++) {
        sl_staged *staged = sl_vec_push(out);

        *staged = (sl_staged){0};
        sl_index_view_entry(index, i, &staged->entry);
    }
}

/* Is it the surroundings that are wrong, and not the index? */
static bool refused(const sl_err *why)
{
    return why->code == SL_EREPO || why->code == SL_EUSAGE;
}

bool sl_staged_feed(sl_repo *repo, const sl_feed *feed, sl_err *err)
{
    const sl_index_view *view;
    sl_staged_vec staged = {0};
    bool rules_change = false;
    sl_err why = {0};

    view = sl_repo_index_view(repo, &why);
    if (!view && !refused(&why)) {
        sl_repo_tell_index(repo, feed, why.text);
        return true;
    }
    if (!view || !sl_repo_odb(repo, &why)) {
        *err = why;
        return false;
    }
    if (!sl_staged_list(repo, &staged, &rules_change, &why)) {
        feed->notice(feed->ctx, 0, sl_lit("HEAD"), why.text, true);
        list_all(view, &staged);
    }
    if (staged.len > 0 || rules_change) {
        feed->index(feed->ctx, view);
        feed_all(repo, &staged, rules_change, feed);
    }
    sl_vec_free(&staged);
    return true;
}

bool sl_staged_file(sl_repo *repo, sl_str path, size_t max, sl_buf *out)
{
    const sl_index_view *view = sl_repo_index_view(repo, NULL);
    sl_odb *odb = sl_repo_odb(repo, NULL);
    sl_index_entry entry;
    sl_object_type type;

    sl_buf_clear(out);
    return view && odb && sl_index_view_find(view, path, &entry) && entry.stage == 0 &&
           (entry.mode & MODE_TYPE) == MODE_FILE &&
           sl_odb_read(odb, &entry.oid, max, &type, out, NULL);
}
