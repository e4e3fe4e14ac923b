/* A base (its length in the first byte), then a delta on it; beside the delta reader
 * runs one of a few lines that does every step byte by byte. */
#include "fuzz.h"

#include "git/delta.h"

#include <string.h>

enum { LARGEST = 1 << 16 };

/* The bytes behind a copy instruction, least significant first, as op has them. */
static bool take(sl_str *ops, unsigned op, unsigned bits, size_t *out)
{
    *out = 0;
    for (unsigned i = 0; i < bits; i++) {
        if (!(op >> i & 1))
            continue;
        if (ops->len == 0)
            return false;
        *out |= (size_t)(uint8_t)ops->ptr[0] << 8 * i;
        *ops = sl_str_skip(*ops, 1);
    }
    return true;
}

/* How many bytes of out were written; SIZE_MAX if the delta is bad. */
static size_t slowly(sl_str ops, sl_str base, uint8_t *out, size_t room)
{
    size_t done = 0;

    while (ops.len > 0) {
        unsigned op = (uint8_t)ops.ptr[0];
        size_t from = 0, count = op;
        sl_str source = base;

        ops = sl_str_skip(ops, 1);
        if (op == 0)
            return SIZE_MAX;
        if (op & 0x80) {
            if (!take(&ops, op, 4, &from) || !take(&ops, op >> 4, 3, &count))
                return SIZE_MAX;
            count = count ? count : 0x10000;
        } else {
            source = ops;
        }
        for (size_t i = 0; i < count; i++) {
            if (from + i >= source.len || done == room)
                return SIZE_MAX;
            out[done++] = (uint8_t)source.ptr[from + i];
        }
        if (!(op & 0x80))
            ops = sl_str_skip(ops, count);
    }
    return done;
}

/* Copies are told in order, apart, and are what they say. */
static void must_be_copies(const sl_copies *copies, sl_str base, const uint8_t *result,
                           size_t len)
{
    size_t end = 0;

    for (size_t i = 0; i < copies->len; i++) {
        const sl_copy *copy = &copies->at[i];

        must(copy->len >= SL_COPY_MIN && copy->at >= end);
        must(copy->at <= len && copy->len <= len - copy->at);
        must(copy->from <= base.len && copy->len <= base.len - copy->from);
        must(memcmp(result + copy->at, base.ptr + copy->from, copy->len) == 0);
        end = copy->at + copy->len;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_str base = sl_str_sub(text, 1, 1 + (size_t)(size > 0 ? data[0] : 0));
    sl_delta delta;
    sl_copies copies = {0};
    uint8_t *out, *other;
    bool fits;

    if (!sl_delta_parse(sl_str_skip(text, 1 + base.len), &delta))
        return 0;
    must_be_slice(delta.ops, text);
    if (delta.result_size > LARGEST)
        return 0;
    out = malloc(delta.result_size + 1);
    other = malloc(delta.result_size + 1);
    fits = delta.base_size == base.len;
    must(fits || !sl_delta_apply(&delta, base, out, NULL));
    delta.base_size = base.len;
    fits = slowly(delta.ops, base, other, delta.result_size) == delta.result_size;
    must(sl_delta_apply(&delta, base, out, &copies) == fits);
    must(!fits || memcmp(out, other, delta.result_size) == 0);
    if (fits)
        must_be_copies(&copies, base, out, delta.result_size);
    sl_vec_free(&copies);
    free(out);
    free(other);
    return 0;
}
