#include "git/similar.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOT_BITS = 12,
    SLOTS = 1 << SLOT_BITS,
    HEAD = 32,      /* bytes that similar objects begin with */
    SMALLEST = 256, /* below, to look at all of it costs no more */
    LARGEST = SL_MAX_SIMILAR / 8,
    BLOCK = 128, /* bytes that are compared at once */
    WORD = 8,
    NEEDLE = 24,  /* bytes by which the texts are brought together behind an edit */
    WINDOW = 256, /* in which they are looked for */
    EDITS = 32    /* in one text; from there on only its end is compared */
};

struct sl_similar_slot {
    uint64_t key;
    char *bytes;
    size_t len;
    void *legacy; /* NULL: the slot is empty */
};

static uint64_t word_at(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

/* Bytes that both begin with. */
static size_t same_front(sl_str a, sl_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    size_t at = 0;

    while (at + BLOCK <= len && memcmp(a.ptr + at, b.ptr + at, BLOCK) == 0)
        at += BLOCK;
    while (at + WORD <= len && word_at(a.ptr + at) == word_at(b.ptr + at))
        at += WORD;
    while (at < len && a.ptr[at] == b.ptr[at])
        at++;
    return at;
}

/* Bytes that both end with. */
static size_t same_back(sl_str a, sl_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    const char *end = a.ptr + a.len, *other = b.ptr + b.len;
    size_t back = 0;

    while (back + WORD <= len &&
           word_at(end - back - WORD) == word_at(other - back - WORD))
        back += WORD;
    while (back < len && end[-(ptrdiff_t)back - 1] == other[-(ptrdiff_t)back - 1])
        back++;
    return back;
}

static size_t add_copy(sl_copies *copies, size_t at, size_t from, size_t len)
{
    if (len < SL_COPY_MIN)
        return 0;
    *sl_vec_push(copies) = (sl_copy){at, from, len};
    return len;
}

/* The texts differ where they begin. Drops what comes before they are the same again. */
static bool skip_edit(sl_str *base, sl_str *text)
{
    static const uint16_t distances[] = {64, 160, 400};

    for (size_t i = 0; i < sizeof distances / sizeof distances[0]; i++) {
        size_t at = distances[i], found;

        if (at + NEEDLE > text->len)
            return false;
        found = sl_str_find(sl_str_sub(*base, 0, at + WINDOW),
                            sl_str_sub(*text, at, at + NEEDLE));
        if (found == SIZE_MAX)
            continue;
        while (at > 0 && found > 0 && text->ptr[at - 1] == base->ptr[found - 1])
            at--, found--;
        *text = sl_str_skip(*text, at);
        *base = sl_str_skip(*base, found);
        return true;
    }
    return false;
}

size_t sl_similar_copies(sl_str base, sl_str text, sl_copies *copies)
{
    sl_str old = base, new = text;
    size_t common = 0, len;

    copies->len = 0;
    for (unsigned edits = 0; edits < EDITS; edits++) {
        len = same_front(old, new);
        common += add_copy(copies, text.len - new.len, base.len - old.len, len);
        old = sl_str_skip(old, len);
        new = sl_str_skip(new, len);
        if (!skip_edit(&old, &new))
            break;
    }
    len = same_back(old, new);
    return common + add_copy(copies, text.len - len, base.len - len, len);
}

static uint64_t key_of(sl_str bytes)
{
    uint64_t key = 0;

    for (size_t i = 0; i < HEAD; i += WORD) {
        key = (key ^ word_at(bytes.ptr + i)) * 0x9e3779b97f4a7c15;
        key ^= key >> 32;
    }
    return key * 0x9e3779b97f4a7c15;
}

static sl_similar_slot *slot_of(const sl_similar *similar, uint64_t key)
{
    return &similar->slots[key >> (64 - SLOT_BITS)];
}

void sl_similar_find(const sl_similar *similar, sl_object *object, sl_copies *copies)
{
    sl_str bytes = object->bytes, base;
    const sl_similar_slot *slot;
    uint64_t key;

    if (bytes.len < SMALLEST || bytes.len > LARGEST)
        object->legacy = NULL;
    if (!object->legacy || !similar->slots)
        return;
    key = key_of(bytes);
    slot = slot_of(similar, key);
    if (!slot->legacy || slot->key != key)
        return;
    base = sl_str_make(slot->bytes, slot->len);
    object->similar = sl_similar_copies(base, bytes, copies) > bytes.len / 2;
    object->base_legacy = object->similar ? slot->legacy : NULL;
}

static void drop(sl_similar *similar, sl_similar_slot *slot)
{
    if (slot->legacy)
        similar->visitor->discard(similar->visitor->ctx, similar->worker, slot->legacy);
    free(slot->bytes);
    similar->held -= slot->len;
    *slot = (sl_similar_slot){0};
}

void *sl_similar_keep(sl_similar *similar, sl_str bytes, void *legacy)
{
    uint64_t key = key_of(bytes);
    sl_similar_slot *slot;

    if (!similar->slots)
        similar->slots = sl_calloc(SLOTS, sizeof *slot);
    slot = slot_of(similar, key);
    drop(similar, slot);
    while (similar->held + bytes.len > SL_MAX_SIMILAR)
        drop(similar, &similar->slots[similar->hand++ % SLOTS]);
    *slot = (sl_similar_slot){key, sl_malloc(bytes.len), bytes.len, legacy};
    memcpy(slot->bytes, bytes.ptr, bytes.len);
    similar->held += bytes.len;
    return NULL;
}

void sl_similar_free(sl_similar *similar)
{
    for (size_t i = 0; similar->slots && i < SLOTS; i++)
        drop(similar, &similar->slots[i]);
    free(similar->slots);
    similar->slots = NULL;
}
