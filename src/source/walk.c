#include "source/walk.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
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

enum {
    NAME_AT = offsetof(entry, type) + 1,
    ENTRIES = 64 * 1024,
    ENOUGH = 32 /* directories that are worth another thread */
};

/* One thread's part. */
struct sl_walker {
    sl_arena arena; /* of its paths */
    char *entries;  /* of the directory at hand, as the kernel gives them; or NULL */
    sl_path_vec files;
    sl_path_vec dirs; /* of the next level */
    sl_path_vec attribute_dirs;
    sl_path_vec ignore_files;
    bool broken;    /* it could not list a directory, or was not to */
    char apart[64]; /* no two share a cache line */
};

typedef struct sl_walker sl_walker;

/* The directories that are equally deep, all of them listed before any below them: so
 * nobody waits for work that another one may still find. */
typedef struct level {
    const sl_walk *walk;
    sl_path_vec dirs;
} level;

static void notice(const sl_walk *walk, unsigned worker, sl_str path, bool incomplete,
                   const char *what)
{
    char text[160];

    snprintf(text, sizeof text, "%s%s%s, not scanned", what, incomplete ? ": " : "",
             incomplete ? strerror(errno) : "");
    walk->feed->notice(walk->feed->ctx, worker, path, text, incomplete);
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

/* What is special about the directory at hand. */
typedef struct special {
    bool repository;
    bool attributes;
} special;

static void sort_entry(const sl_walk *walk, unsigned worker, sl_str parent,
                       const char *name, unsigned char type, special *out)
{
    sl_walker *me = &walk->walkers[worker];
    sl_str path;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    if (strcmp(name, ".git") == 0) {
        out->repository = parent.len > 0;
        return;
    }
    if (strcmp(name, ".gitattributes") == 0)
        out->attributes = true;
    if (strcmp(name, ".gitignore") == 0)
        *sl_vec_push(&me->ignore_files) = path_below(&me->arena, parent, name);
    if (type == DT_LNK)
        return; /* its target is a file of its own, or none of ours */
    path = path_below(&me->arena, parent, name);
    if (path.len >= SL_MAX_PATH) {
        walk->feed->notice(walk->feed->ctx, worker, path, "path too long, not scanned",
                           true);
        me->broken = true;
    } else if (type == DT_REG)
        *sl_vec_push(&me->files) = path;
    else if (type == DT_DIR)
        *sl_vec_push(&me->dirs) = path;
    else
        notice(walk, worker, path, false, "not a regular file");
}

/* Sorts the entries of the open directory. False, with errno set, if they cannot be
 * read. */
static bool list_dir(const sl_walk *walk, unsigned worker, int fd, sl_str path,
                     special *out)
{
    char *entries = walk->walkers[worker].entries;

    for (;;) {
        long got = syscall(SYS_getdents64, fd, entries, ENTRIES);
        entry one;

        if (got <= 0)
            return got == 0;
        for (long at = 0; at < got; at += one.length) {
            const char *name = entries + at + NAME_AT;

            memcpy(&one, entries + at, sizeof one);
            sort_entry(walk, worker, path, name, type_of(fd, name, one.type), out);
        }
    }
}

/* The descriptor of the directory, to be closed; or -1. */
static int open_dir(const sl_walk *walk, sl_str path)
{
    int fd;

    if (path.len > 0)
        return sl_lookup_open(walk->root, path, O_RDONLY | O_DIRECTORY);
    fd = dup(walk->root);
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET); /* the descriptor of the root is shared */
    return fd;
}

static void read_dir(void *ctx, unsigned worker, size_t number)
{
    const level *now = ctx;
    const sl_walk *walk = now->walk;
    sl_walker *me = &walk->walkers[worker];
    sl_str path = now->dirs.at[number];
    size_t files = me->files.len, dirs = me->dirs.len;
    special found = {0};
    int fd = open_dir(walk, path);

    if (fd < 0) {
        notice(walk, worker, path, true, "open directory");
        me->broken = true;
        return;
    }
    if (!me->entries)
        me->entries = sl_malloc(ENTRIES);
    if (!list_dir(walk, worker, fd, path, &found)) {
        notice(walk, worker, path, true, "read directory");
        me->broken = true;
    }
    close(fd);
    if (found.repository && !walk->cross_repositories) {
        notice(walk, worker, path, false, "a repository of its own (or a submodule)");
        me->broken = true;
        me->files.len = files;
        me->dirs.len = dirs;
    } else if (found.attributes) {
        *sl_vec_push(&me->attribute_dirs) = path;
    }
}

static void move(sl_path_vec *to, sl_path_vec *from)
{
    if (from->len > 0) {
        sl_vec_reserve(to, from->len);
        memcpy(to->at + to->len, from->at, from->len * sizeof *from->at);
        to->len += from->len;
        from->len = 0;
    }
}

void sl_walk_run(sl_walk *walk)
{
    unsigned threads = walk->feed->threads;
    level now = {.walk = walk};

    walk->walkers = sl_calloc(threads, sizeof *walk->walkers);
    *sl_vec_push(&now.dirs) = sl_lit("");
    while (now.dirs.len > 0) {
        size_t few = now.dirs.len / ENOUGH + 1;

        sl_pool_run(few < threads ? (unsigned)few : threads, now.dirs.len, read_dir,
                    &now);
        now.dirs.len = 0;
        for (unsigned w = 0; w < threads; w++)
            move(&now.dirs, &walk->walkers[w].dirs);
    }
    sl_vec_free(&now.dirs);
    walk->whole = true;
    for (unsigned w = 0; w < threads; w++) {
        sl_walker *one = &walk->walkers[w];

        move(&walk->files, &one->files);
        move(&walk->attribute_dirs, &one->attribute_dirs);
        move(&walk->ignore_files, &one->ignore_files);
        walk->whole &= !one->broken;
        sl_vec_free(&one->files);
        sl_vec_free(&one->dirs);
        sl_vec_free(&one->attribute_dirs);
        sl_vec_free(&one->ignore_files);
        free(one->entries);
    }
}

void sl_walk_free(sl_walk *walk)
{
    for (unsigned w = 0; walk->walkers && w < walk->feed->threads; w++)
        sl_arena_free(&walk->walkers[w].arena);
    free(walk->walkers);
    sl_vec_free(&walk->files);
    sl_vec_free(&walk->attribute_dirs);
    sl_vec_free(&walk->ignore_files);
}
