#include "scan/anchor.h"

void sl_anchors_add(sl_anchors *anchors, const sl_anchor *anchor)
{
    size_t i = anchors->len;

    sl_vec_reserve(anchors, 1);
    anchors->len++;
    for (; i > 0 && sl_anchor_precedes(anchor, &anchors->at[i - 1]); i--)
        anchors->at[i] = anchors->at[i - 1];
    anchors->at[i] = *anchor;
}
