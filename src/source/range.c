#include "source/range.h"

#include "base/limits.h"
#include "base/pool.h"
#include "git/tree.h"
#include "source/added.h"
#include "source/between.h"
#include "source/oidmap.h"
#include "source/path_rules.h"
#include "source/repo_fallback.h"

#include <stdio.h>

static void feed_message(const sl_feed *feed, const sl_oid *oid, const char *kind,
                         sl_str message, int64_t time)
{
    char hex[SL_OID_HEX_MAX + 1];
    char path[SL_OID_HEX_MAX + 32];
    sl_blob blob = {.origin = SL_ORIGIN_MESSAGE,
                    .oid = *oid,
                    .commit = *oid,
                    .commit_time = time,
                    .bytes = message};

    snprintf(path, sizeof path, ".git/%s/%s", kind, sl_oid_hex(oid, hex));
    blob.path = sl_str_of(path);
    sl_feed_blob(feed, 0, &blob);
}

static void read_commit(sl_adding *adding, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_commit commit;

    if (!sl_adding_read(adding, oid, SL_OBJ_COMMIT, &bytes))
        return;
    if (sl_commit_parse(sl_buf_str(&bytes), &commit)) {
        feed_message(adding->feed, oid, "commit", commit.message, commit.author_time);
        sl_adding_commit(adding, oid, &commit);
    } else {
        sl_adding_tell(adding, oid, "malformed commit");
    }
    sl_buf_free(&bytes);
}

static void read_tag(sl_adding *adding, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_tag tag;

    if (sl_adding_read(adding, oid, SL_OBJ_TAG, &bytes) &&
        sl_tag_parse(sl_buf_str(&bytes), &tag))
        feed_message(adding->feed, oid, "tag", tag.message, tag.time);
    sl_buf_free(&bytes);
}

/* Tags of tags lead to the same one by several ways. */
static void read_tags(sl_adding *adding, const sl_oid_vec *tags)
{
    sl_oidmap known = {.oid_len = sl_repo_oid_len(adding->repo)};

    for (size_t i = 0; i < tags->len; i++)
        if (sl_oidmap_put(&known, &tags->at[i], (uint32_t)i) == i)
            read_tag(adding, &tags->at[i]);
    sl_oidmap_free(&known);
}

/* The parents of commits that are not there. */
static void tell_missing(const sl_adding *adding, const sl_range_ends *ends,
                         const sl_oid_vec *missing)
{
    bool shallow = sl_repo_shallow(adding->repo);

    if (missing->len == 0 || (shallow && ends->sent))
        return;
    if (shallow)
        adding->feed->notice(
            adding->feed->ctx, 0, sl_lit("history"),
            "shallow clone: the range is cut short; fetch the rest with: git "
            "fetch --unshallow",
            true);
    for (size_t i = 0; !shallow && i < missing->len; i++)
        sl_adding_tell(adding, &missing->at[i],
                       "missing object, the parent of a commit");
}

/* Lists the blobs between the ends, and feeds the messages. False if no commit lies
 * there. */
static bool read_ends(sl_adding *adding, const sl_range_ends *ends)
{
    sl_oid_vec commits = {0};
    sl_oid_vec missing = {0};
    bool any;

    sl_between(adding->odb, ends, &commits, &missing);
    tell_missing(adding, ends, &missing);
    for (size_t i = 0; missing.len > 0 && i < ends->hidden.len; i++)
        sl_adding_hide(adding, &ends->hidden.at[i]);
    for (size_t i = 0; i < commits.len; i++)
        read_commit(adding, &commits.at[i]);
    read_tags(adding, &ends->tags);
    for (size_t i = 0; i < ends->objects.len; i++)
        sl_adding_object(adding, &ends->objects.at[i]);
    any = commits.len > 0;
    sl_vec_free(&commits);
    sl_vec_free(&missing);
    return any;
}

static void tell_path(void *ctx, sl_str path)
{
    const sl_adding *adding = ctx;

    adding->feed->path(adding->feed->ctx, path, true, false);
}

/* The path rules of the wanted commits; kept, because the states point into them. */
typedef struct judge_list {
    sl_path_rules *rules[SL_MAX_RANGE_TIPS];
    size_t len;
} judge_list;

/* What the ignore and attribute files of a wanted commit say of what it still has. */
static void judge_paths(sl_adding *adding, sl_path_rules *rules)
{
    sl_tree_files *files = sl_path_rules_files(rules);

    sl_tree_files_each(files, tell_path, adding);
    for (size_t i = 0; i < adding->list.len; i++) {
        sl_added *a = &adding->list.at[i];
        sl_oid now;

        if (a->state.known || !sl_tree_files_find(files, a->path, &now) ||
            !sl_oid_eq(&now, &a->blob))
            continue;
        a->state = (sl_path_state){.known = true, .tracked = true, .committed = true};
        sl_path_rules_ask(rules, a->path, &a->state.here);
    }
}

static bool named_before(const sl_oid_vec *oids, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (sl_oid_eq(&oids->at[j], &oids->at[i]))
            return true;
    return false;
}

static void judge_all(sl_adding *adding, const sl_range_ends *ends, judge_list *out)
{
    for (size_t i = 0; i < ends->wanted.len && out->len < SL_MAX_RANGE_TIPS; i++) {
        if (named_before(&ends->wanted, i))
            continue;
        out->rules[out->len] =
            sl_path_rules_open(adding->repo, SL_VIEW_COMMIT, &ends->wanted.at[i]);
        judge_paths(adding, out->rules[out->len++]);
    }
}

static void feed_bytes(const sl_feed *feed, unsigned worker, const sl_added *a,
                       sl_str bytes)
{
    sl_blob blob = {.path = a->path,
                    .origin = SL_ORIGIN_RANGE,
                    .oid = a->blob,
                    .commit = a->commit,
                    .commit_time = a->time,
                    .bytes = bytes,
                    .symlink = a->symlink,
                    .state = a->state};

    sl_feed_blob(feed, worker, &blob);
}

static void feed_blob(void *ctx, unsigned worker, size_t item)
{
    const sl_adding *adding = ctx;
    const sl_added *a = &adding->list.at[item];
    sl_buf bytes = {0};
    sl_err why = {0};

    if (sl_repo_read(adding->repo, &a->blob, SL_OBJ_BLOB, &bytes, &why))
        feed_bytes(adding->feed, worker, a, sl_buf_str(&bytes));
    else
        sl_repo_tell_lost(adding->feed, worker, a->path, &a->blob, why.text);
    sl_buf_free(&bytes);
}

static void note_left_out(const sl_adding *adding)
{
    char words[64];

    if (adding->left_out == 0)
        return;
    snprintf(words, sizeof words, "%zu copies of one directory left out",
             adding->left_out);
    adding->feed->notice(adding->feed->ctx, 0, sl_lit("range"), words, true);
}

bool sl_range_feed(sl_repo *repo, const sl_range_ends *ends, const sl_feed *feed,
                   sl_err *err)
{
    sl_adding adding = {.repo = repo, .odb = sl_repo_odb(repo, err), .feed = feed};
    judge_list judges = {0};

    if (!adding.odb)
        return false;
    if (read_ends(&adding, ends)) /* else a branch was made or moved, no more */
        judge_all(&adding, ends, &judges);
    note_left_out(&adding);
    feed->phase(feed->ctx, "range", SL_FEED_OBJECTS, adding.list.len);
    sl_pool_run(feed->threads, adding.list.len, feed_blob, &adding);
    for (size_t i = 0; i < judges.len; i++)
        sl_path_rules_free(judges.rules[i]);
    sl_adding_free(&adding);
    return true;
}
