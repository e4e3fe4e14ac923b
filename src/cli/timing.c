#include "cli/timing.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>

static double seconds_of(uint64_t nanoseconds)
{
    return (double)nanoseconds / 1e9;
}

static double processor_seconds(void)
{
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void sl_timing_warn(const sl_results *results)
{
    for (size_t i = 0; i < results->slow_len; i++)
        fprintf(stderr,
                "seclint: warning: rule %.*s is slow, its regex runs over all of every "
                "text: add match.literals, of which one stands in every match\n",
                sl_fmt(results->slow[i].rule->id));
}

/* The phases are summed over all threads. */
void sl_timing_print(const sl_results *results)
{
    const sl_timing *timing = &results->timing;

    fprintf(stderr, "%-24s %10s %12s\n", "phase", "seconds", "count");
    for (int i = 0; i < SL_PHASES; i++) {
        const char *unit = sl_phase_unit((sl_phase)i);

        fprintf(stderr, "%-24s %10.3f", sl_phase_name((sl_phase)i),
                seconds_of(timing->spent[i]));
        if (unit)
            fprintf(stderr, " %12" PRIu64 " %s", timing->count[i], unit);
        fputc('\n', stderr);
        for (size_t k = 0; i == SL_PHASE_SLOW && k < results->slow_len; k++)
            fprintf(stderr, "  %-22.*s %10.3f\n", sl_fmt(results->slow[k].rule->id),
                    seconds_of(results->slow[k].spent));
    }
    fprintf(stderr, "%-24s %10.3f\n", "wall clock",
            results->stats.seconds + seconds_of(timing->spent[SL_PHASE_REPORT]));
    fprintf(stderr, "%-24s %10.3f\n", "processor", processor_seconds());
}
