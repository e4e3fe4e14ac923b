#include "source/lookup.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Component by component, where the kernel has no openat2. */
static int open_steps(int root, char *path, int flags)
{
    char *name = path;
    char *slash;
    int dir = root;
    int fd;

    while (dir >= 0 && (slash = strchr(name, '/')) != NULL) {
        int next;

        *slash = '\0';
        next = openat(dir, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        *slash = '/';
        if (dir != root)
            close(dir);
        dir = next;
        name = slash + 1;
    }
    if (dir < 0)
        return -1;
    fd = openat(dir, name, flags);
    if (dir != root)
        close(dir);
    return fd;
}

int sl_lookup_open(int root, sl_str path, int flags)
{
    char name[SL_MAX_PATH];
    struct open_how how = {.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    long fd;

    if (path.len == 0 || path.len >= sizeof name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, path.ptr, path.len);
    name[path.len] = '\0';
    flags |= O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    how.flags = (unsigned)flags;
    fd = syscall(SYS_openat2, root, name, &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return open_steps(root, name, flags);
    return (int)fd;
}

const char *sl_lookup_shown(sl_str path, char shown[SL_MAX_PATH])
{
    size_t len = path.len < SL_MAX_PATH - 1 ? path.len : SL_MAX_PATH - 1;

    if (len > 0)
        memcpy(shown, path.ptr, len);
    shown[len] = '\0';
    return shown;
}

bool sl_lookup_failed(sl_str path, sl_err *err)
{
    char shown[SL_MAX_PATH];
    sl_err_code code = errno == ENOENT ? SL_ENOTFOUND : SL_EIO;

    return sl_fail(err, code, "open %s", sl_lookup_shown(path, shown));
}

bool sl_lookup_file(int root, sl_str path, size_t max, sl_buf *out, sl_err *err)
{
    char shown[SL_MAX_PATH];
    int fd = sl_lookup_open(root, path, O_RDONLY);

    if (fd < 0)
        return sl_lookup_failed(path, err);
    return sl_file_read_fd(fd, sl_lookup_shown(path, shown), max, out, err);
}
