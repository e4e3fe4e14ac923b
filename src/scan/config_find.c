#include "scan/config_find.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool has(const char *folder, const char *name, sl_arena *arena)
{
    struct stat st;

    return lstat(sl_arena_printf(arena, "%s/%s", folder, name).ptr, &st) == 0;
}

/* Cuts the last part off; false at the top, or where another owner begins. */
static bool go_up(char *folder, uid_t owner)
{
    char *slash = strrchr(folder, '/');
    struct stat st;

    if (!slash || slash == folder)
        return false;
    *slash = '\0';
    return stat(folder, &st) == 0 && st.st_uid == owner;
}

/* The folder of path, or path itself, without links. */
static bool start_at(const char *path, char out[PATH_MAX], struct stat *st)
{
    char *slash;

    if (!realpath(path, out) || stat(out, st) != 0)
        return false;
    if (S_ISDIR(st->st_mode))
        return true;
    slash = strrchr(out, '/');
    if (!slash || slash == out)
        return false;
    *slash = '\0';
    return stat(out, st) == 0;
}

sl_str sl_config_find(const char *path, sl_arena *arena)
{
    char folder[PATH_MAX];
    sl_str nearest = {0}, first = {0};
    struct stat st;
    bool going = start_at(path, folder, &st);
    bool top = false;

    if (going && has(folder, ".seclint.yml", arena))
        first = sl_arena_str(arena, sl_str_of(folder));
    while (going && !top) {
        if (nearest.len == 0 && has(folder, ".seclint.yml", arena))
            nearest = sl_arena_str(arena, sl_str_of(folder));
        top = has(folder, ".git", arena);
        going = top || go_up(folder, st.st_uid);
    }
    return top ? nearest : first;
}

/* The rest of path below folder; false if it does not lie there. */
static bool below(sl_str path, sl_str folder, sl_str *rest)
{
    if (!sl_str_starts(path, folder) ||
        (path.len > folder.len && path.ptr[folder.len] != '/'))
        return false;
    *rest = sl_str_drop(sl_str_skip(path, folder.len), sl_lit("/"));
    return true;
}

sl_str sl_config_shown(sl_str folder, sl_arena *arena)
{
    char here[PATH_MAX];
    sl_buf text = {0};
    sl_str rest = {0}, shown = sl_lit(".seclint.yml");

    if (!realpath(".", here))
        return shown;
    if (below(folder, sl_str_of(here), &rest)) {
        shown = sl_arena_printf(arena, "%.*s%s.seclint.yml", sl_fmt(rest),
                                rest.len ? "/" : "");
    } else if (below(sl_str_of(here), folder, &rest)) {
        sl_buf_add(&text, sl_lit("../"));
        for (size_t i = 0; i < rest.len; i++)
            if (rest.ptr[i] == '/')
                sl_buf_add(&text, sl_lit("../"));
        sl_buf_add(&text, sl_lit(".seclint.yml"));
        shown = sl_arena_str(arena, sl_buf_str(&text));
    }
    sl_buf_free(&text);
    return shown;
}

void sl_config_aim(sl_config *config, const char *path, sl_str name)
{
    char real[PATH_MAX];
    struct stat st;
    sl_str rest;
    bool folder;

    config->origin = (sl_path_origin){0};
    if (!config->found || !realpath(path, real) || stat(real, &st) != 0 ||
        !below(sl_str_of(real), config->root, &rest))
        return;
    folder = S_ISDIR(st.st_mode);
    config->origin.skip = name.len + (folder && name.len > 0);
    config->origin.prefix = sl_arena_printf(&config->arena, "%.*s%s", sl_fmt(rest),
                                            folder && rest.len > 0 ? "/" : "");
}

void sl_config_aim_top(sl_config *config)
{
    config->origin = (sl_path_origin){0};
}
