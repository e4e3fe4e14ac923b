/* hook_run.c - seclint hook run: the scans that git's hooks call. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/hook_advice.h"
#include "cli/hook_command.h"
#include "cli/out.h"
#include "cli/scan_options.h"
#include "report/report.h"
#include "source/push.h"

#include <unistd.h>

typedef struct run {
    sl_hook_id id;
    const sl_options *options;
    sl_hook_guilt guilt;
} run;

static void blame(void *ctx, const sl_results *results)
{
    run *r = ctx;
    sl_level level =
        r->options->fail_on_given ? (sl_level)r->options->fail_on : SL_LEVEL_WARNING;

    sl_hook_blame(results, level, &r->guilt);
}

/* What a pusher says of the pushed files does not count, unless the administrator, who
 * wrote the script, says that it does. */
static void lock(const sl_options *given, sl_options *o)
{
    o->locked = given->locked || !given->unlocked;
}

static int scan(run *r, sl_options *o)
{
    sl_buf advice = {0};
    int status = sl_scan(o, blame, r);

    sl_hook_advise(r->id, status, &r->guilt, &advice);
    sl_stderr_write(sl_buf_str(&advice));
    sl_vec_free(&r->guilt.commits);
    sl_buf_free(&advice);
    return status;
}

static bool changes_nothing(const sl_push *push)
{
    for (size_t i = 0; i < push->updates.len; i++)
        if (push->updates.at[i].after.len > 0)
            return false;
    return true;
}

/* A terminal would wait for ever. */
static bool read_refs(sl_hook_id id, const char *remote, sl_buf *text, sl_push *push,
                      sl_err *err)
{
    if (isatty(STDIN_FILENO))
        return sl_fail(err, SL_EUSAGE,
                       "hook run %s reads from standard input what git tells its hooks",
                       sl_hook_name(id));
    return sl_file_drain(STDIN_FILENO, "standard input", SL_MAX_HOOK_INPUT, text,
                         err) &&
           sl_push_parse(sl_buf_str(text), remote, push, err);
}

/* git runs pre-push also when all is there already, but pre-receive never without an
 * update: then somebody else has read them. */
static int see_nothing(const run *r, sl_err *err)
{
    if (sl_hook_receives(r->id)) {
        sl_fail(
            err, SL_EFORMAT,
            "standard input names no ref: an earlier part of the hook may have read "
            "it");
        return sl_complain(err);
    }
    if (!r->options->quiet)
        sl_stderr_write(
            sl_lit("seclint: standard input names no ref: nothing was looked at\n"));
    return SL_EXIT_CLEAN;
}

static int run_push(run *r, sl_options *o, const char *remote)
{
    sl_buf text = {0};
    sl_push push = {0};
    sl_err err = {0};
    int status = SL_EXIT_CLEAN;

    if (!read_refs(r->id, remote, &text, &push, &err)) {
        status = sl_complain(&err);
    } else if (push.updates.len == 0) {
        status = see_nothing(r, &err);
    } else if (!changes_nothing(&push)) {
        o->push = &push;
        status = scan(r, o);
    }
    sl_push_free(&push);
    sl_buf_free(&text);
    return status;
}

/* pre-push is told the name of the remote and its URL, the others nothing. */
static bool check_arguments(sl_hook_id id, const sl_options *o, sl_err *err)
{
    size_t len = o->paths.len - 2;

    if (id == SL_HOOK_PRE_PUSH)
        return (len == 1 || len == 2) ||
               sl_fail(err, SL_EUSAGE,
                       "hook run pre-push needs REMOTE and URL, as git "
                       "tells them to the hook");
    return len == 0 || sl_fail(err, SL_EUSAGE, "hook run %s has no use for '%.100s'",
                               sl_hook_name(id), o->paths.at[2]);
}

int sl_hook_run(const sl_options *given)
{
    const char *name = given->paths.len > 1 ? given->paths.at[1] : "";
    sl_options o = *given;
    run r = {.id = sl_hook_find(sl_str_of(name)), .options = &o};
    sl_err err = {0};

    if (r.id == SL_HOOKS)
        sl_fail(&err, SL_EUSAGE,
                "hook run does not know '%.100s' (known: pre-commit, "
                "pre-merge-commit, pre-push, pre-receive)",
                name);
    if (r.id == SL_HOOKS || !check_arguments(r.id, given, &err))
        return sl_complain(&err);
    o.paths = (sl_arg_vec){0};
    if (sl_hook_commits(r.id)) {
        o.staged = true;
        return scan(&r, &o);
    }
    if (r.id == SL_HOOK_PRE_PUSH)
        return run_push(&r, &o, given->paths.at[2]);
    lock(given, &o);
    return run_push(&r, &o, NULL);
}
