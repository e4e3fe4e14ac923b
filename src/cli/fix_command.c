#include "cli/fix_command.h"

#include "cli/out.h"
#include "fix/commit.h"
#include "fix/plan.h"
#include "text/escape.h"
#include "text/veil.h"

static void add_line(sl_buf *out, const char *before, sl_str text)
{
    sl_buf shown = {0};

    sl_veil(text, &shown);
    sl_buf_add(out, sl_str_of(before));
    sl_escape(sl_buf_str(&shown), out);
    sl_buf_char(out, '\n');
    sl_buf_free(&shown);
}

static bool expects_something(const sl_survey *survey, const sl_layout_use *use)
{
    for (size_t i = 0; i < survey->probes_len; i++)
        if (survey->probes[i].use == use)
            return true;
    return false;
}

/* Which layouts there are, what they follow, and how that is known. */
static void describe_layouts(const sl_survey *survey, sl_buf *out)
{
    for (size_t i = 0; i < survey->uses_len; i++) {
        const sl_layout_use *use = &survey->uses[i];
        sl_buf line = {0};

        if (!expects_something(survey, use))
            continue;
        sl_buf_printf(&line, "%.*s: strategy %s", sl_fmt(use->layout->title),
                      sl_strategy_name(use->strategy));
        if (use->inferred)
            sl_buf_printf(&line, " (inferred: %.*s)", sl_fmt(use->evidence));
        add_line(out, "", sl_buf_str(&line));
        sl_buf_free(&line);
    }
}

static void describe_changes(const sl_plan *plan, sl_buf *out)
{
    static const char *const verbs[] = {
        [SL_CHANGE_ADDED] = "added",
        [SL_CHANGE_ACTIVATED] = "activated",
        [SL_CHANGE_COMMENTED] = "commented out",
        [SL_CHANGE_EDITED] = "edited",
    };

    for (size_t i = 0; i < plan->changes.len; i++) {
        const sl_change *change = &plan->changes.at[i];
        sl_buf line = {0};

        sl_buf_printf(&line, "%.*s: %s %.*s (%.*s)", sl_fmt(change->path),
                      verbs[change->kind], sl_fmt(change->pattern),
                      sl_fmt(change->why));
        add_line(out, "  ", sl_buf_str(&line));
        sl_buf_free(&line);
    }
}

static void describe_list(const char *title, const sl_text_vec *lines, sl_buf *out)
{
    if (lines->len > 0)
        add_line(out, title, sl_lit(""));
    for (size_t i = 0; i < lines->len; i++)
        add_line(out, "  ", lines->at[i]);
}

/* What the tree says once the files are written. */
static int status_after(const sl_run_options *scan, sl_buf *out, sl_err *err)
{
    sl_results results;
    int status = SL_EXIT_ERROR;
    size_t stay = 0;

    if (sl_run(scan, &results, err)) {
        status = results.exit_status;
        for (size_t i = 0; i < results.findings_len; i++)
            stay += !results.findings[i].suppressed &&
                    results.findings[i].level >= SL_LEVEL_WARNING;
        if (stay > 0)
            sl_buf_printf(out, "%zu finding%s stay%s; run seclint to see %s\n", stay,
                          stay == 1 ? "" : "s", stay == 1 ? "s" : "",
                          stay == 1 ? "it" : "them");
    }
    sl_results_free(&results);
    return status;
}

static bool print(sl_buf *text, sl_err *err)
{
    bool ok = sl_stdout_write(sl_buf_str(text), err);

    sl_buf_clear(text);
    return ok;
}

/* A refusal is an answer: nothing is written, and the reasons are complete. */
static int refuse(const sl_plan *plan)
{
    sl_buf text = {0};
    sl_err err = {0};

    sl_fail(&err, SL_EUSAGE, "refused, nothing was changed");
    sl_complain(&err);
    for (size_t i = 0; i < plan->refused.len; i++)
        add_line(&text, "  ", plan->refused.at[i]);
    sl_stderr_write(sl_buf_str(&text));
    sl_buf_free(&text);
    return SL_EXIT_ERROR;
}

static int show_diff(const sl_plan *plan, sl_err *err)
{
    sl_buf text = {0};
    bool ok = sl_plan_diff(plan, &text, err) && print(&text, err);

    sl_buf_free(&text);
    if (!ok)
        return sl_complain(err);
    return sl_plan_changes(plan) ? SL_EXIT_FINDINGS : SL_EXIT_CLEAN;
}

static int apply(const sl_plan *plan, const sl_run_options *scan, sl_err *err)
{
    sl_buf text = {0};
    int status = SL_EXIT_ERROR;
    bool ok = !sl_plan_changes(plan) || sl_plan_write(plan, err);

    if (ok) {
        describe_layouts(plan->survey, &text);
        if (!sl_plan_changes(plan))
            sl_buf_add(&text,
                       sl_lit("nothing to change in ignore and attribute files\n"));
        describe_changes(plan, &text);
        describe_list("to know:", &plan->warnings, &text);
        describe_list("left for you:", &plan->todo, &text);
        status = status_after(scan, &text, err);
        ok = status != SL_EXIT_ERROR && print(&text, err);
    }
    sl_buf_free(&text);
    return ok ? status : sl_complain(err);
}

static int fix(const sl_options *options, sl_repo *repo, const sl_run_options *scan,
               const sl_results *results, sl_err *err)
{
    sl_plan_options how = {.per_file = options->per_file,
                           .confirmed = options->yes,
                           .given = (sl_strategy)options->strategy};
    sl_plan plan;
    int status;

    if (!sl_plan_make(&plan, repo, results, &how, err))
        status = sl_complain(err);
    else if (plan.refused.len > 0)
        status = refuse(&plan);
    else if (options->diff)
        status = show_diff(&plan, err);
    else
        status = apply(&plan, scan, err);
    sl_plan_free(&plan);
    return status;
}

int sl_fix_gitignore(const sl_options *options, const sl_run_options *scan)
{
    const char *path = options->paths.len ? options->paths.at[0] : NULL;
    sl_results results = {0};
    sl_err err = {0};
    sl_repo *repo = sl_repo_open(path, &err);
    int status;

    if (!repo)
        return sl_complain(&err);
    /* What a killed run left behind comes first, so that the scan sees it. */
    if ((options->diff || !sl_repo_worktree(repo) ||
         sl_commit_recover(sl_repo_root(repo), sl_repo_git_dir(repo), &err)) &&
        sl_run(scan, &results, &err))
        status = fix(options, repo, scan, &results, &err);
    else
        status = sl_complain(&err);
    sl_results_free(&results);
    sl_repo_close(repo);
    return status;
}
