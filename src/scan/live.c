#include "scan/live_work.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "scan/baseline.h"
#include "scan/config_find.h"
#include "scan/survey.h"
#include "scan/target.h"

#include <stdlib.h>
#include <sys/stat.h>

static bool open_state(sl_live *live, sl_err *err)
{
    sl_target *target = sl_calloc(1, sizeof *target);

    live->state = sl_calloc(1, sizeof *live->state);
    live->state->targets = target;
    live->state->targets_len = 1;
    target->path = live->path;
    if (live->options.paths_len ==
        0) { /* a folder is no repository, whatever it holds */
        target->repo = live->repo = sl_repo_open(live->path, err);
        if (!live->repo)
            return false;
    }
    if (!sl_state_open(live->state, &live->options, live->repo, err))
        return false;
    sl_config_aim_top(&live->state->config);
    if (!live->repo)
        sl_config_aim(&live->state->config, live->path, sl_lit(""));
    return true;
}

static void watch(sl_live *live, const char *dir, sl_str name)
{
    if (dir)
        live->watched[live->watched_len++] =
            sl_arena_printf(&live->arena, "%s/%.*s", dir, sl_fmt(name)).ptr;
}

/* What git has of its own. The branch of HEAD may move and leave the file HEAD as it is:
 * then its log grows. */
static void watch_git(sl_live *live)
{
    static const char *const own[] = {"index", "HEAD", "logs/HEAD"};
    sl_str outer[SL_REPO_OUTER];

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        watch(live, sl_repo_git_dir(live->repo), sl_str_of(own[i]));
    watch(live, sl_repo_common_dir(live->repo), sl_lit("config"));
    sl_repo_outer(live->repo, outer);
    for (size_t i = 0; i < SL_REPO_OUTER; i++)
        if (outer[i].len > 0)
            live->watched[live->watched_len++] =
                sl_arena_str(&live->arena, outer[i]).ptr;
}

/* The files that decide: those that always may, and the ignore and attribute files that
 * are known. */
static void list_watched(sl_live *live)
{
    static const char *const top[] = {".seclint.yml", SL_BASELINE_FILE, ".gitignore",
                                      ".gitattributes"};
    const sl_known_path_vec *paths = &live->state->paths;
    const char *worktree = live->repo ? sl_repo_worktree(live->repo) : live->path;
    size_t max = SL_REPO_OUTER + 10;

    for (size_t i = 0; i < paths->len; i++)
        max += sl_path_rules_file(paths->at[i].path);
    live->watched_len = 0;
    live->watched = (const char **)sl_arena_calloc(&live->arena, max, sizeof(char *));
    if (live->repo)
        watch_git(live);
    for (size_t i = 0; i < sizeof top / sizeof *top; i++)
        watch(live, worktree, sl_str_of(top[i]));
    if (live->state->config.root.len > 0) {
        watch(live, live->state->config.root.ptr, sl_lit(".seclint.yml"));
        watch(live, live->state->config.root.ptr, live->state->config.baseline);
    }
    for (size_t i = 0; live->whole && i < paths->len; i++)
        if (sl_path_rules_file(paths->at[i].path))
            watch(live, worktree, paths->at[i].path);
}

uint64_t sl_live_stamp(const sl_live *live)
{
    sl_buf text = {0};
    uint64_t stamp;

    for (size_t i = 0; i < live->watched_len; i++) {
        struct stat st = {0};

        if (stat(live->watched[i], &st) == 0)
            sl_buf_printf(&text, "%zu %llu %lld %lld.%09ld;", i,
                          (unsigned long long)st.st_ino, (long long)st.st_size,
                          (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    }
    stamp = sl_fnv1a(sl_buf_str(&text));
    sl_buf_free(&text);
    return stamp;
}

sl_live *sl_live_open(const sl_live_options *options, sl_err *err)
{
    sl_live *live = sl_calloc(1, sizeof *live);
    const char *path = options->top ? options->top : options->folder;

    live->path = sl_arena_str(&live->arena, sl_str_of(path)).ptr;
    live->options = (sl_run_options){
        .paths = &live->path,
        .paths_len = options->top ? 0 : 1,
        .threads = options->threads,
        .inline_allow = true,
        .peers = true,
        .archives = true,
        .baselines = true,
        .stop = options->stop,
    };
    if (!open_state(live, err)) {
        sl_live_close(live);
        return NULL;
    }
    if (live->repo) { /* what cannot be told of HEAD is a notice of a run, not ours */
        sl_err why = {0};

        sl_staged_list(live->repo, &live->staged, NULL, &why);
        for (size_t i = 0; i < live->staged.len; i++)
            *sl_map_put(&live->staged_paths, live->staged.at[i].entry.path) =
                &live->staged.at[i];
    }
    list_watched(live);
    return live;
}

bool sl_live_read(sl_live *live, sl_err *err)
{
    sl_run_state *state = live->state;
    sl_survey sorted = {0};

    sl_live_unjudge(live);
    if (!live->repo || !sl_repo_worktree(live->repo))
        return true;
    if (!sl_worktree_feed(live->repo, &state->feed, err))
        return false;
    if (live->options.stop && atomic_load(live->options.stop))
        return sl_fail(err, SL_ENOTFOUND, "stopped");
    sl_survey_set_paths(&sorted, &state->paths, &state->arena);
    state->paths.len = sorted.paths_len;
    live->whole = true;
    for (size_t i = 0; i < live->docs.len; i++)
        live->docs.at[i]->scanned = false;
    list_watched(live);
    return true;
}

static void free_doc(sl_live_doc *doc)
{
    sl_sink_free(&doc->now);
    sl_sink_free(&doc->staged);
    sl_buf_free(&doc->text);
    free((char *)(uintptr_t)doc->path.ptr);
    free(doc);
}

static void close_rules(sl_live *live)
{
    sl_path_rules_free(live->rules);
    sl_path_rules_free(live->staged_rules);
    live->rules = live->staged_rules = NULL;
}

void sl_live_close(sl_live *live)
{
    if (!live)
        return;
    sl_live_unjudge(live);
    close_rules(live);
    for (size_t i = 0; i < live->docs.len; i++)
        free_doc(live->docs.at[i]);
    sl_sink_free(&live->affected.now);
    sl_sink_free(&live->affected.staged);
    sl_vec_free(&live->docs);
    sl_map_free(&live->docs_by_path);
    sl_map_free(&live->staged_paths);
    sl_vec_free(&live->staged);
    if (live->state)
        sl_state_close(live->state);
    sl_arena_free(&live->arena);
    free(live);
}

/* Documents are few; the map is made anew. */
static void index_docs(sl_live *live)
{
    sl_map_free(&live->docs_by_path);
    live->docs_by_path = (sl_map){0};
    live->rules_put = false;
    for (size_t i = 0; i < live->docs.len; i++) {
        *sl_map_put(&live->docs_by_path, live->docs.at[i]->path) = live->docs.at[i];
        live->rules_put |= sl_path_rules_file(live->docs.at[i]->path);
    }
}

/* What an ignore or attribute file says is part of what is known of every document. */
static void rules_changed(sl_live *live, sl_str path)
{
    if (!live->repo || !sl_path_rules_file(path))
        return;
    live->unjudged = true;
    close_rules(live);
    for (size_t i = 0; i < live->docs.len; i++)
        live->docs.at[i]->scanned = false;
}

void sl_live_put(sl_live *live, sl_str path, sl_str text)
{
    sl_live_doc *doc = sl_map_get(&live->docs_by_path, path);
    char *name;

    sl_live_forget(live);
    if (!doc) {
        doc = sl_calloc(1, sizeof *doc);
        name = sl_calloc(path.len + 1, 1);
        memcpy(name, path.ptr, path.len);
        doc->path = sl_str_make(name, path.len);
        *sl_vec_push(&live->docs) = doc;
        index_docs(live);
        live->unjudged = true;
    }
    sl_buf_clear(&doc->text);
    sl_buf_add(&doc->text, text);
    doc->scanned = false;
    rules_changed(live, doc->path);
}

void sl_live_drop(sl_live *live, sl_str path)
{
    sl_live_doc *doc = sl_map_get(&live->docs_by_path, path);
    size_t kept = 0;

    if (!doc)
        return;
    sl_live_forget(live);
    live->unjudged = true;
    for (size_t i = 0; i < live->docs.len; i++)
        if (live->docs.at[i] != doc)
            live->docs.at[kept++] = live->docs.at[i];
    live->docs.len = kept;
    rules_changed(live, path);
    index_docs(live);
    free_doc(doc);
}

bool sl_live_text(const sl_live *live, sl_str path, sl_str *text)
{
    const sl_live_doc *doc = sl_map_get(&live->docs_by_path, path);

    if (doc)
        *text = sl_buf_str(&doc->text);
    return doc != NULL;
}

bool sl_live_settled(const sl_live *live)
{
    return !live->unjudged;
}

bool sl_live_whole(const sl_live *live)
{
    return live->whole;
}

sl_repo *sl_live_repo(const sl_live *live)
{
    return live->repo;
}
