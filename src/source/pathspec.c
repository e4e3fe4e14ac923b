#include "source/pathspec.h"

#include "git/wildmatch.h"
#include "source/git_config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>

size_t sl_path_normal(sl_str path, size_t prefix, sl_buf *out)
{
    size_t base;

    sl_buf_clear(out);
    sl_buf_reserve(out, path.len + 1);
    if (sl_str_starts(path, sl_lit("/")))
        sl_buf_char(out, '/');
    base = out->len;
    while (path.len > 0) {
        sl_str name = sl_str_sub(path, 0, sl_str_chr(path, '/'));
        bool slash = name.len < path.len;

        path = sl_str_skip(path, name.len + slash);
        if (name.len == 0 || sl_str_eq(name, sl_lit(".")))
            continue;
        if (!sl_str_eq(name, sl_lit(".."))) {
            sl_buf_add(out, name);
            if (slash)
                sl_buf_char(out, '/');
            continue;
        }
        if (out->len == base)
            return SIZE_MAX;
        /* what stands there ends in a slash: leave the one before it */
        do
            out->len--;
        while (out->len > base && out->ptr[out->len - 1] != '/');
        prefix = out->len < prefix ? out->len : prefix;
    }
    out->ptr[out->len] = '\0';
    return prefix;
}

static bool same(const sl_cwd *cwd, sl_str a, sl_str b)
{
    return cwd->ignore_case ? sl_str_eq_nocase(a, b) : sl_str_eq(a, b);
}

/* The bytes of an absolute path that lead to the top of the working tree, through
 * whatever links; SIZE_MAX if they do not. */
static size_t length_of_top(const sl_cwd *cwd, char *path, size_t len)
{
    sl_str top = cwd->worktree;
    size_t i = 1;

    if (top.len > 0 && same(cwd, sl_str_sub(sl_str_make(path, len), 0, top.len), top) &&
        (path[top.len] == '/' || path[top.len] == '\0'))
        return top.len;
    for (; i <= len; i++) {
        char end = path[i];
        char *real;
        bool found;

        if (end != '/' && end != '\0')
            continue;
        path[i] = '\0';
        real = realpath(path, NULL);
        path[i] = end;
        found = real && same(cwd, sl_str_drop_end(sl_str_of(real), sl_lit("/")), top);
        free(real);
        if (found)
            return i;
    }
    return SIZE_MAX;
}

static size_t outside(const sl_cwd *cwd, const char *typed, sl_err *err)
{
    sl_fail(err, SL_EUSAGE, "'%s' is outside repository at '%.*s'", typed,
            sl_fmt(cwd->worktree));
    return SIZE_MAX;
}

size_t sl_pathspec_path(const sl_cwd *cwd, const char *typed, sl_buf *out, sl_err *err)
{
    sl_buf whole = {0};
    size_t top, kept;

    if (*typed != '/')
        sl_buf_add(&whole, cwd->prefix);
    kept = whole.len;
    sl_buf_add(&whole, sl_str_of(typed));
    kept = sl_path_normal(sl_buf_str(&whole), kept, out);
    sl_buf_free(&whole);
    if (kept == SIZE_MAX)
        return outside(cwd, typed, err);
    if (*typed != '/')
        return kept;
    top = length_of_top(cwd, out->ptr, out->len);
    if (top == SIZE_MAX)
        return outside(cwd, typed, err);
    top += top < out->len && out->ptr[top] == '/';
    memmove(out->ptr, out->ptr + top, out->len - top + 1);
    out->len -= top;
    return 0;
}

static bool refused(const char *typed, const char *magic, sl_err *err)
{
    return sl_fail(err, SL_EUSAGE,
                   "%s: pathspec magic not supported by this command: '%s'", typed,
                   magic);
}

/* ":(top,...)PATH". *rest is behind the bracket. */
static bool long_magic(const char *typed, sl_str *rest, bool *top, sl_err *err)
{
    static const char *const known[] = {"literal", "glob", "icase", "exclude"};
    size_t close = sl_str_chr(*rest, ')');
    sl_str words = sl_str_sub(*rest, 0, close);

    if (close == SIZE_MAX)
        return sl_fail(err, SL_EUSAGE,
                       "Missing ')' at the end of pathspec magic in '%s'", typed);
    *rest = sl_str_skip(*rest, close + 1);
    while (words.len > 0) {
        sl_str word = sl_str_sub(words, 0, sl_str_chr(words, ','));

        words = sl_str_skip(words, word.len + 1);
        if (sl_str_eq(word, sl_lit("top"))) {
            *top = true;
            continue;
        }
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (sl_str_eq(word, sl_str_of(known[i])))
                return refused(typed, known[i], err);
        if (word.len > 0)
            return sl_fail(err, SL_EUSAGE, "Invalid pathspec magic '%.*s' in '%s'",
                           sl_fmt(word), typed);
    }
    return true;
}

/* ":/PATH", ":PATH", ":/:PATH". *rest is behind the colon. */
static bool short_magic(const char *typed, sl_str *rest, bool *top, sl_err *err)
{
    for (; rest->len > 0; *rest = sl_str_skip(*rest, 1)) {
        char c = rest->ptr[0];

        if (c == ':') {
            *rest = sl_str_skip(*rest, 1);
            return true;
        }
        if (c == '!' || c == '^')
            return refused(typed, "exclude", err);
        if (sl_str_chr(sl_lit("/\"#%&',-;<=>@_`~"), c) == SIZE_MAX)
            return true;
        if (c != '/')
            return sl_fail(err, SL_EUSAGE, "Unimplemented pathspec magic '%c' in '%s'",
                           c, typed);
        *top = true;
    }
    return true;
}

static bool read_magic(const char *typed, sl_str *rest, bool *top, sl_err *err)
{
    if (!sl_str_starts(*rest, sl_lit(":")))
        return true;
    *rest = sl_str_skip(*rest, 1);
    if (!sl_str_starts(*rest, sl_lit("(")))
        return short_magic(typed, rest, top, err);
    *rest = sl_str_skip(*rest, 1);
    return long_magic(typed, rest, top, err);
}

/* What these ask for is magic too. */
static bool check_environment(const char *typed, sl_err *err)
{
    static const struct {
        const char *name, *magic;
    } all[] = {{"GIT_LITERAL_PATHSPECS", "literal"},
               {"GIT_NOGLOB_PATHSPECS", "literal"},
               {"GIT_GLOB_PATHSPECS", "glob"},
               {"GIT_ICASE_PATHSPECS", "icase"}};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (sl_git_env_bool(all[i].name, false))
            return refused(typed, all[i].magic, err);
    return true;
}

static size_t literal_length(sl_str match, size_t least)
{
    for (size_t i = least; i < match.len; i++)
        if (strchr("*?[\\", match.ptr[i]))
            return i;
    return match.len;
}

bool sl_pathspec_read(const sl_cwd *cwd, const char *typed, sl_pathspec *out,
                      sl_err *err)
{
    sl_str rest = sl_str_of(typed);
    size_t prefix = 0;
    bool top = false;

    if (rest.len == 0)
        return sl_fail(err, SL_EUSAGE,
                       "empty string is not a valid pathspec. please use . instead if "
                       "you meant to match all paths");
    if (!check_environment(typed, err) || !read_magic(typed, &rest, &top, err))
        return false;
    if (top) {
        sl_buf_clear(&out->match);
        sl_buf_add(&out->match, rest);
    } else {
        prefix = sl_pathspec_path(cwd, rest.ptr, &out->match, err);
        if (prefix == SIZE_MAX)
            return false;
    }
    sl_buf_reserve(&out->match, 1);
    out->match.ptr[out->match.len] = '\0';
    out->literal = literal_length(sl_buf_str(&out->match), prefix);
    return true;
}

static bool is_link(int root, char *path, size_t len)
{
    struct stat st;
    bool link;

    path[len] = '\0';
    link = fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode);
    path[len] = '/';
    return link;
}

/* A submodule may be named with a slash; what is inside is not ours. */
static bool check_submodule(sl_pathspec *spec, const char *typed, size_t slash,
                            const sl_index *index, sl_err *err)
{
    sl_str dir = sl_str_sub(sl_buf_str(&spec->match), 0, slash);
    const sl_index_entry *entry = sl_index_find(index, dir);

    if (!entry || (entry->mode & 0170000) != 0160000)
        return true;
    if (slash + 1 < spec->match.len)
        return sl_fail(err, SL_EUSAGE, "Pathspec '%s' is in submodule '%.*s'", typed,
                       sl_fmt(dir));
    spec->match.ptr[--spec->match.len] = '\0';
    return true;
}

bool sl_pathspec_reachable(sl_pathspec *spec, const char *typed, int root,
                           const sl_index *index, sl_err *err)
{
    char *path = spec->match.ptr;

    for (size_t i = 1; i < spec->match.len; i++)
        if (path[i] == '/' && is_link(root, path, i))
            return sl_fail(err, SL_EUSAGE, "pathspec '%s' is beyond a symbolic link",
                           typed);
    for (size_t i = 1; index && i < spec->match.len; i++)
        if (path[i] == '/' && !check_submodule(spec, typed, i, index, err))
            return false;
    return true;
}

bool sl_pathspec_tracked(const sl_pathspec *spec, const sl_index *index)
{
    sl_str match = sl_buf_str(&spec->match);
    sl_str dir = sl_str_drop_end(match, sl_lit("/"));
    sl_str glob = sl_str_skip(match, spec->literal);
    sl_str literal = sl_str_sub(match, 0, spec->literal);

    if (match.len == 0)
        return index->len > 0;
    if (sl_index_has_below(index, dir) || sl_index_find(index, match))
        return true;
    for (size_t i = 0; glob.len > 0 && i < index->len; i++) {
        sl_str path = index->entries[i].path;

        /* git compares the whole with the glob, where it may hold a backslash; only
         * the prefix is taken as it is */
        if (sl_str_starts(path, literal) &&
            sl_wildmatch(glob, sl_str_skip(path, literal.len), 0))
            return true;
    }
    return false;
}
