#include "source/git_config_files.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "git/config_file.h"
#include "git/wildmatch.h"
#include "source/ref_storage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { INCLUDE_DEPTH = 10 }; /* as git has it */

/* The files of one configuration while it is put together. */
typedef struct collector {
    sl_git_config *to;
    const char *git_dir; /* NULL: no repository */
    const char *common_dir;
    const sl_git_config *known; /* NULL: the first time, when remotes are not known */
    bool again;                 /* a condition asked for them */
    sl_err *err;
    bool own;
    unsigned depth;
    unsigned files;
} collector;

static bool add_file(collector *c, sl_str path);

/* gitdir:PATTERN as git completes it: relative to the file or to any directory, and
 * with a slash at the end for everything below. */
static void complete(sl_str pattern, sl_str file, sl_buf *out)
{
    sl_buf expanded = {0};

    sl_git_path_expand(pattern, &expanded);
    pattern = sl_buf_str(&expanded);
    if (sl_str_starts(pattern, sl_lit("./"))) {
        sl_buf_add(out, sl_path_dir(file));
        pattern = sl_str_skip(pattern, 1);
    } else if (!sl_str_starts(pattern, sl_lit("/"))) {
        sl_buf_add(out, sl_lit("**/"));
    }
    sl_buf_add(out, pattern);
    if (sl_str_ends(pattern, sl_lit("/")))
        sl_buf_add(out, sl_lit("**"));
    sl_buf_free(&expanded);
}

/* Of a path with symbolic links in it both forms count. */
static bool in_dir(const collector *c, sl_str pattern, sl_str file, unsigned flags)
{
    sl_str dir = sl_str_drop_end(sl_str_of(c->git_dir), sl_lit("/"));
    char *real = c->git_dir ? realpath(c->git_dir, NULL) : NULL;
    sl_buf whole = {0};
    bool holds;

    complete(pattern, file, &whole);
    flags |= SL_WM_PATHNAME;
    holds = c->git_dir && (sl_wildmatch(sl_buf_str(&whole), dir, flags) ||
                           sl_wildmatch(sl_buf_str(&whole), sl_str_of(real), flags));
    sl_buf_free(&whole);
    free(real);
    return holds;
}

static bool on_branch(collector *c, sl_str pattern)
{
    sl_buf branch = {0}, whole = {0};
    bool holds = false;

    if (c->git_dir &&
        sl_ref_storage_head(c->known, c->git_dir, c->common_dir, &c->again, &branch) &&
        sl_str_starts(sl_buf_str(&branch), sl_lit("refs/heads/"))) {
        sl_buf_add(&whole, pattern);
        if (sl_str_ends(pattern, sl_lit("/")))
            sl_buf_add(&whole, sl_lit("**"));
        holds = sl_wildmatch(sl_buf_str(&whole),
                             sl_str_drop(sl_buf_str(&branch), sl_lit("refs/heads/")),
                             SL_WM_PATHNAME);
    }
    sl_buf_free(&branch);
    sl_buf_free(&whole);
    return holds;
}

/* Remotes count wherever they are configured, so all is read once more. */
static bool has_remote(collector *c, sl_str pattern)
{
    const sl_git_setting *at;
    bool holds = false;

    c->again = true;
    for (size_t i = 0; !holds && c->known && i < c->known->settings.len; i++) {
        at = &c->known->settings.at[i];
        holds = at->key.len > sizeof "remote.url" &&
                sl_str_starts(at->key, sl_lit("remote.")) &&
                sl_str_ends(at->key, sl_lit(".url")) &&
                sl_wildmatch(pattern, at->value, SL_WM_PATHNAME);
    }
    return holds;
}

/* Does the key name a file to read here? */
static bool includes(collector *c, sl_str key, sl_str file)
{
    sl_str condition;

    if (sl_str_eq(key, sl_lit("include.path")))
        return true;
    if (!sl_str_starts(key, sl_lit("includeif.")) ||
        !sl_str_ends(key, sl_lit(".path")) || key.len <= sizeof "includeif.path")
        return false;
    condition = sl_str_sub(key, sizeof "includeif." - 1, key.len - sizeof ".path" + 1);
    if (sl_str_starts(condition, sl_lit("gitdir:")))
        return in_dir(c, sl_str_skip(condition, 7), file, 0);
    if (sl_str_starts(condition, sl_lit("gitdir/i:")))
        return in_dir(c, sl_str_skip(condition, 9), file, SL_WM_CASEFOLD);
    if (sl_str_starts(condition, sl_lit("onbranch:")))
        return on_branch(c, sl_str_skip(condition, 9));
    if (sl_str_starts(condition, sl_lit("hasconfig:remote.*.url:")))
        return has_remote(c, sl_str_skip(condition, 23));
    return false;
}

static bool add_included(collector *c, sl_str value, sl_str file)
{
    sl_buf path = {0};
    bool ok = true;

    sl_git_path_expand(value, &path);
    if (path.len > 0 && path.ptr[0] != '/') {
        sl_buf_clear(&path);
        sl_buf_printf(&path, "%.*s/", sl_fmt(sl_path_dir(file)));
        sl_git_path_expand(value, &path);
    }
    if (path.len > 0 && access(path.ptr, F_OK) == 0)
        ok = add_file(c, sl_buf_str(&path));
    sl_buf_free(&path);
    return ok;
}

static bool bad_file(collector *c, sl_str path, const char *why)
{
    if (c->err && c->err->code == SL_OK)
        sl_fail(c->err, SL_EREPO, "bad config file %.*s: %s", sl_fmt(path), why);
    return false;
}

static bool add_text(collector *c, sl_str text, sl_str file)
{
    sl_config_reader reader = {.text = text};
    sl_config_item item;
    char why[48];
    bool ok = true;

    while (ok && sl_config_next(&reader, &item)) {
        sl_arena *arena = &c->to->arena;
        sl_git_setting *setting = sl_vec_push(&c->to->settings);
        sl_str value = item.assigned ? item.value : sl_lit("true");

        setting->key = sl_arena_str(arena, item.key);
        setting->value = sl_arena_str(arena, value);
        setting->own = c->own;
        if (item.assigned && includes(c, item.key, file))
            ok = add_included(c, item.value, file);
    }
    if (reader.failed) {
        snprintf(why, sizeof why, "malformed line %zu", sl_config_line(&reader));
        ok = bad_file(c, file, why);
    }
    sl_config_reader_free(&reader);
    return ok;
}

/* A file that is there. What it holds up to an error is taken back. /dev/null is how
 * people say "no file". */
static bool add_file(collector *c, sl_str path)
{
    size_t before = c->to->settings.len;
    sl_err err = {0};
    sl_buf text = {0};
    bool ok;

    if (sl_str_eq(path, sl_lit("/dev/null")))
        return true;
    if (c->depth >= INCLUDE_DEPTH || c->files >= SL_MAX_CONFIG_INCLUDES)
        return bad_file(c, path, "too many includes");
    c->files++;
    c->depth++;
    ok = sl_file_read(path.ptr, SL_MAX_CONFIG_FILE, &text, &err);
    if (!ok)
        bad_file(c, path, err.text);
    ok = ok && add_text(c, sl_buf_str(&text), path);
    if (!ok)
        c->to->settings.len = before;
    c->depth--;
    sl_buf_free(&text);
    return ok;
}

static void add(collector *c, const char *path)
{
    if (*path && (access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)))
        add_file(c, sl_str_of(path));
}

static void add_below(collector *c, const char *dir, const char *name)
{
    sl_buf path = {0};

    sl_buf_printf(&path, "%s/%s", dir, name);
    add(c, path.ptr);
    sl_buf_free(&path);
}

static void add_user(collector *c)
{
    const char *named = getenv("GIT_CONFIG_GLOBAL");
    const char *xdg = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");

    if (named) {
        add(c, named);
        return;
    }
    if (xdg && *xdg)
        add_below(c, xdg, "git/config");
    else if (home)
        add_below(c, home, ".config/git/config");
    if (home)
        add_below(c, home, ".gitconfig");
}

static void add_all(collector *c)
{
    const char *system = getenv("GIT_CONFIG_SYSTEM");

    c->to = sl_calloc(1, sizeof *c->to);
    if (!sl_git_env_bool("GIT_CONFIG_NOSYSTEM", false))
        add(c, system ? system : "/etc/gitconfig");
    add_user(c);
    if (!c->git_dir)
        return;
    c->own = true;
    add_below(c, c->common_dir, "config");
    if (sl_git_config_bool(c->to, "extensions.worktreeconfig", false))
        add_below(c, c->git_dir, "config.worktree");
}

sl_git_config *sl_git_config_open(const char *git_dir, const char *common_dir,
                                  sl_err *err)
{
    collector first = {.git_dir = git_dir, .common_dir = common_dir, .err = err};
    collector second;

    add_all(&first);
    if (!first.again)
        return first.to;
    second = (collector){
        .git_dir = git_dir, .common_dir = common_dir, .known = first.to, .err = err};
    add_all(&second);
    sl_git_config_free(first.to);
    return second.to;
}

void sl_git_config_free(sl_git_config *config)
{
    if (!config)
        return;
    sl_vec_free(&config->settings);
    sl_arena_free(&config->arena);
    free(config);
}

bool sl_git_config_at(const sl_git_config *config, size_t i, sl_git_setting *out)
{
    if (i >= config->settings.len)
        return false;
    *out = config->settings.at[i];
    return true;
}
