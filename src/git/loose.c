#include "git/loose.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ = 4096, HEADER_MAX = 32, FANOUT = 256 };
enum { USUAL_RATIO = 6 /* few texts are packed to less */ };

typedef struct loose_path {
    char text[SL_OID_HEX_MAX + 2]; /* "ab/cdef..." */
} loose_path;

static loose_path path_of(const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1];
    loose_path path;

    sl_oid_hex(oid, hex);
    snprintf(path.text, sizeof path.text, "%.2s/%s", hex, hex + 2);
    return path;
}

/* Files with other names are what git leaves while it writes. */
static void list_name(const char *fanout, const char *name, size_t dir, size_t oid_len,
                      sl_loose_names *out)
{
    char hex[SL_OID_HEX_MAX + 1];
    size_t len = strlen(name);
    sl_oid oid;

    if (len != 2 * oid_len - 2)
        return;
    memcpy(hex, fanout, 2);
    memcpy(hex + 2, name, len);
    if (sl_oid_parse((sl_str){hex, len + 2}, &oid))
        *sl_vec_push(out) = (sl_loose_name){oid, dir};
}

static bool list_fanout(int fd, unsigned byte, size_t dir, size_t oid_len,
                        sl_loose_names *out, sl_err *err)
{
    char fanout[4];
    struct dirent *entry;
    DIR *stream;
    int sub;

    snprintf(fanout, sizeof fanout, "%02x", byte & 0xffu);
    sub = openat(fd, fanout, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sub < 0)
        return errno == ENOENT || errno == ENOTDIR ||
               sl_fail(err, SL_EIO, "open objects/%s", fanout);
    stream = fdopendir(sub);
    if (!stream) {
        close(sub);
        return sl_fail(err, SL_EIO, "read objects/%s", fanout);
    }
    while (errno = 0, (entry = readdir(stream)) != NULL)
        list_name(fanout, entry->d_name, dir, oid_len, out);
    if (errno != 0)
        sl_fail(err, SL_EIO, "read objects/%s", fanout);
    closedir(stream);
    return err->code == SL_OK;
}

bool sl_loose_list(int fd, size_t dir, size_t oid_len, sl_loose_names *out, sl_err *err)
{
    sl_err first = {0};

    for (unsigned byte = 0; byte < FANOUT; byte++) {
        sl_err now = {0};

        if (!list_fanout(fd, byte, dir, oid_len, out, &now) && first.code == SL_OK)
            first = now;
    }
    if (first.code != SL_OK && err)
        *err = first;
    return first.code == SL_OK;
}

static bool corrupt(const sl_oid *oid, const char *what, sl_err *err)
{
    char hex[SL_OID_HEX_MAX + 1];

    return sl_fail(err, SL_EFORMAT, "object %s: %s in its loose file",
                   sl_oid_hex(oid, hex), what);
}

static bool io_error(const sl_oid *oid, const char *doing, sl_err *err)
{
    sl_err_code code = errno == ENOENT || errno == ENOTDIR ? SL_ENOTFOUND : SL_EIO;
    char hex[SL_OID_HEX_MAX + 1];

    return sl_fail(err, code, "object %s: %s its loose file", sl_oid_hex(oid, hex),
                   doing);
}

/* "blob 123" and a NUL, as git writes it: no sign, no leading zero. */
static bool parse_header(sl_str text, sl_loose *out)
{
    static const char *const types[] = {"", "commit", "tree", "blob", "tag"};
    size_t end = sl_str_chr(text, '\0');
    sl_str name, number;

    if (end == SIZE_MAX || !sl_str_split(sl_str_sub(text, 0, end), ' ', &name, &number))
        return false;
    out->header = end + 1;
    out->type = SL_OBJ_NONE;
    for (unsigned i = SL_OBJ_COMMIT; i <= SL_OBJ_TAG; i++)
        if (sl_str_eq(name, sl_str_of(types[i])))
            out->type = (sl_object_type)i;
    out->size = 0;
    if (number.len == 0 || number.len > 18 || (number.len > 1 && number.ptr[0] == '0'))
        return false;
    for (size_t i = 0; i < number.len; i++) {
        if (number.ptr[i] < '0' || number.ptr[i] > '9')
            return false;
        out->size = out->size * 10 + (uint64_t)(number.ptr[i] - '0');
    }
    return out->type != SL_OBJ_NONE;
}

static void shut(sl_loose *loose)
{
    if (loose->open)
        close(loose->fd);
    loose->open = false;
}

/* The whole object, if it is short and nothing about it is odd: to inflate its head first
 * makes the tables of its codes twice. */
static bool load_short(sl_loose *out)
{
    size_t cap = HEADER_MAX + USUAL_RATIO * out->packed.len;
    size_t used;

    sl_buf_clear(&out->content);
    sl_buf_reserve(&out->content, cap);
    return sl_inflate_short(sl_buf_str(&out->packed), (uint8_t *)out->content.ptr, cap,
                            &out->content.len, &used) &&
           used == out->packed.len &&
           parse_header(sl_str_sub(sl_buf_str(&out->content), 0, HEADER_MAX), out) &&
           out->content.len == out->header + out->size;
}

static bool read_header(const sl_oid *oid, sl_loose *out, sl_err *err)
{
    uint8_t head[HEADER_MAX];
    struct stat st;
    ssize_t got;
    size_t len;

    if (fstat(out->fd, &st) != 0)
        return io_error(oid, "stat", err);
    if (!S_ISREG(st.st_mode))
        return corrupt(oid, "something that is no regular file", err);
    sl_buf_clear(&out->packed);
    sl_buf_reserve(&out->packed, FIRST_READ);
    do
        got = read(out->fd, out->packed.ptr, FIRST_READ);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return io_error(oid, "read", err);
    out->packed.len = (size_t)got;
    out->loaded = out->eager && got == st.st_size && load_short(out);
    if (out->loaded)
        return true;
    len = sl_inflate_head(sl_buf_str(&out->packed), head, sizeof head);
    if (!parse_header((sl_str){(const char *)head, len}, out))
        return corrupt(oid, "bad header", err);
    if (out->size / SL_INFLATE_RATIO > (uint64_t)st.st_size)
        return corrupt(oid, "bad size", err);
    return true;
}

bool sl_loose_open(int dir, const sl_oid *oid, sl_loose *out, sl_err *err)
{
    loose_path path = path_of(oid);

    shut(out);
    out->loaded = false;
    out->fd = openat(dir, path.text, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (out->fd < 0)
        return io_error(oid, "open", err);
    out->open = true;
    if (read_header(oid, out, err))
        return true;
    shut(out);
    return false;
}

bool sl_loose_load(sl_loose *loose, const sl_oid *oid, sl_inflate *inflate,
                   sl_str *bytes, sl_err *err)
{
    size_t total = loose->header + loose->size, used;
    /* Deflate never adds more than a few bytes for each stored block. */
    size_t most = total + total / 256 + FIRST_READ;
    bool read_all;

    if (loose->loaded) {
        shut(loose);
        *bytes = sl_str_skip(sl_buf_str(&loose->content), loose->header);
        return true;
    }
    read_all = sl_file_drain(loose->fd, "a loose object", most, &loose->packed, NULL);
    shut(loose);
    if (!read_all)
        return corrupt(oid, "more than it declares", err);
    sl_buf_clear(&loose->content);
    sl_buf_reserve(&loose->content, total + SL_INFLATE_ROOM);
    if (!sl_inflate_exact(inflate, sl_buf_str(&loose->packed),
                          (uint8_t *)loose->content.ptr, total, total + SL_INFLATE_ROOM,
                          &used))
        return corrupt(oid, "corrupt data", err);
    if (used != loose->packed.len)
        return corrupt(oid, "garbage behind the data", err);
    loose->content.len = total;
    *bytes = sl_str_skip(sl_buf_str(&loose->content), loose->header);
    return true;
}

bool sl_loose_has(int dir, const sl_oid *oid)
{
    loose_path path = path_of(oid);

    return faccessat(dir, path.text, F_OK, 0) == 0;
}

void sl_loose_free(sl_loose *loose)
{
    shut(loose);
    sl_buf_free(&loose->packed);
    sl_buf_free(&loose->content);
}
