#include "text/offsets.h"

void sl_offsets_add(sl_offset_pieces *pieces, const sl_offset_piece *piece)
{
    sl_offset_piece *last = pieces->len ? &pieces->at[pieces->len - 1] : NULL;

    if (last && piece->in > 0 && last->in == piece->in && last->out == piece->out &&
        last->from.end == piece->from.start &&
        (piece->at - last->at) / piece->in * piece->out ==
            piece->from.start - last->from.start &&
        (piece->at - last->at) % piece->in == 0) {
        last->from.end = piece->from.end;
        return;
    }
    *sl_vec_push(pieces) = *piece;
}

static const sl_offset_piece *piece_of(const sl_offset_pieces *pieces, size_t at)
{
    size_t low = 0;
    size_t high = pieces->len;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (pieces->at[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return &pieces->at[low];
}

static size_t clamp(size_t at, sl_span to)
{
    return at < to.start ? to.start : at > to.end ? to.end : at;
}

sl_span sl_offsets_map(const sl_offset_pieces *pieces, sl_span span)
{
    const sl_offset_piece *first, *last;
    sl_span out;

    if (pieces->len == 0 || span.end <= span.start)
        return (sl_span){0};
    first = piece_of(pieces, span.start);
    last = piece_of(pieces, span.end - 1);
    out = (sl_span){first->from.start, last->from.end};
    if (first->in > 0)
        out.start =
            clamp(first->from.start + (span.start - first->at) / first->in * first->out,
                  first->from);
    if (last->in > 0)
        out.end = clamp(last->from.start +
                            (span.end - last->at + last->in - 1) / last->in * last->out,
                        last->from);
    return out;
}
