/* A whole pack with its index, told in a few bytes: a head of four (what kind of pack,
 * and a byte of one of the two files to be changed), then for each object its kind and
 * how far its declared size is off, which object it is a delta on, the length of what
 * its stream holds, and that. Every object must be told of once, and the walk over all
 * and the reading of one must come to the same. */
#include "scratch.h"
#include "stored.h"

#include "base/hash.h"
#include "base/vec.h"
#include "git/odb.h"

#include <string.h>

enum { MOST = 64, LARGEST = 1 << 20 };
enum { WIDE_IDS = 1, VERSION_3 = 2, INDEX_1 = 4, WIDE_OFFSETS = 8, IN_INDEX = 16 };

typedef struct plan {
    unsigned flags;
    size_t oid_len;
    unsigned count;
    unsigned offsets[MOST + 1];
    sl_buf pack;
    sl_buf index;
} plan;

typedef struct tale {
    unsigned told[MOST];
    bool there[MOST];
    bool limited[MOST];
    uint32_t crc[MOST];
} tale;

static unsigned next(sl_str *rest)
{
    unsigned value = rest->len > 0 ? (uint8_t)rest->ptr[0] : 0;

    *rest = sl_str_skip(*rest, 1);
    return value;
}

static void add32(sl_buf *out, uint32_t value)
{
    stored_number(out, value >> 16);
    stored_number(out, value & 0xffff);
}

/* Objects are numbered in the order of their ids. */
static sl_oid id_of(const plan *p, unsigned number)
{
    uint8_t raw[SL_OID_MAX] = {0};

    raw[0] = (uint8_t)(number << 2);
    raw[p->oid_len - 1] = (uint8_t)number;
    return sl_oid_make(raw, p->oid_len);
}

static void add_head(sl_buf *out, unsigned kind, size_t size)
{
    uint8_t byte = (uint8_t)(kind << 4 | (size & 15));

    for (size >>= 4; size > 0; size >>= 7) {
        sl_buf_char(out, (char)(byte | 0x80));
        byte = size & 0x7f;
    }
    sl_buf_char(out, (char)byte);
}

/* Distances below 2^14, in git's own coding. */
static void add_distance(sl_buf *out, unsigned distance)
{
    if (distance > 0x7f)
        sl_buf_char(out, (char)(0x80 | ((distance >> 7) - 1)));
    sl_buf_char(out, (char)(distance & 0x7f));
}

static void add_object(plan *p, sl_str *rest)
{
    unsigned first = next(rest), base = next(rest), len = next(rest);
    sl_str content = sl_str_sub(*rest, 0, len);
    sl_oid id = id_of(p, base % MOST);
    unsigned at = p->offsets[p->count] = (unsigned)p->pack.len;
    int wrong = (int)(first >> 3 & 31) > 28 ? (int)(first >> 3 & 31) - 30 : 0;
    size_t size = content.len + (size_t)wrong;

    *rest = sl_str_skip(*rest, len);
    add_head(&p->pack, first & 7, (first & 0xf8) == 0x80 ? (size_t)base << 26 : size);
    if ((first & 7) == 6)
        add_distance(&p->pack, base < p->count ? at - p->offsets[base] : base);
    else if ((first & 7) == 7)
        sl_buf_add(&p->pack, sl_oid_str(&id));
    stored_stream(&p->pack, content);
    p->count++;
}

static void add_pack(plan *p, sl_str *rest)
{
    sl_buf_add(&p->pack, sl_lit("PACK"));
    add32(&p->pack, p->flags & VERSION_3 ? 3 : 2);
    add32(&p->pack, 0);
    while (rest->len > 0 && p->count < MOST)
        add_object(p, rest);
    p->pack.ptr[11] = (char)p->count;
    for (size_t i = 0; i < p->oid_len; i++)
        sl_buf_char(&p->pack, 0x55);
}

static void add_fanout(plan *p)
{
    for (unsigned byte = 0; byte < 256; byte++)
        add32(&p->index, byte / 4 + 1 < p->count ? byte / 4 + 1 : p->count);
}

static void add_index(plan *p)
{
    bool old = p->flags & INDEX_1, wide = p->flags & WIDE_OFFSETS && !old;

    if (!old) {
        sl_buf_add(&p->index, sl_lit("\377tOc"));
        add32(&p->index, 2);
    }
    add_fanout(p);
    for (unsigned i = 0; i < p->count; i++) {
        sl_oid id = id_of(p, i);

        if (old)
            add32(&p->index, p->offsets[i]);
        sl_buf_add(&p->index, sl_oid_str(&id));
    }
    for (unsigned i = 0; !old && i < p->count; i++)
        add32(&p->index, 0);
    for (unsigned i = 0; !old && i < p->count; i++)
        add32(&p->index, wide ? 0x80000000u | i : p->offsets[i]);
    for (unsigned i = 0; wide && i < p->count; i++) {
        add32(&p->index, 0);
        add32(&p->index, p->offsets[i]);
    }
    for (size_t i = 0; i < 2 * p->oid_len; i++)
        sl_buf_char(&p->index, 0x55);
}

static void object(void *ctx, unsigned worker, const sl_object *object)
{
    tale *t = ctx;
    unsigned number = object->oid.raw[object->oid.len - 1];

    must(worker == 0 && object->type >= SL_OBJ_COMMIT && object->type <= SL_OBJ_TAG);
    if (number >= MOST)
        return;
    t->told[number]++;
    t->there[number] = true;
    t->crc[number] = sl_crc32(object->bytes);
}

static void lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    tale *t = ctx;
    unsigned number = oid->len > 0 ? oid->raw[oid->len - 1] : MOST;

    must(worker == 0 && err->code != SL_OK);
    if (number >= MOST)
        return;
    t->told[number]++;
    t->limited[number] = err->code == SL_ELIMIT;
}

static void compare(sl_odb *odb, const plan *p, const tale *t)
{
    sl_buf bytes = {0};

    for (unsigned i = 0; i < p->count; i++) {
        sl_oid id = id_of(p, i);
        sl_object_type type;
        sl_err err = {0};
        bool read = sl_odb_read(odb, &id, LARGEST, &type, &bytes, &err);

        must(t->told[i] == 1);
        if (t->limited[i] || err.code == SL_ELIMIT)
            continue;
        must(read == t->there[i]);
        must(!read || sl_crc32(sl_buf_str(&bytes)) == t->crc[i]);
    }
    sl_buf_free(&bytes);
}

static void flip(sl_buf *file, unsigned at, unsigned with)
{
    if (file->len > 0)
        file->ptr[at % file->len] ^= (char)with;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str rest = input(data, size);
    plan p = {.flags = next(&rest)};
    unsigned at = next(&rest) << 8;
    unsigned with;
    tale t = {0};
    sl_odb_visitor visitor = {.ctx = &t, .object = object, .lost = lost};
    sl_odb *odb;

    at |= next(&rest);
    with = next(&rest);
    p.oid_len = p.flags & WIDE_IDS ? SL_OID_MAX : SL_OID_SHA1;
    add_pack(&p, &rest);
    add_index(&p);
    flip(p.flags & IN_INDEX ? &p.index : &p.pack, at, with);
    if (!scratch_path[0]) {
        scratch_make();
        scratch_folder("pack");
    }
    scratch_write("pack/pack-1.pack", sl_buf_str(&p.pack));
    scratch_write("pack/pack-1.idx", sl_buf_str(&p.index));
    odb = sl_odb_open(scratch_path, NULL, 0, p.oid_len, NULL);
    sl_odb_walk(odb, 30, 1, LARGEST, &visitor);
    if (with == 0 || !(p.flags & IN_INDEX))
        compare(odb, &p, &t);
    sl_odb_close(odb);
    sl_buf_free(&p.pack);
    sl_buf_free(&p.index);
    return 0;
}
