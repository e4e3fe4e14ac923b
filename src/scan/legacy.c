#include "scan/legacy.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/rows.h"
#include "text/encoded.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(offsetof(sl_anchor, at) == 0, "rows begin with their offset");

typedef struct inheriting {
    const sl_heir *heir;
    size_t max;
    sl_gate_hits *hits;
    sl_anchors *anchors;
    size_t next; /* anchor of the base, behind those that were asked for last */
} inheriting;

sl_legacy *sl_legacy_make(size_t len, const sl_anchors *anchors)
{
    size_t bytes = anchors->len * sizeof *anchors->at;
    sl_legacy *legacy;

    if (anchors->len > SL_MAX_LEGACY)
        return NULL;
    legacy = sl_malloc(sizeof *legacy + bytes);
    *legacy = (sl_legacy){.len = len, .anchors_len = anchors->len};
    if (bytes > 0)
        memcpy(legacy->anchors, anchors->at, bytes);
    return legacy;
}

void sl_legacy_free(sl_legacy *legacy)
{
    if (legacy)
        free(legacy->parts);
    free(legacy);
}

void sl_legacy_keep_parts(sl_legacy *legacy, sl_subtree_log *log, bool flat)
{
    size_t len = flat ? sl_subtree_lively(log) : sl_subtree_barren(log);

    if (len > SL_MAX_LEGACY_PARTS)
        return;
    if (len > 0) {
        legacy->parts = sl_malloc(len * sizeof *legacy->parts);
        memcpy(legacy->parts, log->list.at, len * sizeof *legacy->parts);
    }
    legacy->parts_len = len;
    legacy->judges = log->judges;
    legacy->flat = flat;
}

/* Searches the bytes between two copies, from start to end, for what is in neither.
 * What begins before floor, where the copy in front begins, was found with that one. */
static bool search(const inheriting *in, size_t floor, size_t start, size_t end)
{
    sl_memo *memo = in->heir->memo;
    sl_span new = {start, end};

    if (memo && sl_memo_find(memo, in->heir->text, new, floor, in->anchors))
        return true;
    in->hits->len = 0;
    if (!sl_gate_scan_across(in->heir->gate, in->heir->text, new, in->hits, in->max))
        return false;
    for (size_t i = 0; i < in->hits->len; i++) {
        const sl_gate_hit *hit = &in->hits->at[i];
        size_t at = hit->at;

        if (at >= floor)
            sl_anchors_add(in->anchors, &(sl_anchor){.at = (uint32_t)at,
                                                     .owner = hit->owner,
                                                     .len = (uint8_t)hit->len});
    }
    return true;
}

static size_t first_from(const sl_legacy *legacy, size_t at, size_t near)
{
    return sl_rows_from(legacy->anchors, sizeof *legacy->anchors, legacy->anchors_len,
                        at, near);
}

/* Those of one copy are in order, and behind nearly all that is there. */
static void append(sl_anchors *anchors, const sl_anchor *anchor)
{
    if (anchors->len > 0 && sl_anchor_precedes(anchor, sl_vec_last(anchors)))
        sl_anchors_add(anchors, anchor);
    else
        anchors->at[anchors->len++] = *anchor;
}

static void take_over(inheriting *in, const sl_copy *copy)
{
    const sl_legacy *legacy = in->heir->legacy;
    size_t end = copy->from + copy->len;
    sl_anchor_piece piece = {.start = copy->from,
                             .end = end,
                             .begins = copy->at == 0 && copy->from == 0,
                             .ends = end == legacy->len &&
                                     copy->at + copy->len == in->heir->text.len};
    size_t first = first_from(legacy, copy->from, in->next);
    size_t last = first_from(legacy, end, first);

    in->next = last;
    sl_vec_reserve(in->anchors, last - first);
    for (size_t i = first; i < last; i++) {
        sl_anchor anchor = legacy->anchors[i];

        if (anchor.at + (size_t)anchor.len > end)
            continue;
        anchor.dull = sl_anchor_dull_in(&anchor, &piece);
        anchor.at = (uint32_t)(anchor.at - copy->from + copy->at);
        append(in->anchors, &anchor);
    }
}

bool sl_legacy_inherit(const sl_heir *heir, size_t max, sl_gate_hits *hits,
                       sl_anchors *anchors)
{
    inheriting in = {heir, max, hits, anchors, 0};
    size_t floor = 0; /* where the last copy begins */
    size_t end = 0;   /* and ends */

    anchors->len = 0;
    if (heir->memo)
        sl_memo_begin(heir->memo, heir->kind);
    if (heir->legacy->kind != heir->kind ||
        (heir->legacy->left_out > 0 && !sl_str_eq(heir->legacy->path, heir->path)))
        return false;
    for (size_t i = 0; i < heir->copies->len; i++) {
        const sl_copy *copy = &heir->copies->at[i];

        if (copy->from + copy->len > heir->legacy->len)
            return false;
        if (copy->at > 0 && !search(&in, floor, end, copy->at))
            return false;
        take_over(&in, copy);
        floor = copy->at;
        end = copy->at + copy->len;
        if (anchors->len > max)
            return false;
    }
    return (end == heir->text.len || search(&in, floor, end, heir->text.len)) &&
           anchors->len + heir->legacy->left_out <= max;
}

/* May encoded text begin between two copies? */
static bool may_begin_code(const sl_heir *heir, size_t start, size_t end)
{
    sl_span span = {start, end};

    return !(heir->memo && sl_memo_unencoded(heir->memo, span)) &&
           sl_encoded_touches(heir->text, span);
}

/* The beginning and the end of the text count as changed unless they are those of the
 * base. */
bool sl_legacy_unencoded(const sl_heir *heir)
{
    const sl_copies *copies = heir->copies;
    size_t from = 0; /* in the base, where it would go on */
    size_t end = 0;  /* of the last copy */

    if (!heir->legacy->unencoded)
        return false;
    for (size_t i = 0; i < copies->len; i++) {
        const sl_copy *copy = &copies->at[i];

        if ((copy->at != end || copy->from != from) &&
            may_begin_code(heir, end, copy->at))
            return false;
        end = copy->at + copy->len;
        from = copy->from + copy->len;
    }
    return (end == heir->text.len && from == heir->legacy->len) ||
           !may_begin_code(heir, end, heir->text.len);
}
