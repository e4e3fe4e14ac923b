#include "cli/out.h"

#include "base/write.h"
#include "scan/results.h"
#include "text/escape.h"
#include "text/veil.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#ifdef __linux__
#    include <sys/prctl.h>
#endif
#include <unistd.h>

void sl_stdio_guard(void)
{
    signal(SIGPIPE, SIG_IGN);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void sl_core_guard(void)
{
    const struct rlimit none = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* a pipe takes cores past the limit */
#endif
}

bool sl_stdout_write(sl_str bytes, sl_err *err)
{
    return sl_write_all(STDOUT_FILENO, bytes) ||
           sl_fail(err, SL_EIO, "write standard output");
}

bool sl_stdout_close(sl_err *err)
{
    return fclose(stdout) == 0 || sl_fail(err, SL_EIO, "write standard output");
}

void sl_stderr_write(sl_str bytes)
{
    (void)sl_write_all(STDERR_FILENO, bytes);
}

void sl_complain_as(const char *who, const sl_err *err)
{
    sl_buf line = {0}, text = {0};

    sl_veil(sl_str_of(err->text), &text);
    sl_buf_printf(&line, "%s: ", who);
    sl_escape(sl_buf_str(&text), &line);
    sl_buf_char(&line, '\n');
    sl_stderr_write(sl_buf_str(&line));
    sl_buf_free(&text);
    sl_buf_free(&line);
}

int sl_complain(const sl_err *err)
{
    sl_complain_as("seclint", err);
    return SL_EXIT_ERROR;
}
