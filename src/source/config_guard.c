#include "source/config_guard.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INCLUDE_DEPTH = 10 }; /* as git has it */

static bool is_dir(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* ".git" of path or of a directory above it; path itself if it has none. */
static sl_str git_dir(sl_arena *arena, const char *path)
{
    const char *named = path ? NULL : getenv("GIT_DIR");
    char *here = path || named ? NULL : getcwd(NULL, 0);
    sl_str dir = sl_arena_str(arena, sl_str_of(path ? path : here));
    sl_str found;

    free(here);
    if (named)
        return sl_arena_str(arena, sl_str_of(named));
    do {
        found = sl_arena_printf(arena, "%.*s/.git", sl_fmt(dir));
        if (is_dir(found.ptr))
            return found;
        dir = path ? (sl_str){0} : sl_path_dir(dir);
    } while (dir.len > 0);
    return sl_str_of(path);
}

/* The file that a value of include.path names, in the configuration file config. */
static sl_str resolve(sl_arena *arena, sl_str config, sl_str value)
{
    sl_str dir = sl_path_dir(config);
    const char *home = getenv("HOME");

    if (value.len > 1 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
        value = sl_str_sub(value, 1, value.len - 1);
    if (sl_str_starts(value, sl_lit("/")))
        return sl_arena_str(arena, value);
    if (home && sl_str_starts(value, sl_lit("~/")))
        return sl_arena_printf(arena, "%s%.*s", home, sl_fmt(sl_str_skip(value, 1)));
    return sl_arena_printf(arena, "%.*s/%.*s", sl_fmt(dir), sl_fmt(value));
}

static bool check_file(sl_arena *arena, sl_str path, unsigned depth, sl_err *err);

static bool check_includes(sl_arena *arena, sl_str path, sl_str text, unsigned depth,
                           sl_err *err)
{
    bool including = false;

    while (text.len > 0) {
        sl_str line = sl_str_trim(sl_str_line(&text));
        sl_str key, value;

        if (sl_str_starts(line, sl_lit("["))) {
            including = sl_str_starts_nocase(line, sl_lit("[include"));
            line = sl_str_trim(sl_str_skip(line, sl_str_chr(line, ']') + 1));
        }
        if (!including || !sl_str_split(line, '=', &key, &value) ||
            !sl_str_eq_nocase(sl_str_trim(key), sl_lit("path")))
            continue;
        if (!check_file(arena, resolve(arena, path, sl_str_trim(value)), depth + 1,
                        err))
            return false;
    }
    return true;
}

static bool check_file(sl_arena *arena, sl_str path, unsigned depth, sl_err *err)
{
    struct stat st;
    sl_buf text = {0};
    bool ok = true;

    if (depth > INCLUDE_DEPTH || stat(path.ptr, &st) != 0)
        return true;
    if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return sl_fail(err, SL_EREPO,
                       "git's configuration includes %s, which is not a "
                       "regular file",
                       path.ptr);
    if (sl_file_read(path.ptr, SL_MAX_CONFIG_FILE, &text, NULL))
        ok = check_includes(arena, path, sl_buf_str(&text), depth, err);
    sl_buf_free(&text);
    return ok;
}

bool sl_config_guard(const char *path, sl_err *err)
{
    sl_arena arena = {0};
    sl_str dir = git_dir(&arena, path);
    sl_str file = sl_arena_printf(&arena, "%.*s/config", sl_fmt(dir));
    bool ok = check_file(&arena, file, 0, err);

    sl_arena_free(&arena);
    return ok;
}
