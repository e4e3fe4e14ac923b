#include "cli/hook_command.h"

#include "cli/out.h"
#include "fix/hook.h"
#include "report/report.h"
#include "source/repo.h"
#include "text/escape.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_spots(sl_hook_work *w)
{
    for (size_t i = 0; i < w->len; i++)
        sl_hook_close(&w->spots[i].hook);
    w->len = 0;
}

static bool same_folder(sl_str a, sl_str b)
{
    struct stat x, y;

    return sl_str_eq(a, b) || (stat(a.ptr, &x) == 0 && stat(b.ptr, &y) == 0 &&
                               x.st_dev == y.st_dev && x.st_ino == y.st_ino);
}

/* A folder that is no directory, such as /dev/null, switches hooks off. */
static bool open_spot(sl_hook_work *w, sl_hook_id id, sl_str folder, sl_str instead)
{
    sl_hook_spot *s = &w->spots[w->len++];

    s->unused = instead.len > 0;
    s->instead = instead;
    return sl_hook_open(id, folder, &w->arena, &s->hook, &w->err);
}

static bool open_spots(sl_hook_work *w)
{
    sl_str usual = sl_arena_printf(&w->arena, "%shooks", sl_repo_common_dir(w->repo));
    sl_buf folder = {0};
    bool ok = true;

    for (sl_hook_id id = 0; ok && id < SL_HOOKS; id++) {
        bool moved = sl_repo_hooks(w->repo, sl_hook_receives(id), &folder);
        sl_str here = sl_arena_str(&w->arena, sl_buf_str(&folder));

        if (!w->wanted[id])
            continue;
        ok = open_spot(w, id, here, (sl_str){0}) &&
             (!moved || same_folder(here, usual) || open_spot(w, id, usual, here));
    }
    sl_buf_free(&folder);
    return ok;
}

/* The hooks that are named before "--"; without any, those of fallback. */
static bool take_names(sl_hook_work *w, const bool fallback[SL_HOOKS])
{
    const sl_options *o = w->options;
    size_t end = o->dashes < o->paths.len ? o->dashes : o->paths.len;

    memcpy(w->wanted, fallback, sizeof w->wanted);
    w->named = end > 1;
    if (w->named)
        memset(w->wanted, 0, sizeof w->wanted);
    for (size_t i = 1; i < end; i++) {
        sl_hook_id id = sl_hook_find(sl_str_of(o->paths.at[i]));

        if (id == SL_HOOKS)
            return sl_fail(&w->err, SL_EUSAGE,
                           "there is no hook '%.100s' to install (known: pre-commit, "
                           "pre-merge-commit, pre-push, pre-receive)",
                           o->paths.at[i]);
        w->wanted[id] = true;
    }
    return true;
}

/* What the script will hand to run is tried by its parser now. */
static bool try_words(sl_hook_work *w)
{
    static const char *const first[] = {"seclint", "hook", "run"};
    const sl_options *o = w->options;
    size_t len = 3 + o->paths.len - o->dashes;
    char **argv = sl_arena_calloc(&w->arena, len + 1, sizeof *argv);
    sl_options parsed;
    bool ok;

    memcpy((void *)argv, first, sizeof first);
    memcpy((void *)(argv + 3), o->paths.at + o->dashes, (len - 3) * sizeof *argv);
    ok = sl_options_parse((int)len, argv, &parsed, &w->err);
    if (ok && parsed.command != SL_COMMAND_HOOK)
        ok = sl_fail(&w->err, SL_EUSAGE, "no hook is there to show help");
    if (ok && (parsed.paths.len != 1 || parsed.version))
        ok = sl_fail(&w->err, SL_EUSAGE,
                     "behind -- stand options of hook run, not '%.100s'",
                     parsed.paths.len > 1 ? parsed.paths.at[1] : "--version");
    sl_options_free(&parsed);
    return ok;
}

/* The options behind "--", as the shell has them. */
static bool take_words(sl_hook_work *w)
{
    const sl_options *o = w->options;
    sl_buf text = {0};

    w->given = o->dashes < o->paths.len;
    for (size_t i = o->dashes; i < o->paths.len; i++) {
        if (text.len > 0)
            sl_buf_char(&text, ' ');
        sl_hook_quote(sl_str_of(o->paths.at[i]), &text);
    }
    w->words = sl_arena_str(&w->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    if (sl_str_chr(w->words, '\n') != SIZE_MAX)
        return sl_fail(&w->err, SL_EUSAGE, "an option of hook run holds a line end");
    return !w->given || try_words(w);
}

typedef struct action {
    const char *name;
    bool all[SL_HOOKS]; /* the hooks without a NAME */
    int (*run)(sl_hook_work *w);
} action;

static const action actions[] = {
    {"install", {[SL_HOOK_PRE_COMMIT] = true}, sl_hook_put},
    {"uninstall", {true, true, true, true}, sl_hook_take_away},
    {"status", {true, true, true, true}, sl_hook_status},
};

static const action *find_action(const char *name, sl_err *err)
{
    for (size_t i = 0; name && i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
    sl_fail(err, SL_EUSAGE, "hook %s%.100s%s (known: install, uninstall, status, run)",
            name ? "does not know '" : "needs to be told what to do", name ? name : "",
            name ? "'" : "");
    return NULL;
}

int sl_command_hook(const sl_options *options)
{
    sl_hook_work w = {.options = options};
    const char *name = options->paths.len > 0 ? options->paths.at[0] : NULL;
    const action *act;
    int result = SL_EXIT_ERROR;

    if (name && strcmp(name, "run") == 0)
        return sl_hook_run(options);
    act = find_action(name, &w.err);
    if (act && take_names(&w, act->all) &&
        (act->run == sl_hook_put || options->dashes >= options->paths.len ||
         sl_fail(&w.err, SL_EUSAGE, "hook %s has no use for '%.100s'", name,
                 options->paths.at[options->dashes])) &&
        take_words(&w) && (w.repo = sl_repo_open(NULL, &w.err)) != NULL &&
        open_spots(&w))
        result = act->run(&w);
    if (!sl_stdout_write(sl_buf_str(&w.out), w.err.code == SL_OK ? &w.err : NULL) ||
        w.err.code != SL_OK)
        result = sl_complain(&w.err);
    close_spots(&w);
    sl_repo_close(w.repo);
    sl_buf_free(&w.out);
    sl_arena_free(&w.arena);
    return result;
}
