#include "git/deflate.h"

#include "base/mem.h"

#include <libdeflate.h>
#include <stdlib.h>

enum { EFFORT = 6 };

size_t sl_gzip_size(sl_str text)
{
    struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(EFFORT);
    size_t room, size;
    void *out;

    if (!deflate)
        return text.len;
    room = libdeflate_gzip_compress_bound(deflate, text.len);
    out = sl_malloc(room);
    size = libdeflate_gzip_compress(deflate, text.ptr, text.len, out, room);
    free(out);
    libdeflate_free_compressor(deflate);
    return size > 0 ? size : text.len;
}
