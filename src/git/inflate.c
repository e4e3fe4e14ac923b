#include "git/inflate.h"

#include "base/mem.h"
#include "git/libdeflate.h"

#include <stdlib.h>

enum { GZIP_SMALLEST = 18 /* header, empty stream and trailer */ };
enum { SMALL = 32 * 1024 /* bytes that are inflated without libdeflate */ };
enum { ZLIB_HEADER = 2, FIXED_CODES = 1 };

/* A decompressor keeps the tables of the fixed codes until a stream has others. With one
 * for each they are made once, and not for every second short stream. */
struct sl_inflate {
    const sl_libdeflate *lib; /* or NULL: not needed yet */
    struct libdeflate_decompressor *fixed;
    struct libdeflate_decompressor *others;
    size_t small; /* bytes inflated without it */
};

static void need_library(sl_inflate *inflate)
{
    if (inflate->lib)
        return;
    inflate->lib = sl_libdeflate_get();
    inflate->fixed = inflate->lib->libdeflate_alloc_decompressor();
    inflate->others = inflate->lib->libdeflate_alloc_decompressor();
    if (!inflate->fixed || !inflate->others)
        sl_out_of_memory();
}

/* By the codes of its first block. */
static struct libdeflate_decompressor *tables_for(const sl_inflate *inflate,
                                                  sl_str zlib)
{
    return zlib.len > ZLIB_HEADER && (zlib.ptr[ZLIB_HEADER] >> 1 & 3) == FIXED_CODES
               ? inflate->fixed
               : inflate->others;
}

sl_inflate *sl_inflate_new(void)
{
    return sl_calloc(1, sizeof(sl_inflate));
}

void sl_inflate_free(sl_inflate *inflate)
{
    if (inflate->lib) {
        inflate->lib->libdeflate_free_decompressor(inflate->fixed);
        inflate->lib->libdeflate_free_decompressor(inflate->others);
    }
    free(inflate);
}

bool sl_inflate_exact(sl_inflate *inflate, sl_str in, uint8_t *out, size_t size,
                      size_t room, size_t *used)
{
    size_t len;

    if (!inflate->lib && size <= SMALL - inflate->small) {
        inflate->small += size;
        if (sl_inflate_small(in, out, size, used))
            return true;
    }
    need_library(inflate);
    return inflate->lib->libdeflate_zlib_decompress_ex(tables_for(inflate, in), in.ptr,
                                                       in.len, out, room, used,
                                                       &len) == LIBDEFLATE_SUCCESS &&
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
    need_library(inflate);
    if (inflate->lib->libdeflate_gzip_decompress(inflate->others, in.ptr, in.len,
                                                 out->ptr + out->len, *size,
                                                 NULL) != LIBDEFLATE_SUCCESS) {
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
