#include "source/walk.h"

#include "base/limits.h"
#include "source/lookup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one directory holds, before it is known to be no repository of its own. */
typedef struct listing {
    sl_path_vec files;
    sl_path_vec dirs;
    bool repository;
    bool attributes;
} listing;

static void notice(const sl_walk *walk, sl_str path, bool incomplete, const char *what)
{
    char text[160];

    snprintf(text, sizeof text, "%s%s%s, not scanned", what, incomplete ? ": " : "",
             incomplete ? strerror(errno) : "");
    walk->feed->notice(walk->feed->ctx, 0, path, text, incomplete);
}

static unsigned char type_of(int dir, const struct dirent *entry)
{
    struct stat st;

    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    if (fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return DT_UNKNOWN;
    return S_ISREG(st.st_mode)   ? DT_REG
           : S_ISDIR(st.st_mode) ? DT_DIR
           : S_ISLNK(st.st_mode) ? DT_LNK
                                 : DT_FIFO;
}

/* parent/name */
static sl_str path_below(sl_arena *arena, sl_str parent, const char *name)
{
    size_t len = strlen(name);
    size_t start = parent.len ? parent.len + 1 : 0;
    char *path = sl_arena_alloc(arena, start + len + 1);

    if (parent.len > 0) {
        memcpy(path, parent.ptr, parent.len);
        path[parent.len] = '/';
    }
    memcpy(path + start, name, len);
    return (sl_str){path, start + len};
}

static void sort_entry(sl_walk *walk, sl_str parent, int dir,
                       const struct dirent *entry, listing *list)
{
    const char *name = entry->d_name;
    unsigned char type = type_of(dir, entry);
    sl_str path;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    if (strcmp(name, ".git") == 0) {
        list->repository = parent.len > 0;
        return;
    }
    if (strcmp(name, ".gitattributes") == 0)
        list->attributes = true;
    if (type == DT_LNK)
        return; /* its target is a file of its own, or none of ours */
    path = path_below(walk->arena, parent, name);
    if (path.len >= SL_MAX_PATH)
        walk->feed->notice(walk->feed->ctx, 0, path, "path too long, not scanned",
                           true);
    else if (type == DT_REG)
        *sl_vec_push(&list->files) = path;
    else if (type == DT_DIR)
        *sl_vec_push(&list->dirs) = path;
    else
        notice(walk, path, false, "not a regular file");
}

static void append(sl_path_vec *to, const sl_path_vec *from)
{
    for (size_t i = 0; i < from->len; i++)
        *sl_vec_push(to) = from->at[i];
}

static void read_dir(sl_walk *walk, sl_str path, sl_path_vec *pending)
{
    listing list = {0};
    struct dirent *entry;
    int fd = path.len ? sl_lookup_open(walk->root, path, O_RDONLY | O_DIRECTORY)
                      : dup(walk->root);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

    if (!dir) {
        notice(walk, path, true, "open directory");
        if (fd >= 0)
            close(fd);
        return;
    }
    rewinddir(dir); /* the descriptor of the root is shared */
    for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0)
        sort_entry(walk, path, fd, entry, &list);
    if (errno != 0)
        notice(walk, path, true, "read directory");
    closedir(dir);
    if (list.repository && !walk->cross_repositories) {
        notice(walk, path, false, "a repository of its own (or a submodule)");
    } else {
        append(&walk->files, &list.files);
        append(pending, &list.dirs);
        if (list.attributes)
            *sl_vec_push(&walk->attribute_dirs) = path;
    }
    sl_vec_free(&list.files);
    sl_vec_free(&list.dirs);
}

void sl_walk_run(sl_walk *walk)
{
    sl_path_vec pending = {0};

    read_dir(walk, sl_lit(""), &pending);
    while (pending.len > 0)
        read_dir(walk, pending.at[--pending.len], &pending);
    sl_vec_free(&pending);
}
