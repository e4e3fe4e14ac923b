#include "cli/commands.h"
#include "cli/out.h"
#include "cli/questions.h"
#include "scan/results.h"
#include "source/pathspec.h"
#include "source/repo_sparse.h"
#include "text/cquote.h"

#include <fcntl.h>
#include <sys/stat.h>

typedef struct checker {
    const sl_options *options;
    sl_cwd cwd;
    int root;
    bool quote_high;
    const sl_index *index; /* NULL with --no-index */
    sl_ignore *ignore;
    sl_pathspec spec; /* of the path that is asked about */
    bool found;       /* some path has a pattern: the exit status */
} checker;

static void put_name(const checker *c, sl_str name, char end, sl_buf *out)
{
    if (c->options->null)
        sl_buf_add(out, name);
    else
        sl_cquote(name, c->quote_high, out);
    if (end || c->options->null)
        sl_buf_char(out, c->options->null ? '\0' : end);
}

/* "FILE:LINE:PATTERN<TAB>PATH", or the four of them with a NUL each. */
static void put_answer(const checker *c, const sl_ignore_match *match,
                       const char *typed, sl_buf *out)
{
    if (c->options->verbose) {
        put_name(c, match->file, ':', out);
        if (match->found)
            sl_buf_printf(out, "%zu", match->line);
        sl_buf_char(out, c->options->null ? '\0' : ':');
        sl_buf_add(out, match->pattern);
        sl_buf_char(out, c->options->null ? '\0' : '\t');
    }
    put_name(c, sl_str_of(typed), '\n', out);
}

static bool is_directory(int root, const char *path)
{
    struct stat st;

    return fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static bool read_path(checker *c, const char *typed, sl_err *err)
{
    return sl_pathspec_read(&c->cwd, typed, &c->spec, err) &&
           sl_pathspec_reachable(&c->spec, typed, c->root, c->index, err);
}

static bool answer(void *ctx, const char *typed, sl_buf *out, sl_err *err)
{
    checker *c = ctx;
    sl_ignore_match match = {0};

    if (!read_path(c, typed, err))
        return false;
    if (!c->index || !sl_pathspec_tracked(&c->spec, c->index))
        match = sl_ignore_check(c->ignore, sl_buf_str(&c->spec.match),
                                is_directory(c->root, c->spec.match.ptr));
    if (match.found && !match.ignored && !c->options->verbose)
        match = (sl_ignore_match){0};
    if (!c->options->quiet && (match.found || c->options->non_matching))
        put_answer(c, &match, typed, out);
    c->found |= match.found;
    return true;
}

static bool check_usage(const sl_options *options, sl_err *err)
{
    if (options->stdin_paths && options->paths.len > 0)
        return sl_fail(err, SL_EUSAGE, "cannot specify pathnames with --stdin");
    if (!options->stdin_paths && options->null)
        return sl_fail(err, SL_EUSAGE, "-z only makes sense with --stdin");
    if (!options->stdin_paths && options->paths.len == 0)
        return sl_fail(err, SL_EUSAGE, "no path specified");
    if (options->quiet && options->paths.len > 1)
        return sl_fail(err, SL_EUSAGE, "--quiet is only valid with a single pathname");
    if (options->quiet && options->verbose)
        return sl_fail(err, SL_EUSAGE, "cannot have both --quiet and --verbose");
    if (options->non_matching && !options->verbose)
        return sl_fail(err, SL_EUSAGE, "--non-matching is only valid with --verbose");
    return true;
}

/* git looks at all operands before it answers for the first. */
static bool check_operands(checker *c, sl_err *err)
{
    const sl_arg_vec *paths = &c->options->paths;

    for (size_t i = 0; i < paths->len; i++)
        if (!read_path(c, paths->at[i], err))
            return false;
    return true;
}

static bool open_checker(checker *c, sl_repo *repo, sl_arena *arena, sl_err *err)
{
    if (!sl_cwd_find(repo, arena, &c->cwd, err))
        return false;
    if (!sl_repo_worktree(repo))
        return sl_fail(err, SL_EREPO, "this operation must be run in a work tree");
    c->root = sl_repo_root(repo);
    c->quote_high = sl_repo_quotes_high(repo);
    if (c->options->index && !(c->index = sl_repo_index_full(repo, err)))
        return false;
    c->ignore = sl_repo_ignore_named(repo, c->cwd.info_ignore, c->options->index);
    return true;
}

int sl_command_check_ignore(const sl_options *options)
{
    sl_err err = {0};
    sl_repo *repo = sl_questions_repo(options->index, &err);
    checker c = {.options = options};
    sl_arena arena = {0};
    bool ok = repo && check_usage(options, &err) &&
              open_checker(&c, repo, &arena, &err) && check_operands(&c, &err) &&
              sl_questions_answer(options, 0, answer, &c, &err);

    sl_buf_free(&c.spec.match);
    sl_ignore_free(c.ignore);
    sl_arena_free(&arena);
    sl_repo_close(repo);
    if (!ok)
        return sl_questions_fatal(&err);
    return c.found ? SL_EXIT_CLEAN : SL_EXIT_FINDINGS;
}
