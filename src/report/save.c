#include "report/report.h"

#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is no regular file cannot be replaced: a FIFO, a terminal, /dev/full. */
static bool write_through(const char *path, int flags, sl_str bytes, sl_err *err)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | flags,
                  S_IRUSR | S_IWUSR);
    bool ok;
    int why;

    if (fd < 0)
        return sl_fail(err, SL_EIO, "open %s", path);
    ok = sl_write_all(fd, bytes);
    why = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    errno = why;
    return ok || sl_fail(err, SL_EIO, "write %s", path);
}

/* A report is for whoever asked for it. */
static bool replace(const char *path, sl_str bytes, sl_err *err)
{
    return sl_file_replace(path, bytes, S_IRUSR | S_IWUSR, err);
}

bool sl_report_save(const char *path, sl_str bytes, sl_err *err)
{
    sl_str name = sl_str_of(path);
    struct stat st;

    if (sl_str_eq(name, sl_lit("-"))) {
        return sl_write_all(STDOUT_FILENO, bytes) ||
               sl_fail(err, SL_EIO, "write to standard output");
    }
    if (name.len == 0 || sl_str_ends(name, sl_lit("/")))
        return sl_fail(err, SL_EUSAGE, "'%s' does not name a file", path);
    /* /dev/stdout may lead to a regular file that somebody else has open. */
    if (sl_str_starts(name, sl_lit("/dev/")) || sl_str_starts(name, sl_lit("/proc/")))
        return write_through(path, 0, bytes, err);
    if (stat(path, &st) != 0)
        return replace(path, bytes, err);
    if (S_ISDIR(st.st_mode))
        return sl_fail(err, SL_EUSAGE, "%s is a directory", path);
    if (S_ISREG(st.st_mode))
        return replace(path, bytes, err);
    return write_through(path, 0, bytes, err);
}

bool sl_report_append(const char *path, sl_str bytes, sl_err *err)
{
    return write_through(path, O_CREAT, bytes, err);
}
