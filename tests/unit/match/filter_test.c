/* filter_test.c - the filter never loses a window, and all its variants agree. */
#include "match/filter.h"

#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOWS = 20, ROUNDS = 300 };

typedef struct listing {
    uint16_t at[SL_FILTER_LIST];
    size_t len;
} listing;

static int by_number(const void *a, const void *b)
{
    return *(const uint16_t *)a - *(const uint16_t *)b;
}

static listing list(const uint8_t *table, uint32_t factor, const char *text,
                    size_t count, bool portable)
{
    listing out;

    out.len = sl_filter_choose(portable)(table, factor, text, count, out.at);
    qsort(out.at, out.len, sizeof *out.at, by_number);
    return out;
}

static bool listed(const listing *list, size_t at)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i] == at)
            return true;
    return false;
}

static bool is_one_of(const sl_window *windows, size_t len, uint32_t window)
{
    for (size_t i = 0; i < len; i++)
        if ((windows[i].bytes ^ window) << (windows[i].open ? 8 : 0) == 0)
            return true;
    return false;
}

static void compare_once(uint64_t *random, uint8_t *table)
{
    size_t count =
        random_below(random, SL_FILTER_BATCH / SL_FILTER_STEP + 1) * SL_FILTER_STEP;
    size_t windows_len = random_below(random, WINDOWS);
    sl_window windows[WINDOWS];
    char *text = malloc(count + SL_WINDOW);
    uint32_t factor;
    listing a, b;

    assert_non_null(text);
    random_text(random, text, count + SL_WINDOW);
    for (size_t i = 0; i < windows_len; i++) {
        char bytes[SL_WINDOW];

        random_text(random, bytes, sizeof bytes);
        windows[i] =
            (sl_window){sl_window_of(sl_four_at(bytes)), random_below(random, 3) == 0};
    }
    factor = sl_filter_factor(table, windows, windows_len, 2);
    sl_filter_fill(table, factor, windows, windows_len);
    a = list(table, factor, text, count, false);
    b = list(table, factor, text, count, true);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.at, b.at, a.len * sizeof *a.at);
    for (size_t at = 0; at < count; at += SL_FILTER_STRIDE)
        if (is_one_of(windows, windows_len, sl_window_of(sl_four_at(text + at))))
            assert_true(listed(&a, at));
    free(text);
}

static void no_window_is_lost(void **state)
{
    uint64_t random = 1970;
    uint8_t *table = malloc(SL_FILTER_BYTES);

    (void)state;
    assert_non_null(table);
    for (int i = 0; i < ROUNDS; i++)
        compare_once(&random, table);
    free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_window_is_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
