/* rows.h - rows in ascending order of an offset into a text, with which they begin. */
#ifndef SECLINT_BASE_ROWS_H
#define SECLINT_BASE_ROWS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The offset that row i of width bytes begins with, as a uint32_t. */
static inline size_t sl_row_at(const void *rows, size_t width, size_t i)
{
    uint32_t at;

    memcpy(&at, (const char *)rows + i * width, sizeof at);
    return at;
}

/* The first of len rows at or behind at; len if there is none. Who goes forward says where
 * the last one was (near, at most len): mostly it is one of the next few behind that. */
static inline size_t sl_rows_from(const void *rows, size_t width, size_t len, size_t at,
                                  size_t near)
{
    size_t low = near;
    size_t high = near;

    if (near > 0 && sl_row_at(rows, width, near - 1) >= at)
        low = 0;
    else
        for (size_t step = 1; high < len && sl_row_at(rows, width, high) < at;
             step *= 2) {
            low = high + 1;
            high = len - high > step ? high + step : len;
        }
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_row_at(rows, width, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
