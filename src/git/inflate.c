#include "git/inflate.h"

#include "base/mem.h"

#include <libdeflate.h>

enum { GZIP_SMALLEST = 18 }; /* header, empty stream and trailer */

/* The tag of this structure is never defined: it stands for libdeflate's. */
static struct libdeflate_decompressor *unwrap(sl_inflate *inflate)
{
    return (struct libdeflate_decompressor *)inflate;
}

sl_inflate *sl_inflate_new(void)
{
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();

    if (!inflate)
        sl_out_of_memory();
    return (sl_inflate *)inflate;
}

void sl_inflate_free(sl_inflate *inflate)
{
    libdeflate_free_decompressor(unwrap(inflate));
}

bool sl_inflate_exact(sl_inflate *inflate, sl_str in, uint8_t *out, size_t size,
                      size_t room, size_t *used)
{
    size_t len;

    return libdeflate_zlib_decompress_ex(unwrap(inflate), in.ptr, in.len, out, room,
                                         used, &len) == LIBDEFLATE_SUCCESS &&
           len == size;
}

bool sl_gunzip(sl_inflate *inflate, sl_str in, size_t max, sl_buf *out, size_t *size)
{
    const uint8_t *tail;

    *size = 0;
    if (in.len < GZIP_SMALLEST)
        return false;
    tail = (const uint8_t *)in.ptr + in.len - 4;
    *size =
        tail[0] | (size_t)tail[1] << 8 | (size_t)tail[2] << 16 | (size_t)tail[3] << 24;
    if (*size > max || *size > in.len * SL_INFLATE_RATIO)
        return false;
    sl_buf_reserve(out, *size);
    if (libdeflate_gzip_decompress(unwrap(inflate), in.ptr, in.len, out->ptr + out->len,
                                   *size, NULL) != LIBDEFLATE_SUCCESS) {
        out->ptr[out->len] = '\0';
        return false;
    }
    out->len += *size;
    out->ptr[out->len] = '\0';
    return true;
}

const char *sl_inflate_library_version(void)
{
    return LIBDEFLATE_VERSION_STRING;
}
