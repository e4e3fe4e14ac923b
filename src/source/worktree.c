#include "source/worktree.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pool.h"
#include "source/file_reader.h"
#include "source/lookup.h"
#include "source/path_rules.h"
#include "source/repo_fallback.h"
#include "source/staged.h"
#include "source/worktree_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MODE_TYPE = 0170000,
    MODE_LINK = 0120000,
    BATCH = 32,  /* paths that a thread takes at once: most lie in one directory */
    SHARES = 64, /* batches for each thread, at least, so that all end at once */
};

/* What is known of a path before it is read. */
typedef struct item {
    sl_str path;
    size_t place;            /* in the index, of the first entry of the path: */
    sl_index_entry entry;    /* if it is tracked */
    const sl_staged *staged; /* NULL: HEAD has the same */
    sl_path_state state;
} item;

/* What one thread has. */
typedef struct hand {
    sl_file_reader reader;
    item items[BATCH];
} hand;

typedef struct tree {
    sl_repo *repo;
    const sl_feed *feed;
    const sl_index_view *index;
    bool blind; /* it cannot be read: nobody knows what is tracked */
    sl_odb *odb;
    int root;
    sl_lock *asking; /* for the rules, which are for one thread at a time */
    sl_path_rules *rules;
    sl_path_rules *staged_rules; /* NULL: they are the same */
    bool encrypts;               /* git-crypt is set up: stat data prove nothing */
    sl_map staged;               /* path -> const sl_staged * */
    sl_worktree_list list;
    size_t batch;
    hand *hands;
} tree;

static void fill(const tree *t, const sl_worktree_path *at, item *it)
{
    bool tracked = at->entry != SL_INDEX_NONE;

    *it = (item){.path = at->path, .place = at->entry};
    if (tracked)
        sl_index_view_entry(t->index, at->entry, &it->entry);
    if (tracked && t->staged.len > 0)
        it->staged = sl_map_get(&t->staged, at->path);
    it->state = (sl_path_state){
        .known = !t->blind,
        .tracked = tracked,
        .committed = tracked && !it->staged,
        .index_flags = it->entry.flags,
    };
    sl_path_rules_ask(t->rules, at->path, &it->state.here);
    if (t->staged_rules)
        sl_path_rules_ask(t->staged_rules, at->path, &it->state.other);
}

/* What all versions of the item have in common. */
static sl_blob blob_of(const item *it, sl_origin origin)
{
    sl_blob blob = {.path = it->path, .state = it->state, .origin = origin};

    if (it->state.tracked) {
        blob.oid = it->entry.oid;
        blob.executable = (it->entry.mode & 0111) != 0;
    }
    return blob;
}

/* Reads and feeds the file. True if the index holds the same bytes. */
static bool read_worktree(const tree *t, unsigned worker, item *it)
{
    sl_file_reader *reader = &t->hands[worker].reader;
    bool merged;
    sl_blob blob;
    sl_buf staged = {0};
    sl_object_type type;
    sl_err err = {0};

    if (!sl_file_reader_read(reader, it->path, SL_MAX_FILE_SIZE, &err)) {
        t->feed->notice(t->feed->ctx, worker, it->path, err.text, true);
        return false;
    }
    merged = it->state.tracked && it->entry.stage == 0;
    it->state.same_in_index = merged && !t->encrypts &&
                              sl_worktree_matches(t->index, &it->entry, &reader->st);
    blob = blob_of(it, SL_ORIGIN_WORKTREE);
    blob.bytes = sl_buf_str(&reader->bytes);
    /* Stat data differ after a copy or a touch, and say nothing right after git wrote
     * the index: only different bytes make the index's blob worth a look of its own. */
    if (merged && !blob.state.same_in_index)
        blob.state.same_in_index =
            sl_odb_read(t->odb, &blob.oid, SL_MAX_FILE_SIZE, &type, &staged, NULL) &&
            sl_str_eq(blob.bytes, sl_buf_str(&staged));
    sl_buf_free(&staged);
    sl_feed_blob(t->feed, worker, &blob);
    return blob.state.same_in_index;
}

static void read_staged(const tree *t, unsigned worker, const item *it,
                        const sl_index_entry *entry, sl_buf *bytes)
{
    sl_blob blob = blob_of(it, SL_ORIGIN_INDEX);
    sl_err why = {0};

    if (!sl_worktree_has_content(entry))
        return;
    blob.oid = entry->oid;
    blob.symlink = (entry->mode & MODE_TYPE) == MODE_LINK;
    if (sl_repo_read(t->repo, &blob.oid, SL_OBJ_BLOB, bytes, &why)) {
        blob.bytes = sl_buf_str(bytes);
        sl_feed_blob(t->feed, worker, &blob);
    } else {
        sl_repo_tell_lost(t->feed, worker, it->path, &blob.oid, why.text);
    }
}

static void read_item(const tree *t, unsigned worker, item *it, bool missing)
{
    sl_index_entry entry;
    sl_buf bytes = {0};
    bool same, known;

    same = !missing && read_worktree(t, worker, it);
    known = same && !it->state.here.filtered; /* its check looks at the index only */

    if (it->staged)
        sl_staged_feed_head(t->repo, worker, it->staged, &it->state, t->feed);

    /* Each side of a conflict has an entry of its own. */
    for (size_t i = it->place; !known && i < t->index->len; i++) {
        if (i > it->place && !sl_index_view_again(t->index, i))
            break;
        sl_index_view_entry(t->index, i, &entry);
        read_staged(t, worker, it, &entry, &bytes);
    }
    sl_buf_free(&bytes);
}

static void read_batch(void *ctx, unsigned worker, size_t number)
{
    const tree *t = ctx;
    const sl_worktree_path *at = t->list.at + number * t->batch;
    size_t left = t->list.len - number * t->batch;
    size_t len = left < t->batch ? left : t->batch;
    item *items = t->hands[worker].items;

    sl_lock_take(t->asking);
    for (size_t i = 0; i < len; i++)
        fill(t, &at[i], &items[i]);
    sl_lock_give(t->asking);
    for (size_t i = 0; i < len; i++) {
        if (t->feed->stopped && t->feed->stopped(t->feed->ctx))
            return;
        read_item(t, worker, &items[i], at[i].missing);
    }
}

static void read_list(tree *t)
{
    unsigned threads = t->feed->threads;

    t->batch = t->list.len / threads / SHARES + 1;
    if (t->batch > BATCH)
        t->batch = BATCH;
    t->asking = sl_lock_new();
    t->hands = sl_calloc(threads, sizeof *t->hands);
    for (unsigned w = 0; w < threads; w++)
        t->hands[w].reader = sl_file_reader_open(t->root);
    sl_pool_run(threads, (t->list.len + t->batch - 1) / t->batch, read_batch, t);
    for (unsigned w = 0; w < threads; w++)
        sl_file_reader_close(&t->hands[w].reader);
    free(t->hands);
    sl_lock_free(t->asking);
}

/* Is the directory of path, which the index knows, no directory now? */
static bool replaced(const tree *t, sl_str path)
{
    sl_str dir = sl_path_dir(path);
    int fd = dir.len > 0 ? sl_lookup_open(t->root, dir, O_RDONLY | O_DIRECTORY) : -1;

    if (fd >= 0)
        close(fd);
    return dir.len > 0 && fd < 0 && (errno == ELOOP || errno == ENOTDIR);
}

/* ".git/info/exclude" for what lies below the working tree: no absolute path. */
static sl_str short_name(const tree *t, sl_str path)
{
    return sl_str_drop(path, sl_str_of(sl_repo_worktree(t->repo)));
}

static void note_unreadable(const tree *t)
{
    sl_err err = {0};
    sl_str path;

    for (size_t i = 0; (path = sl_path_rules_unreadable(t->rules, i, &err)).len > 0;
         i++)
        if (!replaced(t, path))
            t->feed->notice(t->feed->ctx, 0, path, err.text, true);
    for (size_t i = 0; (path = sl_repo_unreadable(t->repo, i, &err)).len > 0; i++)
        t->feed->notice(t->feed->ctx, 0, short_name(t, path),
                        err.code == SL_EFORMAT
                            ? "not a regular file, its lines do not count"
                            : "cannot be read, its lines do not count",
                        true);
}

static void open_rules(tree *t)
{
    t->rules = sl_path_rules_open(t->repo, SL_VIEW_WORKTREE, NULL);
    if (t->list.attributes)
        sl_path_rules_expect_attributes(t->rules);
    t->encrypts = sl_path_rules_git_crypt(t->rules);
    if (t->list.rules_differ)
        t->staged_rules = sl_path_rules_open(t->repo, SL_VIEW_INDEX, NULL);
}

bool sl_worktree_feed(sl_repo *repo, const sl_feed *feed, sl_err *err)
{
    tree t = {.repo = repo, .feed = feed, .root = -1};
    sl_staged_vec staged = {0};
    sl_index_view none = {0};
    sl_err why = {0};

    t.index = sl_repo_index_view(repo, &why);
    t.blind = !t.index && why.code != SL_EREPO; /* else it is the surroundings */
    t.odb = t.index || t.blind ? sl_repo_odb(repo, &why) : NULL;
    if (!t.odb) {
        *err = why;
        return false;
    }
    if (t.blind) {
        sl_repo_tell_index(repo, feed, why.text);
        t.index = &none;
    }
    t.root = open(sl_repo_worktree(repo), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (t.root < 0)
        return sl_fail(err, SL_EIO, "open %s", sl_repo_worktree(repo));
    if (!t.blind && !sl_staged_list(repo, &staged, NULL, &why))
        feed->notice(feed->ctx, 0, sl_lit("HEAD"), why.text, true);
    for (size_t i = 0; i < staged.len; i++)
        *sl_map_put(&t.staged, staged.at[i].entry.path) = &staged.at[i];
    sl_worktree_list_make(repo, t.index, t.root, feed, &t.list);
    open_rules(&t);
    feed->phase(feed->ctx, "working tree", SL_FEED_FILES, t.list.len);
    read_list(&t);
    note_unreadable(&t);
    sl_path_rules_free(t.rules);
    sl_path_rules_free(t.staged_rules);
    sl_map_free(&t.staged);
    sl_worktree_list_free(&t.list);
    sl_vec_free(&staged);
    close(t.root);
    return true;
}
