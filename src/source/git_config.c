#include "source/git_config.h"

#include <pwd.h>
#include <stdlib.h>

static bool parse_bool(const char *text, bool fallback)
{
    int value;

    return git_config_parse_bool(&value, text) == 0 ? value != 0 : fallback;
}

bool sl_git_env_bool(const char *name, bool fallback)
{
    const char *text = getenv(name);

    return text ? parse_bool(text, fallback) : fallback;
}

static bool has_system(void)
{
    return !sl_git_env_bool("GIT_CONFIG_NOSYSTEM", false);
}

void sl_git_config_guard(void)
{
    if (!has_system() || getenv("GIT_CONFIG_SYSTEM"))
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "");
    if (getenv("GIT_CONFIG_GLOBAL")) {
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
    }
}

/* The files of one git_config while it is put together. */
typedef struct collector {
    git_config *files;
    git_repository *git;
    sl_err *err;
    sl_buf path;
} collector;

static void add(collector *to, const char *path, git_config_level_t level)
{
    const git_error *why;

    if (!*path || git_config_add_file_ondisk(to->files, path, level, to->git, 1) == 0)
        return;
    why = git_error_last();
    if (to->err && to->err->code == SL_OK)
        sl_fail(to->err, SL_EREPO, "bad config file %s: %s", path,
                why && why->message ? why->message : "unknown error");
}

static void add_below(collector *to, const char *dir, const char *name,
                      git_config_level_t level)
{
    sl_buf_clear(&to->path);
    sl_buf_printf(&to->path, "%s/%s", dir, name);
    add(to, to->path.ptr, level);
}

static void add_user(collector *to)
{
    const char *named = getenv("GIT_CONFIG_GLOBAL");
    const char *xdg = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");

    if (named) {
        add(to, named, GIT_CONFIG_LEVEL_GLOBAL);
        return;
    }
    if (xdg && *xdg)
        add_below(to, xdg, "git/config", GIT_CONFIG_LEVEL_XDG);
    else if (home)
        add_below(to, home, ".config/git/config", GIT_CONFIG_LEVEL_XDG);
    if (home)
        add_below(to, home, ".gitconfig", GIT_CONFIG_LEVEL_GLOBAL);
}

git_config *sl_git_config_open(git_repository *git, sl_err *err)
{
    collector to = {.git = git, .err = err};
    const char *system = getenv("GIT_CONFIG_SYSTEM");

    if (git_config_new(&to.files) != 0)
        abort();
    if (has_system())
        add(&to, system ? system : "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM);
    add_user(&to);
    if (git) {
        add_below(&to, git_repository_commondir(git), "config", GIT_CONFIG_LEVEL_LOCAL);
        if (sl_git_config_bool(to.files, "extensions.worktreeconfig", false))
            add_below(&to, git_repository_path(git), "config.worktree",
                      GIT_CONFIG_LEVEL_APP);
    }
    sl_buf_free(&to.path);
    return to.files;
}

/* "Section.Sub.Name": case counts in the subsection only. */
static bool same_key(sl_str written, const char *key)
{
    sl_str wanted = sl_str_of(key);
    size_t first = sl_str_chr(wanted, '.');
    size_t last = sl_str_rchr(wanted, '.');

    return sl_str_eq_nocase(written, wanted) &&
           (first == last || sl_str_eq(sl_str_sub(written, first, last),
                                       sl_str_sub(wanted, first, last)));
}

static void take(sl_str value, sl_buf *out)
{
    sl_buf_clear(out);
    sl_buf_add(out, value);
}

static bool from_count(const char *key, sl_buf *out)
{
    const char *count = getenv("GIT_CONFIG_COUNT");
    unsigned long len = count ? strtoul(count, NULL, 10) : 0;
    sl_buf name = {0};
    bool found = false;

    for (unsigned long i = 0; i < len; i++) {
        const char *written, *value;

        sl_buf_clear(&name);
        sl_buf_printf(&name, "GIT_CONFIG_KEY_%lu", i);
        written = getenv(name.ptr);
        sl_buf_clear(&name);
        sl_buf_printf(&name, "GIT_CONFIG_VALUE_%lu", i);
        value = getenv(name.ptr);
        if (!written || !value)
            break;
        if (same_key(sl_str_of(written), key)) {
            take(sl_str_of(value), out);
            found = true;
        }
    }
    sl_buf_free(&name);
    return found;
}

/* Takes a word in shell quotes off the front: 'it'\''s'. */
static bool take_quoted(sl_str *rest, sl_buf *out)
{
    sl_buf_clear(out);
    if (!sl_str_starts(*rest, sl_lit("'")))
        return false;
    for (;;) {
        size_t end = sl_str_chr(sl_str_skip(*rest, 1), '\'');

        if (end == SIZE_MAX)
            return false;
        sl_buf_add(out, sl_str_sub(*rest, 1, end + 1));
        *rest = sl_str_skip(*rest, end + 2);
        if (rest->len < 3 || rest->ptr[0] != '\\' || rest->ptr[2] != '\'')
            return true;
        sl_buf_char(out, rest->ptr[1]);
        *rest = sl_str_skip(*rest, 2);
    }
}

/* Each word is 'key'='value', 'key'= for a key without value, or, from older git,
 * 'key=value'. */
static bool from_parameters(const char *key, sl_buf *out)
{
    sl_str rest = sl_str_trim(sl_str_of(getenv("GIT_CONFIG_PARAMETERS")));
    sl_buf word = {0}, value = {0};
    bool found = false;

    while (take_quoted(&rest, &word)) {
        sl_str name = sl_buf_str(&word);
        sl_str text = sl_lit("true");

        if (sl_str_starts(rest, sl_lit("="))) {
            rest = sl_str_skip(rest, 1);
            if (take_quoted(&rest, &value))
                text = sl_buf_str(&value);
        } else {
            sl_str_split(name, '=', &name, &text);
        }
        if (same_key(name, key)) {
            take(text, out);
            found = true;
        }
        rest = sl_str_trim(rest);
    }
    sl_buf_free(&word);
    sl_buf_free(&value);
    return found;
}

bool sl_git_config_text(git_config *files, const char *key, sl_buf *out)
{
    git_config_entry *entry = NULL;
    bool found = from_parameters(key, out) || from_count(key, out);

    if (found)
        return true;
    sl_buf_clear(out);
    if (git_config_get_entry(&entry, files, key) != 0)
        return false;
    sl_buf_add(out, entry->value ? sl_str_of(entry->value) : sl_lit("true"));
    git_config_entry_free(entry);
    return true;
}

bool sl_git_config_bool(git_config *files, const char *key, bool fallback)
{
    sl_buf value = {0};
    bool out = fallback;

    if (sl_git_config_text(files, key, &value))
        out = parse_bool(value.ptr ? value.ptr : "", fallback);
    sl_buf_free(&value);
    return out;
}

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

bool sl_git_config_path(git_config *files, const char *key, sl_buf *out)
{
    sl_buf value = {0};
    sl_str path, tilde;
    bool found = sl_git_config_text(files, key, &value);

    sl_buf_clear(out);
    path = sl_buf_str(&value);
    tilde = sl_str_sub(path, 0, sl_str_chr(path, '/'));
    if (sl_str_starts(path, sl_lit("%(prefix)/"))) {
        sl_buf_add(out, sl_lit("/usr/"));
        sl_buf_add(out, sl_str_drop(path, sl_lit("%(prefix)/")));
    } else if (sl_str_starts(path, sl_lit("~"))) {
        const char *home = home_of(tilde);

        found = home != NULL;
        sl_buf_add(out, sl_str_of(home));
        sl_buf_add(out, sl_str_skip(path, tilde.len));
    } else {
        sl_buf_add(out, path);
    }
    sl_buf_free(&value);
    return found;
}
