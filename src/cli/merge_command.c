#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/out.h"
#include "report/report.h"
#include "report/sarif_merge.h"
#include "scan/results.h"
#include "text/escape.h"

#include <stdlib.h>

enum { GITHUB_RESULTS = 25000 }; /* of one run */

static bool read_all(const sl_options *o, sl_json_file *files, sl_err *err)
{
    if (o->paths.len == 0)
        return sl_fail(err, SL_EUSAGE,
                       "merge needs SARIF logs: seclint merge A.sarif B.sarif; see "
                       "seclint merge --help");
    for (size_t i = 0; i < o->paths.len; i++)
        if (!sl_json_file_open(o->paths.at[i], &files[i], err))
            return false;
    return true;
}

static void tell(const sl_options *o, const sl_sarif_merged *merged)
{
    sl_buf text = {0};
    sl_buf line = {0};

    if (o->merged)
        sl_buf_printf(&line, "%s: %zu run%s, %zu result%s, %zu that were there twice\n",
                      o->merged, merged->runs, merged->runs == 1 ? "" : "s",
                      merged->results, merged->results == 1 ? "" : "s",
                      merged->repeats);
    if (merged->crowded_tool.len > 0)
        sl_buf_printf(&line,
                      "warning: several runs of %.*s with the category '%.*s' stay "
                      "apart; GitHub refuses such a log\n",
                      sl_fmt(sl_str_sub(merged->crowded_tool, 0, 100)),
                      sl_fmt(sl_str_sub(merged->crowded_category, 0, 100)));
    if (merged->largest > GITHUB_RESULTS)
        sl_buf_printf(&line, "warning: a run has %zu results; GitHub reads %d of one\n",
                      merged->largest, GITHUB_RESULTS);
    for (sl_str rest = sl_buf_str(&line); rest.len > 0;) {
        sl_escape(sl_str_line(&rest), &text);
        sl_buf_char(&text, '\n');
    }
    sl_stderr_write(sl_buf_str(&text));
    sl_buf_free(&text);
    sl_buf_free(&line);
}

int sl_command_merge(const sl_options *options)
{
    size_t len = options->paths.len;
    sl_json_file *files = sl_calloc(len + 1, sizeof *files);
    sl_sarif_merged merged;
    sl_buf out = {0};
    sl_err err = {0};
    bool ok =
        read_all(options, files, &err) &&
        sl_sarif_merge(files, len, sl_str_of(options->category), &out, &merged, &err);

    if (ok && options->merged)
        ok = sl_report_save(options->merged, sl_buf_str(&out), &err);
    else if (ok)
        ok = sl_stdout_write(sl_buf_str(&out), &err);
    if (ok)
        tell(options, &merged);
    for (size_t i = 0; i < len; i++)
        sl_json_file_close(&files[i]);
    free(files);
    sl_buf_free(&out);
    return ok ? SL_EXIT_CLEAN : sl_complain(&err);
}
