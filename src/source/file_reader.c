#include "source/file_reader.h"

#include "base/file.h"
#include "base/limits.h"
#include "source/lookup.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { KEPT = 1024 * 1024 /* bytes of memory that are kept for the next file */ };

sl_file_reader sl_file_reader_open(int root)
{
    return (sl_file_reader){.root = root, .dir = -1};
}

static void leave(sl_file_reader *reader)
{
    if (reader->dir >= 0)
        close(reader->dir);
    reader->dir = -1;
}

/* The descriptor of the file, or -1. */
static int open_beside(sl_file_reader *reader, sl_str path)
{
    sl_str dir = sl_path_dir(path);
    sl_str base = sl_path_base(path);
    char name[SL_MAX_PATH];

    if (dir.len == 0 || base.len == 0 || base.len >= sizeof name ||
        sl_str_eq(base, sl_lit("..")))
        return -1;
    if (reader->dir < 0 || !sl_str_eq(dir, reader->at)) {
        leave(reader);
        reader->dir = sl_lookup_open(reader->root, dir, O_RDONLY | O_DIRECTORY);
        reader->at = dir;
    }
    if (reader->dir < 0)
        return -1;
    memcpy(name, base.ptr, base.len);
    name[base.len] = '\0';
    return openat(reader->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

bool sl_file_reader_read(sl_file_reader *reader, sl_str path, size_t max, sl_err *err)
{
    char shown[SL_MAX_PATH];
    int fd;

    if (reader->bytes.cap > KEPT)
        sl_buf_free(&reader->bytes);
    fd = open_beside(reader, path);
    if (fd < 0) /* at the root, or whatever is wrong is told there */
        fd = sl_lookup_open(reader->root, path, O_RDONLY);
    if (fd < 0)
        return sl_lookup_failed(path, err);
    return sl_file_read_stat(fd, sl_lookup_shown(path, shown), max, &reader->bytes,
                             &reader->st, err);
}

void sl_file_reader_close(sl_file_reader *reader)
{
    leave(reader);
    sl_buf_free(&reader->bytes);
}
