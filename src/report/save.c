#include "report/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, sl_str bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(fd, bytes.ptr, bytes.len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes = sl_str_skip(bytes, (size_t)done);
    }
    return true;
}

/* What is no regular file cannot be replaced: a FIFO, a terminal, /dev/full. */
static bool write_through(const char *path, sl_str bytes, sl_err *err)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
    bool ok;
    int why;

    if (fd < 0)
        return sl_fail(err, SL_EIO, "open %s", path);
    ok = write_all(fd, bytes);
    why = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    errno = why;
    return ok || sl_fail(err, SL_EIO, "write %s", path);
}

/* mkstemp makes the file with mode 0600, and a report stays private. */
static bool replace(const char *path, sl_str bytes, sl_err *err)
{
    sl_buf temporary = {0};
    sl_str name = sl_path_base(sl_str_of(path));
    bool made = false, ok = false;
    int fd, why;

    sl_buf_add(&temporary, sl_str_make(path, (size_t)(name.ptr - path)));
    sl_buf_add(&temporary, sl_lit(".seclint-XXXXXX"));
    fd = mkstemp(temporary.ptr);
    made = fd >= 0;
    ok = made && write_all(fd, bytes) && fsync(fd) == 0;
    why = errno;
    if (made && close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    if (ok && rename(temporary.ptr, path) != 0) {
        ok = false;
        why = errno;
    }
    if (made && !ok)
        unlink(temporary.ptr);
    sl_buf_free(&temporary);
    errno = why;
    return ok || sl_fail(err, SL_EIO, "write %s", path);
}

bool sl_report_save(const char *path, sl_str bytes, sl_err *err)
{
    sl_str name = sl_str_of(path);
    struct stat st;

    if (sl_str_eq(name, sl_lit("-"))) {
        return write_all(STDOUT_FILENO, bytes) ||
               sl_fail(err, SL_EIO, "write to standard output");
    }
    if (name.len == 0 || sl_str_ends(name, sl_lit("/")))
        return sl_fail(err, SL_EUSAGE, "'%s' does not name a file", path);
    /* /dev/stdout may lead to a regular file that somebody else has open. */
    if (sl_str_starts(name, sl_lit("/dev/")) || sl_str_starts(name, sl_lit("/proc/")))
        return write_through(path, bytes, err);
    if (stat(path, &st) != 0)
        return replace(path, bytes, err);
    if (S_ISDIR(st.st_mode))
        return sl_fail(err, SL_EUSAGE, "%s is a directory", path);
    if (S_ISREG(st.st_mode))
        return replace(path, bytes, err);
    return write_through(path, bytes, err);
}
