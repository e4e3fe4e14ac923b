#include "cli/commands.h"
#include "cli/fix_command.h"
#include "cli/options.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/terminal.h"
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

static sl_run_options run_options(const sl_options *o, sl_progress *progress)
{
    return (sl_run_options){
        .paths = o->paths.at,
        .paths_len = o->paths.len,
        .staged = o->staged,
        .range = o->range,
        .history = o->history && !o->fix_gitignore,
        .threads = o->jobs,
        .strategy = (sl_strategy)o->strategy,
        .config = o->config,
        .rules = o->rules.at,
        .rules_len = o->rules.len,
        .stdin_path = o->stdin_path,
        .inline_allow = o->inline_allow,
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

int sl_command_scan(const sl_options *o)
{
    sl_progress *progress = sl_progress_start(o->progress && !o->quiet);
    sl_run_options options = run_options(o, progress);
    sl_results results;
    sl_err err = {0};
    bool ok = sl_run(&options, &results, &err);
    int status;

    sl_progress_stop(progress);
    if (!ok)
        status = sl_complain(&err);
    else
        status = o->fix_gitignore ? sl_fix_gitignore(o, &results) : report(o, &results);
    sl_results_free(&results);
    return status;
}
