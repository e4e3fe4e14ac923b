#include "rule/end_filter.h"

static void add_pair(sl_end_filter *filter, unsigned pair)
{
    filter->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
}

void sl_end_filter_add(sl_end_filter *filter, sl_str tail, bool whole)
{
    uint64_t end = sl_path_end(tail);
    unsigned size = SL_END_BYTES;

    while (size > tail.len)
        size /= 2;
    if (size > 0)
        filter->marks[sl_end_mark(end, size)] |= whole ? SL_END_NAME : SL_END_TAIL;
    if (size == SL_END_BYTES)
        filter->marks[sl_end_mark(end, 4)] |= SL_END_LONG;
    if (size > 1)
        add_pair(filter, (unsigned)(end >> 48));
    for (unsigned first = 0; size == 1 && first < 256; first++)
        add_pair(filter, (unsigned)(end >> 48) | first);
}
