#include "cli/fix_command.h"

#include "cli/out.h"
#include "fix/gitignore.h"
#include "source/diff.h"
#include "text/escape.h"

static void add_line(sl_buf *out, const char *before, sl_str text)
{
    sl_buf_add(out, sl_str_of(before));
    sl_escape(text, out);
    sl_buf_char(out, '\n');
}

/* What was done, and what is left. */
static void describe(const sl_gitignore_fix *fix, const sl_results *results,
                     sl_buf *out)
{
    for (size_t i = 0; i < fix->added.len; i++)
        add_line(out, "added to .gitignore: ", fix->added.at[i]);
    for (size_t i = 0; i < fix->left.len; i++)
        add_line(out, "still not ignored, a nested .gitignore re-includes it: ",
                 fix->left.at[i]);
    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *finding = &results->findings[i];

        if (!sl_str_eq(finding->rule->id, sl_lit("secret-tracked-plaintext")))
            continue;
        add_line(out,
                 "tracked, so no ignore line helps; change its secrets, then run: "
                 "git rm --cached -- ",
                 finding->place.path);
    }
    if (out->len == 0)
        sl_buf_add(out, sl_lit("nothing to add to .gitignore\n"));
}

/* Findings that the repair does not settle. */
static bool findings_stay(const sl_gitignore_fix *fix, const sl_results *results)
{
    for (size_t i = 0; i < results->findings_len; i++)
        if (results->findings[i].level >= SL_LEVEL_WARNING &&
            !results->findings[i].suppressed &&
            sl_str_eq(results->findings[i].rule->id,
                      sl_lit("secret-tracked-plaintext")))
            return true;
    return fix->left.len > 0;
}

static int apply(const sl_options *options, sl_repo *repo, const sl_results *results,
                 sl_err *err)
{
    sl_gitignore_fix fix;
    sl_buf text = {0};
    bool changes, ok;
    int status = SL_EXIT_CLEAN;

    ok = sl_gitignore_plan(repo, results, &fix, err);
    changes = fix.added.len > 0;
    if (ok && options->diff)
        ok = sl_diff_unified(sl_lit(".gitignore"), fix.existed, sl_buf_str(&fix.before),
                             sl_buf_str(&fix.after), &text, err);
    else if (ok && changes)
        ok = sl_gitignore_write(repo, &fix, err);
    if (ok && !options->diff)
        describe(&fix, results, &text);
    if (ok && (findings_stay(&fix, results) || (options->diff && changes)))
        status = SL_EXIT_FINDINGS;
    ok = ok && sl_stdout_write(sl_buf_str(&text), err);
    sl_buf_free(&text);
    sl_gitignore_free(&fix);
    return ok ? status : sl_complain(err);
}

int sl_fix_gitignore(const sl_options *options, const sl_results *results)
{
    const char *path = options->paths.len ? options->paths.at[0] : NULL;
    sl_err err = {0};
    sl_repo *repo = sl_repo_open(path, &err);
    int status;

    if (!repo)
        return sl_complain(&err);
    if (!sl_repo_worktree(repo)) {
        sl_fail(&err, SL_EUSAGE,
                "--fix-gitignore needs a working tree, the repository "
                "is bare");
        status = sl_complain(&err);
    } else {
        status = apply(options, repo, results, &err);
    }
    sl_repo_close(repo);
    return status;
}
