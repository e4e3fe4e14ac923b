#include "base/mem.h"
#include "cli/commands.h"
#include "cli/comparison.h"
#include "cli/fix_command.h"
#include "cli/options.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/scan_options.h"
#include "cli/terminal.h"
#include "cli/timing.h"
#include "fix/plan.h"
#include "report/report.h"
#include "scan/run.h"
#include "text/escape.h"
#include "text/veil.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of memory that a hook on few files takes. */
enum { SMALLEST_SCAN = 256 * 1024 };

static unsigned shown_unit(sl_feed_count what)
{
    return what == SL_FEED_OBJECTS ? SL_PROGRESS_OBJECTS : SL_PROGRESS_FILES;
}

static void on_phase(void *ctx, const char *name, sl_feed_count unit, size_t total)
{
    sl_progress_phase(ctx, name);
    sl_progress_total(ctx, shown_unit(unit), total);
}

static void on_count(void *ctx, sl_feed_count what, uint64_t more)
{
    if (what == SL_FEED_FILES || what == SL_FEED_INDEX || what == SL_FEED_OBJECTS)
        sl_progress_add(ctx, shown_unit(what), more);
}

static sl_hashes wanted_hashes(const sl_options *o)
{
    sl_hashes wanted = sl_report_format_find(sl_str_of(o->format))->hashes;

    for (size_t i = 0; i < o->outputs.len; i++) {
        sl_hashes more = sl_report_format_find(o->outputs.at[i].format)->hashes;

        if (more > wanted)
            wanted = more;
    }
    return o->line_hash ? wanted : SL_HASHES_NONE;
}

sl_run_options sl_scan_options(const sl_options *o, sl_progress *progress)
{
    return (sl_run_options){
        .paths = o->paths.at,
        .paths_len = o->paths.len,
        .staged = o->staged,
        .range = o->range,
        .push = o->push,
        .history = o->history && !o->fix_gitignore,
        .threads = o->jobs,
        .profile_given = o->profile_given,
        .profile = (sl_profile)o->profile,
        .strategy = (sl_strategy)o->strategy,
        .no_config = !o->find_config || o->locked,
        .config = o->config,
        .rules = o->rules.at,
        .rules_len = o->rules.len,
        .stdin_path = o->stdin_path,
        .archives = o->archives,
        .baselines = o->baselines && (o->baseline || !o->locked),
        .baseline = o->baseline,
        .timing = o->timing,
        .hashes = wanted_hashes(o),
        .cache = o->cache,
        .cache_dir = o->cache_dir,
        .inline_allow = o->inline_allow && !o->locked,
        .peers = o->peers && !o->locked,
        .fail_on = (sl_level)o->fail_on,
        .fail_on_default = !o->fail_on_given,
        .exit_zero = o->exit_zero,
        .allow_partial = o->allow_partial,
        .watch = {progress, on_phase, on_count},
    };
}

static sl_report_style style_of(const sl_options *o, bool to_stdout)
{
    sl_terminal terminal = {0};

    if (to_stdout)
        terminal = sl_terminal_of(STDOUT_FILENO, o->color);
    return (sl_report_style){
        .color = terminal.color,
        .hyperlinks = terminal.hyperlinks,
        .unicode = terminal.unicode,
        .quiet = o->quiet,
        .verbose = o->verbose,
        .no_hashes = !o->line_hash,
        .sarif_suppressed = o->sarif_suppressed,
        .statistics = o->statistics,
        .width = terminal.width,
    };
}

/* What the paths of findings are relative to, as an absolute path; empty if unknown. */
static void add_root(const sl_options *o, sl_buf *out)
{
    sl_err err = {0};
    sl_repo *repo = o->paths.len ? NULL : sl_repo_open(NULL, &err);
    const char *path = repo && sl_repo_worktree(repo) ? sl_repo_worktree(repo) : ".";
    struct stat st;
    char *real;

    if (o->paths.len == 1 && stat(o->paths.at[0], &st) == 0 && S_ISDIR(st.st_mode))
        path = o->paths.at[0];
    real = realpath(path, NULL);
    sl_buf_add(out, sl_str_of(real));
    free(real);
    sl_repo_close(repo);
}

static bool write_stdout(const sl_options *o, const sl_results *results, sl_err *err)
{
    const sl_report_format *format = sl_report_format_find(sl_str_of(o->format));
    sl_report_style style = style_of(o, true);
    sl_buf text = {0}, root = {0};
    bool ok;

    if (style.hyperlinks)
        add_root(o, &root);
    style.root = sl_buf_str(&root);
    format->write(results, &style, &text);
    ok = sl_stdout_write(sl_buf_str(&text), err);
    sl_buf_free(&root);
    sl_buf_free(&text);
    return ok;
}

/* GitHub Actions made the file, to be read by another user, perhaps, and other commands
 * of the step may have written to it: it is neither replaced nor closed to others. */
static bool collected(const char *file)
{
    const char *summary = getenv("GITHUB_STEP_SUMMARY");

    return summary && strcmp(file, summary) == 0;
}

static bool write_file(const sl_options *o, const sl_output *output,
                       const sl_results *results, sl_err *err)
{
    const sl_report_format *format = sl_report_format_find(output->format);
    sl_report_style style = style_of(o, false);
    sl_buf text = {0};
    bool ok;

    format->write(results, &style, &text);
    ok = collected(output->file)
             ? sl_report_append(output->file, sl_buf_str(&text), err)
             : sl_report_save(output->file, sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

/* Every report is tried; the first failure is the one that is told last. */
static int report(const sl_options *o, const sl_results *results)
{
    int status = results->exit_status;
    sl_err err = {0};

    for (size_t i = 0; i < o->outputs.len; i++)
        if (!write_file(o, &o->outputs.at[i], results, &err))
            status = sl_complain(&err);
    if (!write_stdout(o, results, &err))
        status = sl_complain(&err);
    return status;
}

static sl_edits edits_of(void *ctx, const sl_finding *finding)
{
    return sl_plan_edits(ctx, finding);
}

static bool wants_edits(const sl_options *o, const sl_results *results)
{
    bool carried = sl_report_format_find(sl_str_of(o->format))->edits;
    bool fixable = false;

    for (size_t i = 0; i < o->outputs.len; i++)
        carried |= sl_report_format_find(o->outputs.at[i].format)->edits;
    for (size_t i = 0; i < results->findings_len; i++)
        fixable |= results->findings[i].rule->fixable;
    return carried && fixable && results->facts.survey &&
           results->facts.survey->whole && o->paths.len <= 1;
}

/* A report may carry the edits that --fix-gitignore would make. */
static int report_with_edits(const sl_options *o, sl_results *results)
{
    sl_plan_options how = {.given = (sl_strategy)o->strategy};
    sl_plan plan = {0};
    sl_err err = {0};
    sl_repo *repo = NULL;
    int status;

    if (wants_edits(o, results))
        repo = sl_repo_open(o->paths.len ? o->paths.at[0] : NULL, &err);
    if (repo && sl_plan_make(&plan, repo, results, &how, &err)) {
        results->edits = edits_of;
        results->edits_ctx = &plan;
    }
    status = report(o, results);
    if (repo) {
        sl_plan_free(&plan);
        sl_repo_close(repo);
    }
    return status;
}

static void tell_timing(sl_results *results)
{
    sl_timing_stop(&results->timing);
    sl_timing_count(&results->timing, SL_PHASE_REPORT, results->findings_len);
    sl_timing_print(results);
}

/* What is odd about the configuration is told whatever the format of the report. */
static void tell_warnings(const sl_results *results)
{
    sl_buf text = {0}, plain = {0};

    for (size_t i = 0; i < results->warnings_len; i++) {
        sl_buf_add(&text, sl_lit("seclint: warning: "));
        sl_buf_clear(&plain);
        sl_veil(results->warnings[i], &plain);
        sl_escape(sl_buf_str(&plain), &text);
        sl_buf_char(&text, '\n');
    }
    sl_stderr_write(sl_buf_str(&text));
    sl_buf_free(&plain);
    sl_buf_free(&text);
}

static void tell_comparison(const sl_comparison *comparison)
{
    sl_buf text = {0};

    if (comparison->words.len == 0)
        return;
    sl_buf_add(&text, sl_lit("seclint: "));
    sl_escape(sl_buf_str(&comparison->words), &text);
    sl_buf_char(&text, '\n');
    sl_stderr_write(sl_buf_str(&text));
    sl_buf_free(&text);
}

int sl_scan(const sl_options *o, sl_scan_after *after, void *ctx)
{
    sl_progress *progress = sl_progress_start(o->progress && !o->quiet);
    sl_run_options options = sl_scan_options(o, progress);
    sl_comparison comparison = {0};
    sl_results results = {0};
    sl_err err = {0};
    int status;
    bool ok;

    sl_mem_expect(SMALLEST_SCAN);
    if (o->fix_gitignore) {
        status = sl_fix_gitignore(o, &options);
        sl_progress_stop(progress);
        return status;
    }
    ok = sl_comparison_make(o, (const char *const *)environ, &options, &comparison,
                            &err);
    if (ok && !o->quiet)
        tell_comparison(&comparison);
    ok = ok && sl_run(&options, &results, &err);
    sl_progress_stop(progress);
    if (ok && !o->quiet) {
        tell_warnings(&results);
        sl_timing_warn(&results);
    }
    sl_timing_start(o->timing ? &results.timing : NULL, SL_PHASE_REPORT);
    status = ok ? report_with_edits(o, &results) : sl_complain(&err);
    if (ok && o->timing)
        tell_timing(&results);
    if (ok && after)
        after(ctx, &results);
    if (sl_mem_watched()) {
        sl_results_free(&results);
        sl_comparison_free(&comparison);
    }
    return status;
}

int sl_command_scan(const sl_options *o)
{
    return sl_scan(o, NULL, NULL);
}
