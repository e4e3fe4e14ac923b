#include "git/dirs.h"

#include <string.h>

static sl_dir *dir_new(sl_dirs *dirs, sl_dir *parent, sl_str path)
{
    sl_dir *dir = sl_arena_alloc(dirs->arena, sizeof *dir);

    dir->parent = parent;
    dir->path = sl_arena_str(dirs->arena, path);
    dirs->load(dirs->ctx, dir);
    dir->ruled = dir->rules || !parent ? dir : parent->ruled;
    if (!dir->rules && !parent)
        dir->ruled = NULL;
    return dir;
}

static bool contains(const sl_dir *dir, sl_str path)
{
    size_t len = dir->path.len;

    return len == 0 || (sl_str_starts(path, dir->path) &&
                        (path.len == len || path.ptr[len] == '/'));
}

/* The directory one component below dir on the way to path. Even in a path that
 * nobody should ask about ("/a", "a//b") a component has at least one byte. */
static sl_dir *descend(sl_dirs *dirs, sl_dir *dir, sl_str path)
{
    size_t start = sl_dir_depth(dir) + 1;
    size_t slash = sl_str_chr(sl_str_skip(path, start), '/');
    sl_str below = sl_str_sub(path, 0, slash == SIZE_MAX ? path.len : start + slash);
    sl_dir *child = sl_map_get(&dirs->map, below);

    if (!child) {
        child = dir_new(dirs, dir, below);
        *sl_map_put(&dirs->map, child->path) = child;
    }
    return child;
}

const sl_dir *sl_dirs_enter(sl_dirs *dirs, sl_str path)
{
    sl_dir *dir = dirs->current;

    if (!dir)
        dir = dir_new(dirs, NULL, sl_lit(""));
    while (!contains(dir, path))
        dir = dir->parent;
    while (dir->path.len < path.len && !dir->closed)
        dir = descend(dirs, dir, path);
    dirs->current = dir;
    return dir;
}

sl_str sl_dir_file(const sl_dir *dir, sl_str name, sl_arena *arena)
{
    size_t depth = sl_dir_depth(dir);
    char *path = sl_arena_alloc(arena, depth + name.len + 1);

    if (depth > 0) {
        memcpy(path, dir->path.ptr, dir->path.len);
        path[dir->path.len] = '/';
    }
    memcpy(path + depth, name.ptr, name.len);
    return (sl_str){path, depth + name.len};
}

const sl_dir *sl_dir_outer(const sl_dir *dir)
{
    return dir->parent ? dir->parent->ruled : NULL;
}

size_t sl_dir_depth(const sl_dir *dir)
{
    return dir->path.len ? dir->path.len + 1 : 0;
}

void sl_dirs_free(sl_dirs *dirs)
{
    sl_map_free(&dirs->map);
    dirs->current = NULL;
}
