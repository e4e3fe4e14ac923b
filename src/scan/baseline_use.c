#include "scan/baseline_use.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "source/lookup.h"
#include "source/staged.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { TOLD = 100 }; /* entries that have a notice of their own */

/* Reads file below folder. The file of a project is a stranger's: no link is followed. */
static bool read_below(const char *folder, sl_str file, sl_buf *text, sl_err *err)
{
    int root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok;

    if (root < 0)
        return sl_fail(err, SL_EIO, "open %s", folder);
    ok = sl_lookup_file(root, file, SL_MAX_BASELINE_FILE, text, err);
    close(root);
    return ok;
}

static void place_below(sl_baseline *b, const char *folder, sl_str file)
{
    b->file = sl_arena_str(&b->arena, file);
    b->path = sl_arena_printf(&b->arena, "%s/%.*s", folder, sl_fmt(file)).ptr;
}

static bool missing(const sl_baseline *b, const char *whose, sl_err *err)
{
    return sl_fail(err, SL_EUSAGE,
                   "there is no baseline %.*s%s; seclint baseline create makes one",
                   sl_fmt(sl_str_sub(b->file, 0, 200)), whose);
}

/* For a hook it counts as it is staged, if it is. (One that a named configuration names
 * lies beside that one.) */
static bool read_own(const sl_run_state *state, sl_repo *repo, const char *folder,
                     sl_str file, sl_buf *text, sl_err *err)
{
    return (state->options->staged && repo && !state->options->config &&
            sl_staged_file(repo, file, SL_MAX_BASELINE_FILE, text)) ||
           read_below(folder, file, text, err);
}

/* Where it lies, and its text; *there is false if it is not there and need not be. */
static bool find(sl_run_state *state, sl_repo *repo, sl_buf *text, bool *there,
                 sl_err *err)
{
    const char *worktree = repo ? sl_repo_worktree(repo) : NULL;
    const sl_run_options *options = state->options;
    sl_baseline *b = state->baseline;
    const char *whose = "";
    bool named = true;

    if (options->baseline) {
        b->file = sl_str_of(options->baseline);
        b->path = options->baseline;
        *there = sl_file_read(options->baseline, SL_MAX_BASELINE_FILE, text, err);
    } else if (state->config.baseline.len > 0) {
        whose = ", which the configuration names";
        place_below(b, state->config.root.ptr, state->config.baseline);
        *there = read_own(state, repo, state->config.root.ptr, b->file, text, err);
    } else if (worktree) {
        named = false;
        place_below(b, worktree, sl_lit(SL_BASELINE_FILE));
        *there = read_own(state, repo, worktree, b->file, text, err);
    } else {
        *there = false;
        return true;
    }
    if (*there || (err->code != SL_ENOTFOUND && access(b->path, F_OK) == 0))
        return *there;
    *err = (sl_err){0};
    return !named || options->baseline_fresh || missing(b, whose, err);
}

static bool fresh(sl_baseline *b, bool there, sl_err *err)
{
    if (!b->path)
        return sl_fail(err, SL_EUSAGE,
                       "there is no repository whose top could hold " SL_BASELINE_FILE
                       ": name a file with --baseline");
    if (there)
        return sl_fail(err, SL_EUSAGE,
                       "%.*s is there already; seclint baseline update brings it up to "
                       "date",
                       sl_fmt(sl_str_sub(b->file, 0, 200)));
    return sl_baseline_salt(b, err);
}

bool sl_baseline_open(sl_run_state *state, sl_repo *repo, sl_err *err)
{
    const sl_run_options *options = state->options;
    sl_buf text = {0};
    bool there = false;
    bool ok;

    if (!options->baselines)
        return true;
    state->baseline = sl_calloc(1, sizeof *state->baseline);
    ok = find(state, repo, &text, &there, err);
    if (ok && options->baseline_fresh)
        ok = fresh(state->baseline, there, err);
    else if (ok && there)
        ok = sl_baseline_parse(state->baseline->file, sl_buf_str(&text),
                               state->baseline, err);
    sl_buf_free(&text);
    if (!ok || !(there || options->baseline_fresh))
        sl_baseline_close(state);
    return ok;
}

/* "line 7: ..." about an entry, as a notice. */
static void tell_entry(sl_run_state *state, const sl_baseline_entry *entry)
{
    sl_str shown = sl_str_sub(entry->path, 0, 200);
    sl_str text;

    if (entry->used)
        text = sl_arena_printf(&state->arena,
                               "line %zu: the entry of %.*s in %.*s ended on %.*s, so "
                               "it accepts nothing",
                               entry->line, sl_fmt(entry->rule), sl_fmt(shown),
                               sl_fmt(entry->until));
    else
        text = sl_arena_printf(&state->arena,
                               "line %zu: %.*s is not found in %.*s any more; seclint "
                               "baseline prune removes the entry",
                               entry->line, sl_fmt(entry->rule), sl_fmt(shown));
    sl_sink_notice(&state->sink, state->baseline->file, text.ptr, false);
}

static void tell(sl_run_state *state)
{
    const sl_baseline *b = state->baseline;
    size_t told = 0;

    for (size_t i = 0; i < b->entries.len && told < TOLD; i++) {
        const sl_baseline_entry *entry = &b->entries.at[i];

        if (entry->used ? !entry->expired : entry->spare || !b->whole)
            continue;
        tell_entry(state, entry);
        told++;
    }
    if (b->stale + b->expired > told)
        sl_sink_notice(&state->sink, b->file,
                       sl_arena_printf(&state->arena, "and %zu more entries like that",
                                       b->stale + b->expired - told)
                           .ptr,
                       false);
}

static void say_count(size_t count, const char *what, sl_buf *out)
{
    if (count > 0)
        sl_buf_printf(out, "%s%zu entr%s %s", out->len ? ", " : "", count,
                      count == 1 ? "y" : "ies", what);
}

void sl_baseline_settle(sl_run_state *state, bool tree, bool history)
{
    const sl_survey *survey = state->targets_len == 1 ? state->facts.survey : NULL;
    sl_baseline *b = state->baseline;
    sl_buf word = {0};

    if (!b)
        return;
    for (size_t i = 0; i < state->sink.notices.len; i++)
        tree = tree && !state->sink.notices.at[i].incomplete;
    sl_baseline_match(b, state->sink.findings.at, state->sink.findings.len,
                      &(sl_baseline_scope){tree, history, state->options->staged,
                                           survey, sl_date_today()});
    tell(state);
    say_count(b->expired, b->expired == 1 ? "is over" : "are over", &word);
    say_count(b->stale,
              b->stale == 1 ? "matches nothing any more" : "match nothing any more",
              &word);
    state->baseline_word = sl_arena_str(&state->arena, sl_buf_str(&word));
    sl_buf_free(&word);
}

void sl_baseline_close(sl_run_state *state)
{
    if (!state->baseline)
        return;
    sl_baseline_free(state->baseline);
    free(state->baseline);
    state->baseline = NULL;
}
