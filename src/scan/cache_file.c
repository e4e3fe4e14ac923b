#include "scan/cache_file.h"

#include "base/file.h"
#include "base/write.h"
#include "scan/cache_key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS_WRITE = S_IWGRP | S_IWOTH };

static bool open_named(sl_repo *repo, const char *named, sl_cache_file *out,
                       sl_err *why)
{
    uint8_t digest[SL_SHA256_SIZE];
    char hex[17];
    sl_sha256 hash;

    if (sl_cache_tracked(repo, named))
        return sl_fail(why, SL_EFORMAT, "%s belongs to the repository", named);
    out->dir = sl_cache_folder(AT_FDCWD, named, why);
    if (out->dir < 0 || !sl_cache_key(out->dir, out->key, why))
        return false;
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_str_of(sl_repo_common_dir(repo)));
    sl_sha256_done(&hash, digest);
    sl_hex(digest, sizeof hex / 2, hex);
    snprintf(out->name, sizeof out->name, "%s.cache", hex);
    return true;
}

static bool open_default(const sl_repo *repo, sl_cache_file *out, sl_err *why)
{
    int git_dir = open(sl_repo_common_dir(repo), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int keys;
    struct stat st;
    bool ok;

    if (git_dir < 0)
        return sl_fail(why, SL_EIO, "open the git directory");
    if (fstat(git_dir, &st) != 0 || st.st_uid != geteuid())
        sl_fail(why, SL_EFORMAT, "the git directory belongs to another user");
    else
        out->dir = sl_cache_folder(git_dir, "seclint", why);
    close(git_dir);
    if (out->dir < 0)
        return false;
    snprintf(out->name, sizeof out->name, "cache");
    keys = sl_cache_home(why);
    ok = keys >= 0 && sl_cache_key(keys, out->key, why);
    if (keys >= 0)
        close(keys);
    return ok;
}

bool sl_cache_file_open(sl_repo *repo, const char *named, sl_cache_file *out,
                        sl_err *why)
{
    *out = (sl_cache_file){.dir = -1};
    return named ? open_named(repo, named, out, why) : open_default(repo, out, why);
}

static bool ours(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
           !(st.st_mode & OTHERS_WRITE);
}

int sl_cache_file_read(const sl_cache_file *file, sl_err *why)
{
    int fd =
        openat(file->dir, file->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0 && errno == ENOENT)
        sl_fail(why, SL_ENOTFOUND, "there was none");
    else if (fd < 0)
        sl_fail(why, SL_EIO, "open it");
    if (fd >= 0 && !ours(fd)) {
        sl_fail(why, SL_EFORMAT, "it is no file that this user alone may write");
        close(fd);
        fd = -1;
    }
    return fd;
}

bool sl_cache_file_take(int fd, size_t len, sl_buf *out)
{
    sl_buf_clear(out);
    sl_buf_reserve(out, len);
    while (out->len < len) {
        ssize_t got = read(fd, out->ptr + out->len, len - out->len);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        out->len += (size_t)got;
    }
    return true;
}

/* The lock is on the file that becomes the cache: who gets it late finds that its name
 * is gone. */
static bool locked(const sl_cache_file *file, const char *name, int fd)
{
    struct stat held, named;

    return flock(fd, LOCK_EX | LOCK_NB) == 0 && ours(fd) && fstat(fd, &held) == 0 &&
           fstatat(file->dir, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

bool sl_cache_file_write(const sl_cache_file *file, sl_str bytes, sl_err *why)
{
    char name[sizeof file->name + 4];
    bool ok = false;
    int fd;

    snprintf(name, sizeof name, "%s.new", file->name);
    fd = openat(file->dir, name,
                O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (fd < 0)
        return sl_fail(why, SL_EIO, "write it");
    if (!locked(file, name, fd)) {
        sl_fail(why, SL_EFORMAT, "another scan writes it");
    } else {
        ok = ftruncate(fd, 0) == 0 && sl_write_all(fd, bytes) &&
             renameat(file->dir, name, file->dir, file->name) == 0;
        if (!ok) {
            sl_fail(why, SL_EIO, "write it");
            unlinkat(file->dir, name, 0);
        }
    }
    close(fd);
    return ok;
}

void sl_cache_file_close(sl_cache_file *file)
{
    if (file->dir >= 0)
        close(file->dir);
    explicit_bzero(file->key, sizeof file->key);
    file->dir = -1;
}
