#include "source/git_config_files.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "git/config_file.h"
#include "git/refs.h"
#include "git/wildmatch.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { INCLUDE_DEPTH = 10 }; /* as git has it */

/* The files of one configuration while it is put together. */
typedef struct collector {
    sl_git_config *to;
    const char *git_dir; /* NULL: no repository */
    const char *common_dir;
    sl_err *err;
    bool own;
    unsigned depth;
    unsigned files;
} collector;

static bool add_file(collector *c, sl_str path);

/* The home directory that "~" or "~user" names, or NULL. */
static const char *home_of(sl_str tilde)
{
    char name[256];
    const struct passwd *user;

    if (tilde.len == 1)
        return getenv("HOME");
    if (tilde.len > sizeof name)
        return NULL;
    for (size_t i = 1; i < tilde.len; i++)
        name[i - 1] = tilde.ptr[i];
    name[tilde.len - 1] = '\0';
    user = getpwnam(name);
    return user ? user->pw_dir : NULL;
}

bool sl_git_path_expand(sl_str path, sl_buf *out)
{
    sl_str tilde = sl_str_sub(path, 0, sl_str_chr(path, '/'));
    const char *home;

    if (sl_str_starts(path, sl_lit("%(prefix)/"))) {
        sl_buf_add(out, sl_lit("/usr/"));
        sl_buf_add(out, sl_str_drop(path, sl_lit("%(prefix)/")));
        return true;
    }
    if (!sl_str_starts(path, sl_lit("~"))) {
        sl_buf_add(out, path);
        return true;
    }
    home = home_of(tilde);
    sl_buf_add(out, sl_str_of(home));
    sl_buf_add(out, sl_str_skip(path, tilde.len));
    return home != NULL;
}

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

static bool on_branch(const collector *c, sl_str pattern)
{
    sl_refs refs = {.git_dir = c->git_dir, .common_dir = c->common_dir};
    sl_buf branch = {0}, whole = {0};
    bool holds = false;

    if (c->git_dir && sl_refs_symbolic(&refs, sl_lit("HEAD"), &branch) &&
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

/* Does the key name a file to read here? */
static bool includes(const collector *c, sl_str key, sl_str file)
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

sl_git_config *sl_git_config_open(const char *git_dir, const char *common_dir,
                                  sl_err *err)
{
    sl_git_config *config = sl_calloc(1, sizeof *config);
    collector c = {
        .to = config, .git_dir = git_dir, .common_dir = common_dir, .err = err};
    const char *system = getenv("GIT_CONFIG_SYSTEM");

    if (!sl_git_env_bool("GIT_CONFIG_NOSYSTEM", false))
        add(&c, system ? system : "/etc/gitconfig");
    add_user(&c);
    if (git_dir) {
        c.own = true;
        add_below(&c, common_dir, "config");
        if (sl_git_config_bool(config, "extensions.worktreeconfig", false))
            add_below(&c, git_dir, "config.worktree");
    }
    return config;
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
