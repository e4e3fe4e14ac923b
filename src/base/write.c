#include "base/write.h"

#include "base/buf.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A terminal or pipe may have been made non-blocking by who shares it. */
static bool wait_writable(int fd)
{
    struct pollfd waited = {.fd = fd, .events = POLLOUT};

    return poll(&waited, 1, -1) >= 0 || errno == EINTR;
}

bool sl_write_all(int fd, sl_str bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(fd, bytes.ptr, bytes.len);

        if (done >= 0)
            bytes = sl_str_skip(bytes, (size_t)done);
        else if (errno == EAGAIN ? !wait_writable(fd) : errno != EINTR)
            return false;
    }
    return true;
}

/* Fills and closes the temporary file. False with errno set. */
static bool fill(int fd, sl_str bytes, unsigned mode)
{
    bool ok = sl_write_all(fd, bytes) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
    int why = errno;

    if (close(fd) != 0 && ok)
        return false;
    errno = why;
    return ok;
}

bool sl_file_replace(const char *path, sl_str bytes, unsigned mode, sl_err *err)
{
    sl_buf temporary = {0};
    sl_str name = sl_path_base(sl_str_of(path));
    int fd, why;
    bool ok;

    sl_buf_add(&temporary, sl_str_make(path, (size_t)(name.ptr - path)));
    sl_buf_add(&temporary, sl_lit(".seclint-XXXXXX"));
    fd = mkstemp(temporary.ptr);
    ok = fd >= 0 && fill(fd, bytes, mode) && rename(temporary.ptr, path) == 0;
    why = errno;
    if (fd >= 0 && !ok)
        unlink(temporary.ptr);
    sl_buf_free(&temporary);
    errno = why;
    return ok || sl_fail(err, SL_EIO, "write %s", path);
}
