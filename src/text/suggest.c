#include "text/suggest.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

size_t sl_edit_distance(sl_str a, sl_str b)
{
    size_t rows[3][SL_SUGGEST_MAX + 1];

    if (a.len > SL_SUGGEST_MAX || b.len > SL_SUGGEST_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        char c = lower(a.ptr[i - 1]);

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char d = lower(b.ptr[j - 1]);

            row[j] = least(above[j - 1] + (c != d), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && c == lower(b.ptr[j - 2]) && d == lower(a.ptr[i - 2]))
                row[j] = least(row[j], second[j - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

void sl_suggest(sl_suggestion *near, sl_str known)
{
    size_t limit = least(near->word.len / 3, 3);
    size_t distance = sl_edit_distance(near->word, known);

    if (near->word.len > 1 && sl_str_starts_nocase(known, near->word))
        distance = least(distance, limit > 0 ? limit : 1);
    else if (distance > limit)
        return;
    if (near->best.len == 0 || distance < near->distance) {
        near->best = known;
        near->distance = distance;
    }
}
