/* offsets.h - from places in a decoded text back to those that they were decoded from. */
#ifndef SECLINT_TEXT_OFFSETS_H
#define SECLINT_TEXT_OFFSETS_H

#include "base/vec.h"
#include "base/str.h"

/* A part of the decoded text, in which every few bytes stand for a fixed number of
 * bytes: 3 for 4 in base64, 1 for 2 in hex. */
typedef struct sl_offset_piece {
    size_t at;    /* in the decoded text; the piece ends where the next one begins */
    sl_span from; /* in the encoded text */
    uint32_t in;  /* so many decoded bytes, 0: the piece is one whole, */
    uint32_t out; /* are so many encoded ones */
} sl_offset_piece;

SL_VEC(sl_offset_pieces, sl_offset_piece);

/* Adds a piece behind those that are there; it joins the last one where it goes on in
 * the same way. */
void sl_offsets_add(sl_offset_pieces *pieces, const sl_offset_piece *piece);

/* The encoded bytes that hold every bit of the decoded span, which is not empty. */
sl_span sl_offsets_map(const sl_offset_pieces *pieces, sl_span span);

#endif
