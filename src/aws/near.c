#include "aws/near.h"

enum { CELLS = 2 * SL_NEAR_MAX + 1, FAR = 2 * SL_NEAR_MAX };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Cell d of row i is the distance of a[0..i) and b[0..j), j = i + d - SL_NEAR_MAX; so the
 * cell left above it has the same number in the row before. */
static size_t fill(sl_str a, sl_str b, size_t i, size_t rows[3][CELLS + 1])
{
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
    size_t best = FAR;

    for (size_t d = 0; d < CELLS; d++) {
        size_t j = i + d - SL_NEAR_MAX;

        row[d] = FAR;
        if (i + d < SL_NEAR_MAX || j > b.len)
            continue;
        if (i == 0 || j == 0) {
            row[d] = least(i + j, FAR);
        } else {
            char c = lower(a.ptr[i - 1]), e = lower(b.ptr[j - 1]);

            row[d] = least(above[d] + (c != e), above[d + 1] + 1);
            if (d > 0)
                row[d] = least(row[d], row[d - 1] + 1);
            if (i > 1 && j > 1 && c == lower(b.ptr[j - 2]) && e == lower(a.ptr[i - 2]))
                row[d] = least(row[d], second[d] + 1);
        }
        best = least(best, row[d]);
    }
    row[CELLS] = FAR;
    return best;
}

size_t sl_near_distance(sl_str a, sl_str b, size_t limit)
{
    size_t rows[3][CELLS + 1];
    size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
    size_t best = 0;

    if (gap > least(limit, SL_NEAR_MAX))
        return SIZE_MAX;
    for (size_t i = 0; i <= a.len; i++) {
        size_t before = best;

        best = fill(a, b, i, rows);
        if (best > limit && before > limit) /* a swap looks two rows back */
            return SIZE_MAX;
    }
    best = rows[a.len % 3][b.len + SL_NEAR_MAX - a.len];
    return best <= limit ? best : SIZE_MAX;
}

size_t sl_near_limit(sl_str word)
{
    return least(word.len / 3, SL_NEAR_MAX);
}

void sl_near_offer(sl_near *near, sl_str known, size_t row)
{
    size_t limit = near->found ? near->distance : near->limit;
    size_t distance = sl_near_distance(near->word, known, limit);

    if (distance == SIZE_MAX)
        return;
    near->tied = near->found && distance == near->distance;
    if (near->tied)
        return;
    near->found = true;
    near->distance = distance;
    near->row = row;
}
