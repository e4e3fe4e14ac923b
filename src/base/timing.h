/* timing.h - where the time of a run goes, for people who ask (--timing).
 *
 * One thread's clock: it is always in one phase, and reads the time when it changes
 * over. A NULL timing measures nothing and reads no clock. */
#ifndef SECLINT_BASE_TIMING_H
#define SECLINT_BASE_TIMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum sl_phase {
    SL_PHASE_READ,        /* between two documents: files, objects, deltas */
    SL_PHASE_CONTENT,     /* of a document: what its bytes are, and its findings */
    SL_PHASE_GATE,        /* literals */
    SL_PHASE_PATTERNS,    /* regexes and checks round them */
    SL_PHASE_SLOW,        /* regexes of rules without literals */
    SL_PHASE_CHECKS,      /* of whole documents */
    SL_PHASE_DOCUMENTS,   /* parsed for them */
    SL_PHASE_DECODE,      /* encoded text */
    SL_PHASE_ATTRIBUTION, /* which commits brought what */
    SL_PHASE_REPORT,
    SL_PHASES
} sl_phase;

typedef struct sl_timing {
    uint64_t spent[SL_PHASES]; /* nanoseconds */
    uint64_t count[SL_PHASES]; /* of what the phase does, see sl_phase_unit */
    uint64_t since;            /* 0: not started */
    sl_phase phase;
} sl_timing;

/* "gate" */
const char *sl_phase_name(sl_phase phase);
/* What count counts: "literals"; NULL if nothing is counted. */
const char *sl_phase_unit(sl_phase phase);

uint64_t sl_timing_now(void);
/* Processor time of this thread: it stands still where others have the processor. */
uint64_t sl_timing_own(void);
void sl_timing_change(sl_timing *timing, sl_phase phase);
/* Adds one thread's to another's. */
void sl_timing_add(sl_timing *sum, const sl_timing *more);

/* From here on it is this phase; returns the one before, for sl_timing_leave. */
static inline sl_phase sl_timing_enter(sl_timing *timing, sl_phase phase)
{
    sl_phase before = timing ? timing->phase : phase;

    if (timing)
        sl_timing_change(timing, phase);
    return before;
}

static inline void sl_timing_leave(sl_timing *timing, sl_phase before)
{
    if (timing)
        sl_timing_change(timing, before);
}

/* For a clock that runs only now and then. */
static inline void sl_timing_start(sl_timing *timing, sl_phase phase)
{
    if (timing)
        sl_timing_change(timing, phase);
}

static inline void sl_timing_stop(sl_timing *timing)
{
    if (!timing)
        return;
    sl_timing_change(timing, timing->phase);
    timing->since = 0;
}

static inline void sl_timing_count(sl_timing *timing, sl_phase phase, uint64_t more)
{
    if (timing)
        timing->count[phase] += more;
}

#endif
