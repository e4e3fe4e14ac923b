/* pool_test.c - every item once, workers apart. */
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdatomic.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { MAX_ITEMS = 5000, MAX_WORKERS = 8 };

typedef struct tally {
    atomic_int runs[MAX_ITEMS];
    int inside[MAX_WORKERS]; /* not atomic: the thread sanitizer sees an overlap */
    atomic_bool beyond;
    unsigned threads;
} tally;

static void count_item(void *ctx, unsigned worker, size_t item)
{
    tally *t = ctx;

    if (worker >= (t->threads ? t->threads : 1)) {
        atomic_store(&t->beyond, true);
        return;
    }
    t->inside[worker]++;
    atomic_fetch_add(&t->runs[item], 1);
    t->inside[worker]--;
}

static void every_item_runs_once(void **state)
{
    static const struct {
        unsigned threads;
        size_t count;
    } cases[] = {{1, 10}, {0, 10}, {4, 0}, {4, 1}, {4, 3}, {2, 5000}, {8, 5000}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        static tally t;

        t = (tally){.threads = cases[i].threads};
        sl_pool_run(cases[i].threads, cases[i].count, count_item, &t);
        assert_false(atomic_load(&t.beyond));
        for (size_t k = 0; k < MAX_ITEMS; k++)
            assert_int_equal(atomic_load(&t.runs[k]), k < cases[i].count);
        for (size_t k = 0; k < MAX_WORKERS; k++)
            assert_int_equal(t.inside[k], 0);
    }
}

typedef struct counting {
    sl_lock *lock;
    volatile size_t count; /* volatile: read, changed and written in three steps */
    atomic_uint inside;
    atomic_bool met;
} counting;

static void count_alone(void *ctx, unsigned worker, size_t item)
{
    counting *c = ctx;

    (void)worker, (void)item;
    sl_lock_take(c->lock);
    if (atomic_fetch_add(&c->inside, 1) > 0)
        atomic_store(&c->met, true);
    c->count = c->count + 1;
    atomic_fetch_sub(&c->inside, 1);
    sl_lock_give(c->lock);
}

static void one_thread_holds_a_lock(void **state)
{
    counting c = {.lock = sl_lock_new()};

    (void)state;
    sl_pool_run(8, 100000, count_alone, &c);
    assert_int_equal(c.count, 100000);
    assert_false(atomic_load(&c.met));
    sl_lock_free(c.lock);
    sl_lock_free(NULL);
}

static void there_is_a_core_to_run_on(void **state)
{
    (void)state;
    assert_true(sl_pool_cores() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_runs_once),
        cmocka_unit_test(one_thread_holds_a_lock),
        cmocka_unit_test(there_is_a_core_to_run_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
