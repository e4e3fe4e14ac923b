#include "source/checkout.h"

#include "base/limits.h"
#include "base/pool.h"
#include "source/oidmap.h"
#include "source/path_rules.h"
#include "source/repo_fallback.h"

enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_LINK = 0120000 };

typedef struct item {
    sl_str path;
    sl_tree_entry entry;
    sl_path_state state;
} item;

SL_VEC(item_vec, item);

typedef struct checkout {
    const sl_feed *feed;
    sl_repo *repo;
    sl_path_rules *rules;
    sl_arena arena;
    sl_oidmap places; /* content -> at how many paths */
    item_vec items;
    size_t left_out;
} checkout;

static bool is_link(const sl_tree_entry *entry)
{
    return (entry->mode & MODE_TYPE) == MODE_LINK;
}

/* A few trees can spell millions of paths, each with the same content behind it. */
static bool stands_everywhere(checkout *c, const sl_oid *oid)
{
    uint32_t places = sl_oidmap_put(&c->places, oid, 0);

    if (places >= SL_MAX_SAME_CONTENT)
        return true;
    sl_oidmap_set(&c->places, oid, places + 1);
    return false;
}

static void add_entry(void *ctx, sl_str path, const sl_tree_entry *entry)
{
    checkout *c = ctx;
    bool link = is_link(entry);
    item *it;

    c->feed->path(c->feed->ctx, path, true, !link);
    if (!link && (entry->mode & MODE_TYPE) != MODE_FILE)
        return; /* a submodule */
    if (stands_everywhere(c, &entry->oid)) {
        c->left_out++;
        return;
    }
    it = sl_vec_push(&c->items);
    it->path = sl_arena_str(&c->arena, path);
    it->entry = (sl_tree_entry){.mode = entry->mode, .oid = entry->oid};
    it->state = (sl_path_state){
        .known = true, .tracked = true, .committed = true, .same_in_index = !link};
    sl_path_rules_ask(c->rules, it->path, &it->state.here);
}

/* What git-crypt has of a file is judged as the index has it, besides. */
static void feed_item(void *ctx, unsigned worker, size_t number)
{
    const checkout *c = ctx;
    const item *it = &c->items.at[number];
    sl_blob blob = {.path = it->path,
                    .origin = SL_ORIGIN_WORKTREE,
                    .oid = it->entry.oid,
                    .executable = (it->entry.mode & 0111) != 0,
                    .symlink = is_link(&it->entry),
                    .state = it->state};
    sl_buf bytes = {0};
    sl_err why = {0};

    if (!sl_repo_read(c->repo, &blob.oid, SL_OBJ_BLOB, &bytes, &why)) {
        sl_repo_tell_lost(c->feed, worker, it->path, &blob.oid, why.text);
        sl_buf_free(&bytes);
        return;
    }
    blob.bytes = sl_buf_str(&bytes);
    if (!blob.symlink)
        sl_feed_blob(c->feed, worker, &blob);
    blob.origin = SL_ORIGIN_INDEX;
    if (blob.symlink || it->state.here.filtered)
        sl_feed_blob(c->feed, worker, &blob);
    sl_buf_free(&bytes);
}

static void note_rest(const checkout *c)
{
    sl_arena arena = {0};
    size_t lost = sl_tree_files_lost(sl_path_rules_files(c->rules));

    if (lost > 0)
        c->feed->notice(
            c->feed->ctx, 0, sl_lit("commit"),
            sl_arena_printf(&arena, "%zu directories could not be read", lost).ptr,
            true);
    if (c->left_out > 0)
        c->feed->notice(
            c->feed->ctx, 0, sl_lit("commit"),
            sl_arena_printf(&arena, "%zu copies of one content left out", c->left_out)
                .ptr,
            true);
    sl_arena_free(&arena);
}

bool sl_checkout_feed(sl_repo *repo, const sl_oid *commit, const sl_feed *feed,
                      sl_err *err)
{
    checkout c = {.repo = repo, .feed = feed, .places = {.oid_len = commit->len}};

    if (!sl_repo_odb(repo, err))
        return false;
    c.rules = sl_path_rules_open(repo, SL_VIEW_COMMIT, commit);
    sl_tree_files_entries(sl_path_rules_files(c.rules), add_entry, &c);
    note_rest(&c);
    feed->phase(feed->ctx, "merge base", SL_FEED_FILES, c.items.len);
    sl_pool_run(feed->threads, c.items.len, feed_item, &c);
    sl_path_rules_free(c.rules);
    sl_oidmap_free(&c.places);
    sl_vec_free(&c.items);
    sl_arena_free(&c.arena);
    return true;
}
