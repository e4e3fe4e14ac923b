/* anchor.h - a literal that stands in a text, and what came of it. */
#ifndef SECLINT_SCAN_ANCHOR_H
#define SECLINT_SCAN_ANCHOR_H

#include "base/str.h"
#include "base/vec.h"

typedef struct sl_anchor {
    uint32_t at;
    uint32_t owner;  /* as the gate has it */
    uint16_t passed; /* bytes from at on in which its owner looks at no other literal */
    uint16_t read;   /* bytes from at on that it reads to call this one dull, */
    uint16_t before; /* and in front of it */
    uint8_t len;
    bool dull; /* nothing comes of it */
} sl_anchor;

SL_VEC(sl_anchors, sl_anchor);

/* By offset, then owner, longer ones first. */
static inline bool sl_anchor_precedes(const sl_anchor *a, const sl_anchor *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    return a->owner != b->owner ? a->owner < b->owner : a->len > b->len;
}

/* Keeps that order. */
void sl_anchors_add(sl_anchors *anchors, const sl_anchor *anchor);

/* A piece of a text that may stand elsewhere as well. */
typedef struct sl_anchor_piece {
    size_t start, end;
    bool begins, ends; /* as the whole text does, wherever it stands */
} sl_anchor_piece;

/* Would a dull one be called so wherever the piece stands? The beginning and the end of a
 * text are read too, where it ends sooner than that. */
static inline bool sl_anchor_dull_in(const sl_anchor *anchor,
                                     const sl_anchor_piece *piece)
{
    return anchor->dull &&
           (piece->begins || anchor->at - piece->start >= anchor->before) &&
           (piece->ends || piece->end - anchor->at >= anchor->read);
}

#endif
