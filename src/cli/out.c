#include "cli/out.h"

#include "scan/results.h"
#include "text/escape.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

void sl_stdio_guard(void)
{
    signal(SIGPIPE, SIG_IGN);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* A terminal or pipe may have been made non-blocking by who shares it. */
static bool wait_writable(int fd)
{
    struct pollfd waited = {.fd = fd, .events = POLLOUT};

    return poll(&waited, 1, -1) >= 0 || errno == EINTR;
}

static bool write_all(int fd, sl_str bytes)
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

bool sl_stdout_write(sl_str bytes, sl_err *err)
{
    return write_all(STDOUT_FILENO, bytes) ||
           sl_fail(err, SL_EIO, "write standard output");
}

bool sl_stdout_close(sl_err *err)
{
    return fclose(stdout) == 0 || sl_fail(err, SL_EIO, "write standard output");
}

int sl_complain(const sl_err *err)
{
    sl_buf line = {0};

    sl_buf_add(&line, sl_lit("seclint: "));
    sl_escape(sl_str_of(err->text), &line);
    sl_buf_char(&line, '\n');
    (void)write_all(STDERR_FILENO, sl_buf_str(&line));
    sl_buf_free(&line);
    return SL_EXIT_ERROR;
}
