/* pool.h - runs one function over many items on a fixed number of threads. */
#ifndef SECLINT_BASE_POOL_H
#define SECLINT_BASE_POOL_H

#include "base/str.h"

/* Called on some thread, once for each item in [0, count). worker is below the
 * thread count; the calls of one worker never overlap, so what a worker owns
 * needs no lock. */
typedef void sl_pool_fn(void *ctx, unsigned worker, size_t item);

/* Calls fn for every item and returns when all are done. Threads take items in
 * order from a shared counter. With one thread (or one item) everything runs on
 * the caller's. A thread that cannot be started is done without. */
void sl_pool_run(unsigned threads, size_t count, sl_pool_fn *fn, void *ctx);

/* What one thread at a time may hold. Free it when none does. */
typedef struct sl_lock sl_lock;

sl_lock *sl_lock_new(void);
void sl_lock_take(sl_lock *lock); /* waits until it is free */
void sl_lock_give(sl_lock *lock);
void sl_lock_free(sl_lock *lock); /* may be NULL */

/* Processors this process may use; at least 1. */
unsigned sl_pool_cores(void);

#endif
