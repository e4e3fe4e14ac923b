/* hook_change.c - seclint hook install and uninstall. */
#include "cli/hook_command.h"
#include "report/report.h"
#include "text/escape.h"

#include <limits.h>
#include <unistd.h>

/* The program that runs, if it will be there again next time. */
static sl_str own_path(sl_arena *arena)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);

    if (len <= 0)
        return (sl_str){0};
    path[len] = '\0';
    return access(path, X_OK) == 0 ? sl_arena_str(arena, sl_str_of(path)) : (sl_str){0};
}

static sl_hook_script script_of(const sl_hook_work *w, const sl_hook *hook,
                                sl_str program)
{
    return (sl_hook_script){
        .version = sl_str_of(sl_version()),
        .program = program,
        .options = w->given ? w->words : hook->script.options,
        .chained = hook->state == SL_HOOK_FOREIGN
                       ? w->options->chain
                       : hook->beside && (w->options->chain || hook->script.chained),
    };
}

/* Is the place one for a hook of ours, whatever stands there? */
static bool is_fit(const sl_hook_work *w, const sl_hook *hook, sl_err *err)
{
    if (hook->barred)
        return sl_fail(
            err, SL_EUSAGE,
            "git runs no hook here: core.hooksPath leads to %.300s, which is "
            "no directory",
            hook->folder.ptr);
    if (sl_str_eq(hook->folder, sl_lit("/")))
        return sl_fail(err, SL_EUSAGE,
                       "core.hooksPath is empty or /, no place for a hook");
    if (hook->state == SL_HOOK_EDITED)
        return sl_fail(err, SL_EUSAGE,
                       "%s: %.300s was changed by hand: move it away, or delete it",
                       sl_hook_name(hook->id), hook->path.ptr);
    if (!sl_hook_receives(hook->id) && !sl_repo_worktree(w->repo))
        return sl_fail(err, SL_EUSAGE,
                       "nobody commits in a bare repository: seclint hook install "
                       "pre-receive");
    return true;
}

bool sl_hook_may_chain(const sl_hook_work *w, const sl_hook *hook, sl_err *err)
{
    return is_fit(w, hook, err) && sl_hook_can_chain(hook, err);
}

static bool refuse(sl_hook_work *w, const sl_hook *hook)
{
    sl_buf said = {0};

    if (!is_fit(w, hook, &w->err))
        return false;
    if (hook->state != SL_HOOK_FOREIGN)
        return true;
    if (w->options->chain)
        return sl_hook_can_chain(hook, &w->err);
    sl_hook_add_foreign(w, hook, &said);
    sl_fail(&w->err, SL_EUSAGE, "%s: %s", sl_hook_name(hook->id), said.ptr);
    sl_buf_free(&said);
    return false;
}

/* As a diff that shows whole files. */
static void add_text(sl_hook_work *w, char mark, sl_str text)
{
    while (text.len > 0) {
        sl_buf_char(&w->out, mark);
        sl_escape(sl_str_line(&text), &w->out);
        sl_buf_char(&w->out, '\n');
    }
}

static void add_renamed(sl_hook_work *w, const sl_hook *hook, bool back)
{
    sl_buf_printf(&w->out, "rename %s ", back ? "to" : "from");
    sl_escape(hook->path, &w->out);
    sl_buf_printf(&w->out, "\nrename %s ", back ? "from" : "to");
    sl_escape(hook->path, &w->out);
    sl_buf_add(&w->out, sl_lit(SL_HOOK_CHAINED "\n"));
}

static void add_diff(sl_hook_work *w, const sl_hook *hook, sl_str before, sl_str after)
{
    sl_buf_add(&w->out, sl_lit("--- "));
    sl_escape(before.len > 0 ? hook->path : sl_lit("/dev/null"), &w->out);
    sl_buf_add(&w->out, sl_lit("\n+++ "));
    sl_escape(after.len > 0 ? hook->path : sl_lit("/dev/null"), &w->out);
    sl_buf_add(&w->out, after.len > 0 ? sl_lit(" (mode 0755)\n") : sl_lit("\n"));
    add_text(w, '-', before);
    add_text(w, '+', after);
}

/* Returns whether something would change. */
static bool show_install(sl_hook_work *w, const sl_hook *hook,
                         const sl_hook_script *script)
{
    sl_str before = sl_buf_str(&hook->text);
    sl_buf after = {0};
    bool differs;

    sl_hook_write(hook->id, script, &after);
    differs = !sl_str_eq(before, sl_buf_str(&after)) || !hook->executable;
    if (hook->state == SL_HOOK_FOREIGN) {
        add_renamed(w, hook, false);
        before.len = 0;
    }
    if (differs)
        add_diff(w, hook, before, sl_buf_str(&after));
    sl_buf_free(&after);
    return differs;
}

static void told_install(sl_hook_work *w, const sl_hook *hook,
                         const sl_hook_script *script)
{
    sl_buf folder = {0};

    sl_buf_printf(&w->out, "%s: %s: ", sl_hook_name(hook->id),
                  sl_hook_is_ours(hook) ? "renewed" : "installed");
    sl_escape(hook->path, &w->out);
    if (script->chained)
        sl_buf_printf(&w->out, ", chained to %s" SL_HOOK_CHAINED,
                      sl_hook_name(hook->id));
    if (sl_repo_hooks(w->repo, sl_hook_receives(hook->id), &folder))
        sl_buf_add(&w->out, sl_lit(" (core.hooksPath: for every repository that has it "
                                   "set)"));
    sl_buf_char(&w->out, '\n');
    sl_buf_free(&folder);
}

/* All are looked at before the first is written. */
int sl_hook_put(sl_hook_work *w)
{
    sl_str program = own_path(&w->arena);
    bool differs = false;

    for (size_t i = 0; i < w->len; i++)
        if (!w->spots[i].unused && !refuse(w, &w->spots[i].hook))
            return SL_EXIT_ERROR;
    for (size_t i = 0; i < w->len; i++) {
        sl_hook *hook = &w->spots[i].hook;
        sl_hook_script script = script_of(w, hook, program);

        if (w->spots[i].unused)
            continue;
        if (w->options->diff)
            differs |= show_install(w, hook, &script);
        else if (sl_hook_install(hook, &script, &w->err))
            told_install(w, hook, &script);
        else
            return SL_EXIT_ERROR;
    }
    return differs ? SL_EXIT_FINDINGS : SL_EXIT_CLEAN;
}

static bool remove_one(sl_hook_work *w, sl_hook *hook)
{
    const char *name = sl_hook_name(hook->id);
    bool back = hook->beside && hook->script.chained;

    if (hook->state == SL_HOOK_EDITED)
        return sl_fail(&w->err, SL_EUSAGE,
                       "%s: %.300s was changed by hand: delete it yourself", name,
                       hook->path.ptr);
    if (w->options->diff) {
        add_diff(w, hook, sl_buf_str(&hook->text), (sl_str){0});
        if (back)
            add_renamed(w, hook, true);
        return true;
    }
    if (!sl_hook_uninstall(hook, &w->err))
        return false;
    sl_buf_printf(&w->out, "%s: %s: ", name, back ? "restored" : "removed");
    sl_escape(hook->path, &w->out);
    sl_buf_char(&w->out, '\n');
    return true;
}

int sl_hook_take_away(sl_hook_work *w)
{
    bool any = false;

    for (size_t i = 0; i < w->len; i++) {
        sl_hook *hook = &w->spots[i].hook;
        bool ours = sl_hook_is_ours(hook);

        if (ours && !remove_one(w, hook))
            return SL_EXIT_ERROR;
        any |= ours;
        if (!ours && w->named && !w->spots[i].unused) {
            sl_buf_printf(&w->out, "%s: %s: ", sl_hook_name(hook->id),
                          hook->state == SL_HOOK_NONE ? "not installed" : "foreign");
            sl_escape(hook->path, &w->out);
            sl_buf_add(&w->out,
                       hook->state == SL_HOOK_NONE ? sl_lit("\n") : sl_lit(" stays\n"));
        }
    }
    if (!any && !w->named)
        sl_buf_add(&w->out, sl_lit("no hook of seclint is installed\n"));
    return any && w->options->diff ? SL_EXIT_FINDINGS : SL_EXIT_CLEAN;
}
