#include "scan/anchor.h"

bool sl_anchor_precedes(const sl_anchor *a, const sl_anchor *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    return a->owner != b->owner ? a->owner < b->owner : a->len > b->len;
}

void sl_anchors_add(sl_anchors *anchors, const sl_anchor *anchor)
{
    size_t i = anchors->len;

    sl_vec_reserve(anchors, 1);
    anchors->len++;
    for (; i > 0 && sl_anchor_precedes(anchor, &anchors->at[i - 1]); i--)
        anchors->at[i] = anchors->at[i - 1];
    anchors->at[i] = *anchor;
}

/* The beginning and the end of a text are read too, where it ends sooner than that. */
bool sl_anchor_dull_in(const sl_anchor *anchor, const sl_anchor_piece *piece)
{
    return anchor->dull &&
           (piece->begins || anchor->at - piece->start >= anchor->before) &&
           (piece->ends || piece->end - anchor->at >= anchor->read);
}
