#include "git/deflate.h"

#include "base/mem.h"
#include "git/libdeflate.h"

#include <stdlib.h>

enum { EFFORT = 6 };

size_t sl_gzip_size(sl_str text)
{
    const sl_libdeflate *lib = sl_libdeflate_get();
    struct libdeflate_compressor *deflate = lib->libdeflate_alloc_compressor(EFFORT);
    size_t room, size;
    void *out;

    if (!deflate)
        return text.len;
    room = lib->libdeflate_gzip_compress_bound(deflate, text.len);
    out = sl_malloc(room);
    size = lib->libdeflate_gzip_compress(deflate, text.ptr, text.len, out, room);
    free(out);
    lib->libdeflate_free_compressor(deflate);
    return size > 0 ? size : text.len;
}
