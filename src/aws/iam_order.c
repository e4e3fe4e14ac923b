/* iam_order.c - the order of the table's texts, of which the tool that makes the table has
 * need as well. */
#include "aws/iam_table.h"

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

int sl_iam_cmp(sl_str a, sl_str b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        unsigned char c = lower(a.ptr[i]), d = lower(b.ptr[i]);

        if (c != d)
            return c < d ? -1 : 1;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}
