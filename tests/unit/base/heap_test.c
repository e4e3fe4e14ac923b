/* heap_test.c - numbers, the first in an order at hand. */
#include "base/heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

static const uint32_t weights[] = {5, 3, 9, 3, 0, 7, 1, 9, 2, 2, 8, 4};

enum { COUNT = sizeof weights / sizeof *weights };

static bool lighter(const void *ctx, uint32_t a, uint32_t b)
{
    const uint32_t *weight = ctx;

    return weight[a] != weight[b] ? weight[a] < weight[b] : a < b;
}

static void takes_in_order(void **state)
{
    sl_heap heap = {.before = lighter, .ctx = weights};
    uint32_t last;

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++)
        sl_heap_put(&heap, (i * 5) % COUNT);
    last = sl_heap_take(&heap);
    assert_int_equal(last, 4);
    while (heap.len > 0) {
        uint32_t next = sl_heap_take(&heap);

        assert_true(lighter(weights, last, next));
        last = next;
    }
    sl_heap_free(&heap);
}

/* Beside a plain search for the lightest of those that are held. */
static void takes_the_first_of_what_is_held(void **state)
{
    enum { ROUNDS = 3000, NUMBERS = 64 };
    uint32_t weight[NUMBERS];
    bool held[NUMBERS] = {false};
    sl_heap heap = {.before = lighter, .ctx = weight};

    (void)state;
    srand(7);
    for (int i = 0; i < NUMBERS; i++)
        weight[i] = (uint32_t)(rand() % 16);
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t number = (uint32_t)(rand() % NUMBERS);

        if (!held[number]) {
            sl_heap_put(&heap, number);
            held[number] = true;
        } else {
            uint32_t first = number;

            for (uint32_t i = 0; i < NUMBERS; i++)
                if (held[i] && lighter(weight, i, first))
                    first = i;
            assert_int_equal(sl_heap_take(&heap), first);
            held[first] = false;
        }
    }
    sl_heap_free(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_in_order),
        cmocka_unit_test(takes_the_first_of_what_is_held),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
