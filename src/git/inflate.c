#include "git/inflate.h"

#include "base/mem.h"

#include <libdeflate.h>

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
                      size_t *used)
{
    return libdeflate_zlib_decompress_ex(unwrap(inflate), in.ptr, in.len, out, size,
                                         used, NULL) == LIBDEFLATE_SUCCESS;
}
