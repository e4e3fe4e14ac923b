#include "cli/commands.h"
#include "cli/fix_command.h"
#include "cli/options.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/timing.h"
#include "fix/plan.h"
#include "report/report.h"
#include "scan/run.h"

#include <unistd.h>

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

static bool wants_line_hashes(const sl_options *o)
{
    bool wanted = sl_report_format_find(sl_str_of(o->format))->line_hashes;

    for (size_t i = 0; i < o->outputs.len; i++)
        wanted |= sl_report_format_find(o->outputs.at[i].format)->line_hashes;
    return wanted;
}

static sl_run_options run_options(const sl_options *o, sl_progress *progress)
{
    return (sl_run_options){
        .paths = o->paths.at,
        .paths_len = o->paths.len,
        .staged = o->staged,
        .range = o->range,
        .history = o->history && !o->fix_gitignore,
        .threads = o->jobs,
        .profile_given = o->profile_given,
        .profile = (sl_profile)o->profile,
        .strategy = (sl_strategy)o->strategy,
        .config = o->config,
        .rules = o->rules.at,
        .rules_len = o->rules.len,
        .stdin_path = o->stdin_path,
        .archives = o->archives,
        .timing = o->timing,
        .line_hashes = wants_line_hashes(o),
        .cache = o->cache,
        .cache_dir = o->cache_dir,
        .inline_allow = o->inline_allow,
        .peers = o->peers,
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
        .width = terminal.width,
    };
}

static bool write_stdout(const sl_options *o, const sl_results *results, sl_err *err)
{
    const sl_report_format *format = sl_report_format_find(sl_str_of(o->format));
    sl_report_style style = style_of(o, true);
    sl_buf text = {0};
    bool ok;

    format->write(results, &style, &text);
    ok = sl_stdout_write(sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

static bool write_file(const sl_options *o, const sl_output *output,
                       const sl_results *results, sl_err *err)
{
    const sl_report_format *format = sl_report_format_find(output->format);
    sl_report_style style = style_of(o, false);
    sl_buf text = {0};
    bool ok;

    format->write(results, &style, &text);
    ok = sl_report_save(output->file, sl_buf_str(&text), err);
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

int sl_command_scan(const sl_options *o)
{
    sl_progress *progress = sl_progress_start(o->progress && !o->quiet);
    sl_run_options options = run_options(o, progress);
    sl_results results;
    sl_err err = {0};
    int status;
    bool ok;

    if (o->fix_gitignore) {
        status = sl_fix_gitignore(o, &options);
        sl_progress_stop(progress);
        return status;
    }
    ok = sl_run(&options, &results, &err);
    sl_progress_stop(progress);
    if (ok && !o->quiet)
        sl_timing_warn(&results);
    sl_timing_start(o->timing ? &results.timing : NULL, SL_PHASE_REPORT);
    status = ok ? report_with_edits(o, &results) : sl_complain(&err);
    if (ok && o->timing)
        tell_timing(&results);
    sl_results_free(&results);
    return status;
}
