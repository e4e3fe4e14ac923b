#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST = 16384 }; /* bytes that are read at first, unless there are fewer */

/* Reads to the end of file, or to where a read brings less than it may behind the first
 * `known` bytes, which is the end of a regular file. */
static bool drain(int fd, const char *shown, size_t max, size_t known, sl_buf *out,
                  sl_err *err)
{
    for (;;) {
        ssize_t got;
        size_t room;

        sl_buf_reserve(out, out->len ? out->len : known < FIRST ? known + 1 : FIRST);
        room = out->cap - out->len - 1;
        got = read(fd, out->ptr + out->len, room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return sl_fail(err, SL_EIO, "read %s", shown);
        out->len += (size_t)got;
        out->ptr[out->len] = '\0';
        if (out->len > max)
            return sl_fail(err, SL_ELIMIT, "%s is larger than %zu MiB", shown,
                           max >> 20);
        if (got == 0 || ((size_t)got < room && out->len >= known))
            return true;
    }
}

bool sl_file_drain(int fd, const char *shown, size_t max, sl_buf *out, sl_err *err)
{
    return drain(fd, shown, max, SIZE_MAX, out, err);
}

bool sl_file_read_stat(int fd, const char *shown, size_t max, sl_buf *out,
                       struct stat *st, sl_err *err)
{
    bool ok = false;

    sl_buf_clear(out);
    if (fstat(fd, st) != 0)
        sl_fail(err, SL_EIO, "stat %s", shown);
    else if (!S_ISREG(st->st_mode))
        sl_fail(err, SL_EFORMAT, "%s is not a regular file", shown);
    else if ((uintmax_t)st->st_size > max)
        sl_fail(err, SL_ELIMIT, "%s is larger than %zu MiB", shown, max >> 20);
    else {
        /* A size of 0 is also what is made while it is read says. */
        size_t known = st->st_size > 0 ? (size_t)st->st_size : SIZE_MAX;

        sl_buf_reserve(out, (size_t)st->st_size + 1);
        ok = drain(fd, shown, max, known, out, err);
    }
    close(fd);
    return ok;
}

bool sl_file_read_fd(int fd, const char *shown, size_t max, sl_buf *out, sl_err *err)
{
    struct stat st;

    return sl_file_read_stat(fd, shown, max, out, &st, err);
}

bool sl_file_read_at(int dir, const char *name, const char *shown, size_t max,
                     sl_buf *out, sl_err *err)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0)
        return sl_fail(err, errno == ENOENT ? SL_ENOTFOUND : SL_EIO, "open %s", shown);
    return sl_file_read_fd(fd, shown, max, out, err);
}

bool sl_file_read(const char *path, size_t max, sl_buf *out, sl_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return sl_fail(err, SL_EIO, "open %s", path);
    return sl_file_read_fd(fd, path, max, out, err);
}
