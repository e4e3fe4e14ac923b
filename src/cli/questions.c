#include "cli/questions.h"

#include "cli/out.h"
#include "git/unquote.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

/* Questions and answers under way. */
typedef struct talk {
    sl_answer *answer;
    void *ctx;
    char end; /* of a line of standard input */
    sl_buf in;
    sl_buf out;
} talk;

static bool flush(talk *t, sl_err *err)
{
    bool ok = t->out.len == 0 || sl_stdout_write(sl_buf_str(&t->out), err);

    sl_buf_clear(&t->out);
    return ok;
}

static bool ask(talk *t, const char *typed, sl_err *err)
{
    return t->answer(t->ctx, typed, &t->out, err) &&
           (t->out.len < CHUNK || flush(t, err));
}

/* To git a line is a C string: it ends at a NUL, before and after its quotes are
 * taken away. */
static bool ask_line(talk *t, sl_str line, sl_err *err)
{
    sl_arena arena = {0};
    sl_str text = sl_str_sub(line, 0, sl_str_chr(line, '\0'));
    sl_str rest = text;
    bool ok = true;

    if (t->end && sl_str_starts(text, sl_lit("\"")))
        ok = sl_unquote_c(&arena, &rest, &text) || /* git does not look behind it */
             sl_fail(err, SL_EUSAGE, "line is badly quoted");
    ok = ok && ask(t, sl_arena_str(&arena, text).ptr, err);
    sl_arena_free(&arena);
    return ok;
}

/* More of standard input; *more is false at its end. */
static bool read_more(talk *t, bool *more, sl_err *err)
{
    ssize_t got;

    sl_buf_reserve(&t->in, CHUNK);
    do
        got = read(STDIN_FILENO, t->in.ptr + t->in.len, CHUNK);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return sl_fail(err, SL_EIO, "read standard input");
    t->in.len += (size_t)got;
    *more = got > 0;
    return true;
}

/* Asks all whole lines that are there, and keeps the rest. */
static bool ask_lines(talk *t, sl_err *err)
{
    sl_str rest = sl_buf_str(&t->in);
    size_t len;

    while ((len = sl_str_chr(rest, t->end)) != SIZE_MAX) {
        if (!ask_line(t, sl_str_sub(rest, 0, len), err))
            return false;
        rest = sl_str_skip(rest, len + 1);
    }
    if (rest.len < t->in.len) {
        if (rest.len > 0)
            memmove(t->in.ptr, rest.ptr, rest.len);
        t->in.len = rest.len;
    }
    return true;
}

static bool ask_input(talk *t, sl_err *err)
{
    bool more = true;

    while (more)
        if (!flush(t, err) || !read_more(t, &more, err) || !ask_lines(t, err))
            return false;
    return t->in.len == 0 || ask_line(t, sl_buf_str(&t->in), err);
}

bool sl_questions_answer(const sl_options *options, size_t first, sl_answer *answer,
                         void *ctx, sl_err *err)
{
    talk t = {.answer = answer, .ctx = ctx, .end = options->null ? '\0' : '\n'};
    bool ok = true;

    if (options->stdin_paths)
        ok = ask_input(&t, err);
    for (size_t i = first; ok && i < options->paths.len; i++)
        ok = ask(&t, options->paths.at[i], err);
    ok = flush(&t, ok ? err : NULL) && ok;
    sl_buf_free(&t.in);
    sl_buf_free(&t.out);
    return ok;
}

sl_repo *sl_questions_repo(bool with_index, sl_err *err)
{
    sl_repo *repo = sl_repo_open(NULL, err);

    if (repo && sl_repo_config_check(repo, err) &&
        (!with_index || sl_repo_index(repo, err)))
        return repo;
    sl_repo_close(repo);
    return NULL;
}

int sl_questions_fatal(const sl_err *err)
{
    sl_complain_as("fatal", err);
    return SL_EXIT_GIT_FATAL;
}
