#include "scan/cache_key.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY = 32, OTHERS_WRITE = S_IWGRP | S_IWOTH, OTHERS = S_IRWXG | S_IRWXO };

int sl_cache_folder(int at, const char *name, sl_err *why)
{
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (at == AT_FDCWD ? 0 : O_NOFOLLOW);
    struct stat st;
    int fd;

    if (mkdirat(at, name, 0700) != 0 && errno != EEXIST) {
        sl_fail(why, SL_EIO, "make %s", name);
        return -1;
    }
    fd = openat(at, name, flags);
    if (fd < 0) {
        sl_fail(why, SL_EIO, "open %s", name);
        return -1;
    }
    if (fstat(fd, &st) != 0 || st.st_uid != geteuid() || st.st_mode & OTHERS_WRITE) {
        sl_fail(why, SL_EFORMAT, "%s is no folder that this user alone may write",
                name);
        close(fd);
        return -1;
    }
    return fd;
}

int sl_cache_home(sl_err *why)
{
    const char *xdg = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    sl_arena arena = {0};
    sl_str base = {0};
    int at, fd = -1;

    if (xdg && *xdg == '/') /* others are to be ignored, says the specification */
        base = sl_str_of(xdg);
    else if (home && *home == '/')
        base = sl_arena_printf(&arena, "%s/.cache", home);
    if (base.len == 0) {
        sl_fail(why, SL_ENOTFOUND, "there is no home for its key");
    } else {
        if (mkdir(base.ptr, 0700) != 0 && errno != EEXIST)
            errno = 0; /* then it cannot be opened */
        at = open(base.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (at >= 0) {
            fd = sl_cache_folder(at, "seclint", why);
            close(at);
        } else {
            sl_fail(why, SL_EIO, "open the home of its key");
        }
    }
    sl_arena_free(&arena);
    return fd;
}

static bool read_key(int dir, uint8_t out[KEY], sl_err *why)
{
    int fd = openat(dir, "key", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat st;
    bool ok;

    if (fd < 0)
        return sl_fail(why, errno == ENOENT ? SL_ENOTFOUND : SL_EIO, "open its key");
    ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
         !(st.st_mode & OTHERS) && st.st_size == KEY && read(fd, out, KEY) == KEY;
    close(fd);
    return ok || sl_fail(why, SL_EFORMAT, "its key is no file of this user alone");
}

/* Whole or not at all, and never over another one: a link fails where there is one. */
static bool make_key(int dir, sl_err *why)
{
    uint8_t key[KEY];
    uint64_t number;
    char name[32];
    int fd;
    bool ok;

    if (getrandom(key, sizeof key, 0) != sizeof key ||
        getrandom(&number, sizeof number, 0) != sizeof number)
        return sl_fail(why, SL_EIO, "random bytes");
    snprintf(name, sizeof name, "key.%016llx", (unsigned long long)number);
    fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return sl_fail(why, SL_EIO, "make its key");
    ok = write(fd, key, sizeof key) == sizeof key && fsync(fd) == 0 &&
         (linkat(dir, name, dir, "key", 0) == 0 || errno == EEXIST);
    if (!ok)
        sl_fail(why, SL_EIO, "make its key");
    unlinkat(dir, name, 0);
    close(fd);
    explicit_bzero(key, sizeof key);
    return ok;
}

bool sl_cache_key(int dir, uint8_t out[KEY], sl_err *why)
{
    sl_err now = {0};

    if (read_key(dir, out, &now))
        return true;
    if (now.code == SL_ENOTFOUND)
        return make_key(dir, why) && read_key(dir, out, why);
    *why = now;
    return false;
}

bool sl_cache_tracked(sl_repo *repo, const char *folder)
{
    const char *worktree = sl_repo_worktree(repo);
    const sl_index *index = worktree ? sl_repo_index(repo, NULL) : NULL;
    char top[PATH_MAX], real[PATH_MAX];
    sl_str below;

    if (!index || !realpath(worktree, top) || !realpath(folder, real))
        return false; /* what is not there yet is made, empty */
    below = sl_str_of(real);
    if (sl_str_eq(below, sl_str_of(top)))
        return true;
    if (!sl_str_starts(below, sl_str_of(top)) || real[strlen(top)] != '/')
        return false;
    below = sl_str_skip(below, strlen(top) + 1);
    for (size_t i = 0; i < index->len; i++) {
        sl_str path = index->entries[i].path;

        if (sl_str_starts(path, below) &&
            (path.len == below.len || path.ptr[below.len] == '/'))
            return true;
    }
    return false;
}
