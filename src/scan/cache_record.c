#include "scan/cache_record.h"

#include "base/limits.h"
#include "base/mem.h"
#include "git/bytes.h"

#include <string.h>

enum {
    MAGIC = 8,
    FRONT_AT = MAGIC + 3 * SL_SHA256_SIZE,
    TOTALS_AT = FRONT_AT + 8,
    COUNTS_AT = TOTALS_AT + 32,
    KEYS_AT = COUNTS_AT + 12,
    ATTRIBUTED = 1,
    UNREACHABLE = 2,
    OTHERS = 4,
    AGAIN = 8,
    ECHO = 16
};

_Static_assert(KEYS_AT + 8 == SL_CACHE_HEAD, "the head is as long as its header says");

static void put(sl_buf *out, uint64_t number, unsigned bytes)
{
    while (bytes-- > 0)
        sl_buf_char(out, (char)(uint8_t)(number >> 8 * bytes));
}

static void put_text(sl_buf *out, sl_str text)
{
    text = sl_str_sub(text, 0, UINT16_MAX);
    put(out, text.len, 2);
    sl_buf_add(out, text);
}

static void put_oid(sl_buf *out, const sl_oid *oid)
{
    put(out, oid->len, 1);
    sl_buf_add(out, sl_oid_str(oid));
}

static void put_keys(sl_buf *out, const sl_cache_keys *keys)
{
    sl_buf_reserve(out, keys->len * 8);
    for (size_t i = 0; i < keys->len; i++)
        put(out, keys->at[i], 8);
}

static void put_first(sl_buf *out, const sl_attribution *place)
{
    put(out, (uint64_t)place->time, 8);
    put_oid(out, &place->commit);
    put_text(out, place->path);
    put_text(out, place->author);
}

static void put_branches(sl_buf *out, const sl_attribution *place)
{
    put(out, place->branches_total, 8);
    put(out, place->branches_len, 1);
    for (size_t i = 0; i < place->branches_len; i++)
        put_text(out, place->branches[i]);
}

static void put_others(sl_buf *out, const sl_attribution *place)
{
    if (!place->asked)
        return;
    put(out, place->others_len, 4);
    for (size_t i = 0; i < place->others_len; i++) {
        put(out, place->others[i].unreachable ? UNREACHABLE : 0, 1);
        put_first(out, &place->others[i]);
        put_branches(out, &place->others[i]);
    }
}

static void put_object(sl_buf *out, const sl_cache_object *object)
{
    const sl_attribution *place = &object->place;
    unsigned flags = (object->object.again ? AGAIN : 0) | (object->echo ? ECHO : 0);

    if (object->attributed)
        flags |= ATTRIBUTED | (place->unreachable ? UNREACHABLE : 0) |
                 (place->asked ? OTHERS : 0);
    put(out, object->object.type, 1);
    put(out, flags, 1);
    put_oid(out, &object->object.oid);
    put_text(out, object->object.name);
    if (object->echo) {
        put(out, object->size, 8);
        put(out, object->secrets, 4);
    }
    if (!object->attributed)
        return;
    put_first(out, place);
    put(out, (uint64_t)place->last_time, 8);
    put_oid(out, &place->last);
    put(out, place->last_rank, 4);
    put_text(out, place->last_path);
    put_branches(out, place);
    put_others(out, place);
}

static void put_seal(sl_buf *out, size_t from, const uint8_t *seal)
{
    uint8_t mac[SL_SHA256_SIZE];

    sl_hmac_sha256(sl_str_make((const char *)seal, SL_SHA256_SIZE),
                   sl_str_skip(sl_buf_str(out), from), mac);
    sl_buf_add(out, sl_str_make((const char *)mac, sizeof mac));
}

void sl_cache_record_encode(const sl_cache_record *record, const uint8_t *seal,
                            sl_buf *out)
{
    size_t front;

    sl_buf_add(out, sl_lit("slcache3"));
    sl_buf_add(out, sl_str_make((const char *)record->scan, SL_SHA256_SIZE));
    sl_buf_add(out, sl_str_make((const char *)record->repo, SL_SHA256_SIZE));
    sl_buf_add(out, sl_str_make((const char *)record->answers, SL_SHA256_SIZE));
    put(out, 0, 8);
    put(out, record->totals.objects, 8);
    put(out, record->totals.messages, 8);
    put(out, record->totals.bytes, 8);
    put(out, record->totals.binaries, 8);
    put(out, record->packs.len, 4);
    put(out, record->objects.len, 4);
    put(out, record->notices.len, 4);
    put(out, record->keys.len, 8);
    put_keys(out, &record->packs);
    for (size_t i = 0; i < record->objects.len; i++)
        put_object(out, &record->objects.at[i]);
    for (size_t i = 0; i < record->notices.len; i++) {
        put(out, record->notices.at[i].incomplete, 1);
        put_text(out, record->notices.at[i].subject);
        put_text(out, record->notices.at[i].text);
    }
    front = out->len + SL_SHA256_SIZE;
    for (unsigned i = 0; i < 8; i++)
        out->ptr[FRONT_AT + i] = (char)(uint8_t)((uint64_t)front >> (56 - 8 * i));
    put_seal(out, 0, seal);
    put_keys(out, &record->keys);
    put_seal(out, front - SL_SHA256_SIZE, seal);
}

bool sl_cache_record_lengths(sl_str head, size_t *front, size_t *back)
{
    uint64_t first, keys;

    if (head.len < SL_CACHE_HEAD || !sl_str_starts(head, sl_lit("slcache3")))
        return false;
    first = sl_be64(head.ptr + FRONT_AT);
    keys = sl_be64(head.ptr + KEYS_AT);
    if (first < SL_CACHE_HEAD + SL_SHA256_SIZE || first > SL_MAX_CACHE_FRONT ||
        keys > SL_MAX_CACHE_KEYS)
        return false;
    *front = (size_t)first;
    *back = (size_t)keys * 8 + SL_SHA256_SIZE;
    return true;
}

/* Takes bytes off *rest; ok goes false at its end and stays so. */
typedef struct reader {
    sl_str rest;
    bool ok;
} reader;

static sl_str take(reader *r, size_t len)
{
    sl_str bytes = sl_str_sub(r->rest, 0, len);

    r->ok = r->ok && bytes.len == len;
    r->rest = sl_str_skip(r->rest, len);
    return r->ok ? bytes : (sl_str){0};
}

static uint64_t take_number(reader *r, unsigned bytes)
{
    sl_str text = take(r, bytes);
    uint64_t number = 0;

    for (size_t i = 0; i < text.len; i++)
        number = number << 8 | (uint8_t)text.ptr[i];
    return number;
}

static sl_str take_text(reader *r)
{
    return take(r, (size_t)take_number(r, 2));
}

static sl_oid take_oid(reader *r)
{
    sl_str raw = take(r, (size_t)take_number(r, 1));

    r->ok = r->ok && (raw.len == 0 || raw.len == SL_OID_SHA1 || raw.len == SL_OID_MAX);
    return r->ok ? sl_oid_make((const uint8_t *)raw.ptr, raw.len) : (sl_oid){0};
}

static void take_branches(reader *r, sl_attribution *out, sl_arena *arena)
{
    size_t len;
    sl_str *names;

    out->branches_total = (size_t)take_number(r, 8);
    len = (size_t)take_number(r, 1);
    r->ok = r->ok && len <= SL_BRANCHES_NAMED;
    if (!r->ok || len == 0)
        return;
    names = sl_arena_calloc(arena, len, sizeof *names);
    for (size_t i = 0; i < len; i++)
        names[i] = take_text(r);
    out->branches = names;
    out->branches_len = len;
}

static void take_first(reader *r, uint64_t flags, sl_attribution *out)
{
    out->unreachable = flags & UNREACHABLE;
    out->time = (int64_t)take_number(r, 8);
    out->commit = take_oid(r);
    out->path = take_text(r);
    out->author = take_text(r);
}

static void take_others(reader *r, sl_attribution *place, sl_arena *arena)
{
    uint64_t len = take_number(r, 4);
    sl_attribution *others;

    place->asked = true;
    r->ok = r->ok && len <= SL_MAX_SAME_CONTENT;
    if (!r->ok)
        return;
    others = sl_arena_calloc(arena, (size_t)len, sizeof *others);
    for (size_t i = 0; i < len && r->ok; i++) {
        others[i] = *place; /* the last commit is the blob's */
        others[i].branches = NULL;
        others[i].branches_len = 0;
        take_first(r, take_number(r, 1), &others[i]);
        take_branches(r, &others[i], arena);
    }
    place->others = others;
    place->others_len = (size_t)len;
}

static void take_object(reader *r, sl_cache_object *out, sl_arena *arena)
{
    uint64_t flags;

    out->object.type = (sl_object_type)take_number(r, 1);
    flags = take_number(r, 1);
    out->object.oid = take_oid(r);
    out->object.name = take_text(r);
    out->object.again = flags & AGAIN;
    out->echo = flags & ECHO;
    if (out->echo) {
        out->size = take_number(r, 8);
        out->secrets = (uint32_t)take_number(r, 4);
    }
    if (!(flags & ATTRIBUTED))
        return;
    out->attributed = true;
    out->place.blob = out->object.oid;
    take_first(r, flags, &out->place);
    out->place.last_time = (int64_t)take_number(r, 8);
    out->place.last = take_oid(r);
    out->place.last_rank = (uint32_t)take_number(r, 4);
    out->place.last_path = take_text(r);
    take_branches(r, &out->place, arena);
    if (flags & OTHERS)
        take_others(r, &out->place, arena);
}

/* Is the end of text the seal of what stands before it? Compared as a whole. */
static bool sealed(sl_str text, const uint8_t *seal)
{
    uint8_t mac[SL_SHA256_SIZE];
    uint8_t differ = 0;
    size_t len;

    if (text.len < sizeof mac)
        return false;
    len = text.len - sizeof mac;
    sl_hmac_sha256(sl_str_make((const char *)seal, SL_SHA256_SIZE),
                   sl_str_sub(text, 0, len), mac);
    for (size_t i = 0; i < sizeof mac; i++)
        differ |= mac[i] ^ (uint8_t)text.ptr[len + i];
    return differ == 0;
}

bool sl_cache_record_decode(sl_str front, const uint8_t *seal, sl_cache_record *out)
{
    reader r = {sl_str_sub(front, MAGIC, front.len - SL_SHA256_SIZE), true};
    uint64_t packs, objects, notices;

    *out = (sl_cache_record){0};
    if (front.len < SL_CACHE_HEAD + SL_SHA256_SIZE || !sealed(front, seal))
        return false;
    memcpy(out->scan, take(&r, SL_SHA256_SIZE).ptr, SL_SHA256_SIZE);
    memcpy(out->repo, take(&r, SL_SHA256_SIZE).ptr, SL_SHA256_SIZE);
    memcpy(out->answers, take(&r, SL_SHA256_SIZE).ptr, SL_SHA256_SIZE);
    take(&r, 8);
    out->totals.objects = take_number(&r, 8);
    out->totals.messages = take_number(&r, 8);
    out->totals.bytes = take_number(&r, 8);
    out->totals.binaries = take_number(&r, 8);
    packs = take_number(&r, 4);
    objects = take_number(&r, 4);
    notices = take_number(&r, 4);
    take(&r, 8);
    for (uint64_t i = 0; i < packs && r.ok; i++)
        *sl_vec_push(&out->packs) = take_number(&r, 8);
    for (uint64_t i = 0; i < objects && r.ok; i++)
        take_object(&r, sl_vec_push(&out->objects), &out->arena);
    for (uint64_t i = 0; i < notices && r.ok; i++) {
        sl_notice *notice = sl_vec_push(&out->notices);

        notice->incomplete = take_number(&r, 1) == 1;
        notice->subject = take_text(&r);
        notice->text = take_text(&r);
    }
    return r.ok && r.rest.len == 0;
}

bool sl_cache_record_decode_keys(sl_str front, sl_str back, const uint8_t *seal,
                                 sl_cache_record *out)
{
    sl_buf all = {0};
    size_t len = (back.len - SL_SHA256_SIZE) / 8;
    bool ok;

    sl_buf_reserve(&all, SL_SHA256_SIZE + back.len);
    sl_buf_add(&all, sl_str_skip(front, front.len - SL_SHA256_SIZE));
    sl_buf_add(&all, back);
    ok = back.len >= SL_SHA256_SIZE && sealed(sl_buf_str(&all), seal);
    sl_buf_free(&all);
    if (!ok)
        return false;
    out->keys.at = sl_calloc(len, sizeof *out->keys.at);
    out->keys.len = out->keys.cap = len;
    for (size_t i = 0; i < len; i++) {
        out->keys.at[i] = sl_be64(back.ptr + 8 * i);
        if (i > 0 && out->keys.at[i] < out->keys.at[i - 1])
            return false;
    }
    return true;
}

void sl_cache_record_free(sl_cache_record *record)
{
    sl_vec_free(&record->packs);
    sl_vec_free(&record->objects);
    sl_vec_free(&record->notices);
    sl_vec_free(&record->keys);
    sl_arena_free(&record->arena);
}
