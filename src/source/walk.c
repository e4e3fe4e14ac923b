#include "source/walk.h"

#include "base/limits.h"
#include "base/mem.h"
#include "source/lookup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the kernel writes for each entry, getdents64(2); the name follows the type. The
 * C library's stream costs five more system calls a directory. */
typedef struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
} entry;

enum { NAME_AT = offsetof(entry, type) + 1, ENTRIES = 64 * 1024 };

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

static unsigned char type_of(int dir, const char *name, unsigned char type)
{
    struct stat st;

    if (type != DT_UNKNOWN)
        return type;
    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
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

static void sort_entry(sl_walk *walk, sl_str parent, const char *name,
                       unsigned char type, listing *list)
{
    sl_str path;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    if (strcmp(name, ".git") == 0) {
        list->repository = parent.len > 0;
        return;
    }
    if (strcmp(name, ".gitattributes") == 0)
        list->attributes = true;
    if (strcmp(name, ".gitignore") == 0)
        *sl_vec_push(&walk->ignore_files) = path_below(walk->arena, parent, name);
    if (type == DT_LNK)
        return; /* its target is a file of its own, or none of ours */
    path = path_below(walk->arena, parent, name);
    if (path.len >= SL_MAX_PATH) {
        walk->feed->notice(walk->feed->ctx, 0, path, "path too long, not scanned",
                           true);
        walk->whole = false;
    } else if (type == DT_REG)
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

/* Sorts the entries of the open directory. False, with errno set, if they cannot be
 * read. */
static bool list_dir(sl_walk *walk, int fd, sl_str path, char *entries, listing *list)
{
    for (;;) {
        long got = syscall(SYS_getdents64, fd, entries, ENTRIES);
        entry one;

        if (got <= 0)
            return got == 0;
        for (long at = 0; at < got; at += one.length) {
            const char *name = entries + at + NAME_AT;

            memcpy(&one, entries + at, sizeof one);
            sort_entry(walk, path, name, type_of(fd, name, one.type), list);
        }
    }
}

static void read_dir(sl_walk *walk, sl_str path, char *entries, sl_path_vec *pending)
{
    listing list = {0};
    int fd = path.len ? sl_lookup_open(walk->root, path, O_RDONLY | O_DIRECTORY)
                      : dup(walk->root);

    if (fd < 0) {
        notice(walk, path, true, "open directory");
        walk->whole = false;
        return;
    }
    if (path.len == 0)
        lseek(fd, 0, SEEK_SET); /* the descriptor of the root is shared */
    if (!list_dir(walk, fd, path, entries, &list)) {
        notice(walk, path, true, "read directory");
        walk->whole = false;
    }
    close(fd);
    if (list.repository && !walk->cross_repositories) {
        notice(walk, path, false, "a repository of its own (or a submodule)");
        walk->whole = false;
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
    char *entries = sl_malloc(ENTRIES);

    walk->whole = true;
    read_dir(walk, sl_lit(""), entries, &pending);
    while (pending.len > 0)
        read_dir(walk, pending.at[--pending.len], entries, &pending);
    sl_vec_free(&pending);
    free(entries);
}
