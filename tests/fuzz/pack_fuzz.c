/* The first byte chooses: a delta (base and instructions split by the second
 * byte), a pack index, or a zlib stream. */
#include "fuzz.h"

#include "git/delta.h"
#include "git/inflate.h"
#include "git/pack_index.h"

#include <string.h>

enum { LARGEST = 1 << 16 };

static void try_delta(sl_str text)
{
    size_t cut = text.len > 0 ? (uint8_t)text.ptr[0] : 0;
    sl_str base = sl_str_sub(text, 1, 1 + cut);
    sl_delta delta;
    uint8_t *out;

    if (!sl_delta_parse(sl_str_skip(text, 1 + base.len), &delta) ||
        delta.result_size > LARGEST)
        return;
    out = malloc(delta.result_size + 1);
    delta.base_size = base.len;
    sl_delta_apply(&delta, base, out);
    free(out);
}

static void try_index(sl_str text)
{
    sl_pack_index index;
    sl_err err = {0};
    uint32_t position;

    if (!sl_pack_index_parse(text, SL_OID_SHA1, "idx", &index, &err))
        return;
    for (uint32_t i = 0; i < index.count && i < 64; i++) {
        sl_pack_index_offset(&index, i);
        sl_pack_index_find(&index, sl_pack_index_id(&index, i), &position);
    }
}

/* Both decoders agree on the first bytes of a stream that is whole. */
static void try_inflate(sl_str text)
{
    sl_inflate *inflate = sl_inflate_new();
    uint8_t *head = malloc(LARGEST);
    uint8_t *out = malloc(LARGEST);
    size_t got = sl_inflate_head(text, head, LARGEST);
    size_t used;

    if (got < LARGEST && sl_inflate_exact(inflate, text, out, got, &used))
        must(memcmp(head, out, got) == 0 && used <= text.len);
    free(head);
    free(out);
    sl_inflate_free(inflate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str rest = sl_str_skip(input(data, size), 1);

    if (size == 0)
        return 0;
    switch (data[0] % 3) {
    case 0: try_delta(rest); break;
    case 1: try_index(rest); break;
    default: try_inflate(rest); break;
    }
    return 0;
}
