#include "base/pool.h"

#include "base/limits.h"
#include "base/mem.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct job {
    sl_pool_fn *fn;
    void *ctx;
    size_t count;
    atomic_size_t next;
} job;

typedef struct hand {
    job *work;
    unsigned worker;
} hand;

static void *work_on(void *arg)
{
    hand *me = arg;
    size_t item;

    while ((item = atomic_fetch_add(&me->work->next, 1)) < me->work->count)
        me->work->fn(me->work->ctx, me->worker, item);
    return NULL;
}

void sl_pool_run(unsigned threads, size_t count, sl_pool_fn *fn, void *ctx)
{
    job work = {.fn = fn, .ctx = ctx, .count = count};
    pthread_t ids[SL_MAX_THREADS];
    hand hands[SL_MAX_THREADS];
    unsigned started = 0;

    if (threads > SL_MAX_THREADS)
        threads = SL_MAX_THREADS;
    if (threads > count)
        threads = (unsigned)count;
    for (unsigned i = 1; i < threads; i++) {
        hands[i] = (hand){&work, i};
        if (pthread_create(&ids[started], NULL, work_on, &hands[i]) != 0)
            break;
        started++;
    }
    hands[0] = (hand){&work, 0};
    work_on(&hands[0]);
    for (unsigned i = 0; i < started; i++)
        pthread_join(ids[i], NULL);
}

struct sl_lock {
    pthread_mutex_t mutex;
};

sl_lock *sl_lock_new(void)
{
    sl_lock *lock = sl_calloc(1, sizeof *lock);

    pthread_mutex_init(&lock->mutex, NULL);
    return lock;
}

void sl_lock_take(sl_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void sl_lock_give(sl_lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

void sl_lock_free(sl_lock *lock)
{
    if (!lock)
        return;
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

unsigned sl_pool_cores(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) < 1)
        return 1;
    return (unsigned)CPU_COUNT(&set);
}
