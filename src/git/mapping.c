#include "git/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool sl_mapping_open(int dir, const char *name, sl_mapping *out, sl_err *err)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    void *bytes = NULL;
    struct stat st;
    bool ok = false;

    if (fd < 0)
        return sl_fail(err, errno == ENOENT ? SL_ENOTFOUND : SL_EIO, "open %s", name);
    if (fstat(fd, &st) != 0)
        sl_fail(err, SL_EIO, "stat %s", name);
    else if (!S_ISREG(st.st_mode))
        sl_fail(err, SL_EFORMAT, "%s is not a regular file", name);
    else if (st.st_size > 0 && (bytes = mmap(NULL, (size_t)st.st_size, PROT_READ,
                                             MAP_PRIVATE, fd, 0)) == MAP_FAILED)
        sl_fail(err, SL_EIO, "map %s", name);
    else {
        out->bytes = (sl_str){bytes, (size_t)st.st_size};
        ok = true;
    }
    close(fd);
    return ok;
}

void sl_mapping_fetch(const sl_mapping *mapping)
{
#ifdef MADV_POPULATE_READ
    if (mapping->bytes.len > 0) /* if it fails, pages come as they are read */
        madvise((void *)(uintptr_t)mapping->bytes.ptr, mapping->bytes.len,
                MADV_POPULATE_READ);
#else
    (void)mapping;
#endif
}

void sl_mapping_close(sl_mapping *mapping)
{
    if (mapping->bytes.len > 0)
        munmap((void *)(uintptr_t)mapping->bytes.ptr, mapping->bytes.len);
    *mapping = (sl_mapping){0};
}
