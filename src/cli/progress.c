#include "cli/progress.h"

#include "base/mem.h"
#include "cli/terminal.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 300, EVERY_MS = 100, BAR = 24, LINE = 160 };

/* next is the time of the next drawing: who moves it forward draws. drawing keeps a
 * slow terminal from being written to by two. */
struct sl_progress {
    _Atomic uint64_t done[SL_PROGRESS_COUNT];
    _Atomic uint64_t total[SL_PROGRESS_COUNT];
    _Atomic(const char *) phase;
    _Atomic uint64_t next;
    atomic_flag drawing;
    atomic_bool drawn;
};

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void tell(const char *text, int len)
{
    /* Lost progress harms nobody. */
    ssize_t ignored = write(STDERR_FILENO, text, (size_t)len);

    (void)ignored;
}

sl_progress *sl_progress_start(bool enabled)
{
    sl_progress *progress;

    if (!enabled || !sl_terminal_of(STDERR_FILENO, SL_COLOR_AUTO).live)
        return NULL;
    progress = sl_calloc(1, sizeof *progress);
    atomic_init(&progress->phase, "");
    atomic_init(&progress->next, now_ms() + FIRST_MS);
    atomic_flag_clear(&progress->drawing);
    return progress;
}

void sl_progress_line(const char *phase, uint64_t done, uint64_t total, unsigned width,
                      char *out, unsigned size)
{
    static const char full[] = "########################";
    int filled;

    if (width > 0 && width < size)
        size = width;
    if (total == 0 || done > total) {
        snprintf(out, size, "%s  %" PRIu64, phase, done);
        return;
    }
    filled = (int)(BAR * ((double)done / (double)total));
    snprintf(out, size, "%s  [%-*.*s] %3d%%  %" PRIu64 "/%" PRIu64, phase, BAR, filled,
             full, (int)(100 * ((double)done / (double)total)), done, total);
}

static void draw(sl_progress *progress)
{
    char line[LINE], text[LINE + 16];
    uint64_t done = 0, total = 0;

    for (unsigned i = 0; i < SL_PROGRESS_COUNT; i++) {
        uint64_t some = atomic_load(&progress->done[i]);
        uint64_t all = atomic_load(&progress->total[i]);

        if (some == 0 && all == 0)
            continue;
        done = some;
        total = all;
    }
    sl_progress_line(atomic_load(&progress->phase), done, total,
                     (unsigned)sl_terminal_of(STDERR_FILENO, SL_COLOR_AUTO).width, line,
                     sizeof line);
    tell(text, snprintf(text, sizeof text, "\r%s\x1b[K", line));
    atomic_store(&progress->drawn, true);
}

void sl_progress_add(sl_progress *progress, unsigned what, uint64_t n)
{
    uint64_t now, next;

    if (!progress || what >= SL_PROGRESS_COUNT)
        return;
    atomic_fetch_add_explicit(&progress->done[what], n, memory_order_relaxed);
    now = now_ms();
    next = atomic_load_explicit(&progress->next, memory_order_relaxed);
    if (now < next ||
        !atomic_compare_exchange_strong(&progress->next, &next, now + EVERY_MS) ||
        atomic_flag_test_and_set(&progress->drawing))
        return;
    draw(progress);
    atomic_flag_clear(&progress->drawing);
}

void sl_progress_total(sl_progress *progress, unsigned what, uint64_t n)
{
    if (progress && what < SL_PROGRESS_COUNT)
        atomic_store(&progress->total[what], n);
}

void sl_progress_phase(sl_progress *progress, const char *text)
{
    if (progress)
        atomic_store(&progress->phase, text);
}

void sl_progress_stop(sl_progress *progress)
{
    if (!progress)
        return;
    if (atomic_load(&progress->drawn))
        tell("\r\x1b[K", 4);
    free(progress);
}
