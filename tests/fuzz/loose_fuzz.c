/* A loose object. The first byte says how the rest becomes a file: as it stands, or as
 * what a stream of stored blocks holds, so that the header is within reach. */
#include "scratch.h"
#include "stored.h"

#include "git/loose.h"

enum { LARGEST = 1 << 20 };

static void read_object(const sl_oid *oid)
{
    int dir = open(scratch_path, O_RDONLY | O_DIRECTORY);
    sl_inflate *inflate = sl_inflate_new();
    sl_loose loose = {0};
    sl_err err = {0};
    sl_str bytes;

    must(sl_loose_has(dir, oid));
    if (sl_loose_open(dir, oid, &loose, &err)) {
        must(loose.type >= SL_OBJ_COMMIT && loose.type <= SL_OBJ_TAG);
        if (loose.size <= LARGEST && sl_loose_load(&loose, oid, inflate, &bytes, &err))
            must(bytes.len == loose.size);
        else
            must(loose.size > LARGEST || err.code == SL_EFORMAT);
    } else {
        must(err.code == SL_EFORMAT);
    }
    sl_loose_free(&loose);
    sl_inflate_free(inflate);
    close(dir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str rest = sl_str_skip(input(data, size), 1);
    sl_oid oid = sl_oid_make((const uint8_t[SL_OID_SHA1]){0xab}, SL_OID_SHA1);
    char hex[SL_OID_HEX_MAX + 1], name[SL_OID_HEX_MAX + 4];
    sl_buf made = {0};

    if (size == 0)
        return 0;
    if (!scratch_path[0]) {
        scratch_make();
        scratch_folder("ab");
    }
    snprintf(name, sizeof name, "ab/%s", sl_oid_hex(&oid, hex) + 2);
    if (data[0] & 1)
        stored_stream(&made, rest);
    else
        sl_buf_add(&made, rest);
    scratch_write(name, sl_buf_str(&made));
    read_object(&oid);
    sl_buf_free(&made);
    return 0;
}
