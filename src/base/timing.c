#include "base/timing.h"

#include <time.h>

static const struct {
    const char *name, *unit;
} phases[SL_PHASES] = {
    [SL_PHASE_READ] = {"reading", "documents"},
    [SL_PHASE_CONTENT] = {"content", NULL},
    [SL_PHASE_GATE] = {"gate", "literals"},
    [SL_PHASE_PATTERNS] = {"patterns", "tries"},
    [SL_PHASE_SLOW] = {"slow rules", "tries"},
    [SL_PHASE_CHECKS] = {"checks", "documents"},
    [SL_PHASE_DOCUMENTS] = {"parsing", "documents"},
    [SL_PHASE_DECODE] = {"decoding", NULL},
    [SL_PHASE_ATTRIBUTION] = {"attribution", NULL},
    [SL_PHASE_REPORT] = {"reporting", "findings"},
};

const char *sl_phase_name(sl_phase phase)
{
    return phases[phase].name;
}

const char *sl_phase_unit(sl_phase phase)
{
    return phases[phase].unit;
}

static uint64_t read_clock(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

uint64_t sl_timing_now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

uint64_t sl_timing_own(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

void sl_timing_change(sl_timing *timing, sl_phase phase)
{
    uint64_t now = sl_timing_now();

    if (timing->since > 0)
        timing->spent[timing->phase] += now - timing->since;
    timing->since = now;
    timing->phase = phase;
}

void sl_timing_add(sl_timing *sum, const sl_timing *more)
{
    for (int i = 0; i < SL_PHASES; i++) {
        sum->spent[i] += more->spent[i];
        sum->count[i] += more->count[i];
    }
}
