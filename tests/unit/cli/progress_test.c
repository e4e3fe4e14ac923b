#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/pool.h"

#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct line_case {
    const char *phase;
    uint64_t done;
    uint64_t total;
    unsigned width;
    const char *expected;
} line_case;

static const line_case lines[] = {
    {"history", 0, 0, 80, "history  0"},
    {"history", 12, 0, 80, "history  12"},
    {"history", 0, 4, 80, "history  [                        ]   0%  0/4"},
    {"history", 1, 4, 80, "history  [######                  ]  25%  1/4"},
    {"history", 4, 4, 0, "history  [########################] 100%  4/4"},
    {"history", 5, 4, 80, "history  5"},
    {"history", UINT64_MAX, UINT64_MAX, 44,
     "history  [########################] 100%  1"},
    {"history", 1, 4, 6, "histo"},
};

static void lines_say_how_far_it_is(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char got[100];

        sl_progress_line(lines[i].phase, lines[i].done, lines[i].total, lines[i].width,
                         got, sizeof got);
        assert_string_equal(got, lines[i].expected);
    }
}

static void nothing_is_done_without_progress(void **unused)
{
    (void)unused;
    assert_null(sl_progress_start(false));
    sl_progress_add(NULL, SL_PROGRESS_FILES, 1);
    sl_progress_total(NULL, SL_PROGRESS_FILES, 1);
    sl_progress_phase(NULL, "nothing");
    sl_progress_stop(NULL);
}

enum { WORKERS = 4, ITEMS = 500, FIRST_MS = 300 };

typedef struct job {
    sl_progress *progress;
    int terminal; /* the near side */
} job;

/* Slow until something is drawn: nobody reads before the end, and what is drawn all along
 * on a machine that is slower still would not fit into the terminal. */
static void add_one(void *ctx, unsigned worker, size_t item)
{
    job *me = ctx;
    struct pollfd drawn = {.fd = me->terminal, .events = POLLIN};

    (void)worker;
    poll(&drawn, 1, item % 2 ? 1 : 5);
    sl_progress_add(me->progress, SL_PROGRESS_OBJECTS, 1);
    sl_progress_add(me->progress, SL_PROGRESS_COUNT, 1);
}

/* With standard error on the far side of a pseudo terminal. */
static size_t drawn_by(size_t items, char *out, size_t size)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY), slave, kept = dup(STDERR_FILENO);
    sl_progress *progress;
    size_t len = 0;
    ssize_t more;

    if (master < 0)
        skip(); /* a bare chroot has no /dev/pts */
    assert_true(grantpt(master) == 0 && unlockpt(master) == 0);
    slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    assert_true(slave >= 0 && kept >= 0);
    dup2(slave, STDERR_FILENO);
    progress = sl_progress_start(true);
    if (progress) {
        sl_progress_phase(progress, "history");
        sl_progress_total(progress, SL_PROGRESS_OBJECTS, items);
        sl_pool_run(WORKERS, items, add_one, &(job){progress, master});
    }
    sl_progress_stop(progress);
    dup2(kept, STDERR_FILENO);
    fcntl(master, F_SETFL, O_NONBLOCK);
    while ((more = read(master, out + len, size - 1 - len)) > 0)
        len += (size_t)more;
    out[len] = '\0';
    close(master);
    close(slave);
    close(kept);
    return len;
}

static void a_long_run_draws_and_clears_its_line(void **unused)
{
    static char out[1 << 16];
    size_t len, draws = 0;

    (void)unused;
    setenv("TERM", "xterm", 1);
    unsetenv("CI");
    len = drawn_by(ITEMS, out, sizeof out);
    assert_non_null(strstr(out, "\rhistory  ["));
    assert_true(len > 4 && strcmp(out + len - 4, "\r\x1b[K") == 0);
    for (const char *at = out; (at = strchr(at, '\r')) != NULL; at++)
        draws++;
    assert_true(draws >= 2);
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void short_runs_dumb_terminals_and_ci_draw_nothing(void **unused)
{
    char out[4096];
    int64_t start = now_ms();
    size_t drawn;

    (void)unused;
    setenv("TERM", "xterm", 1);
    unsetenv("CI");
    drawn = drawn_by(1, out, sizeof out);
    /* On a busy machine even one item may not be short; a coarse clock is a bit late. */
    assert_true(drawn == 0 || now_ms() - start >= FIRST_MS - 50);
    setenv("CI", "true", 1);
    assert_int_equal(drawn_by(ITEMS, out, sizeof out), 0);
    unsetenv("CI");
    setenv("TERM", "dumb", 1);
    assert_int_equal(drawn_by(ITEMS, out, sizeof out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_say_how_far_it_is),
        cmocka_unit_test(nothing_is_done_without_progress),
        cmocka_unit_test(a_long_run_draws_and_clears_its_line),
        cmocka_unit_test(short_runs_dumb_terminals_and_ci_draw_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
