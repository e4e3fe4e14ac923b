/* progress.h - a line on the terminal that says how far a run has come. */
#ifndef SECLINT_CLI_PROGRESS_H
#define SECLINT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* What is counted. The line shows the last of these that has begun. */
typedef enum sl_progress_what {
    SL_PROGRESS_FILES,
    SL_PROGRESS_OBJECTS,
    SL_PROGRESS_COUNT
} sl_progress_what;

typedef struct sl_progress sl_progress;

/* NULL, which every function takes and does nothing with, unless enabled and unless
 * standard error is a terminal that is neither dumb nor in CI. Nothing is shown in
 * the first 300 ms. */
sl_progress *sl_progress_start(bool enabled);

/* From any thread, for each item: an addition and a look at a coarse clock. Whoever
 * finds that 100 ms are over draws; there is no thread for it. Unknown whats are
 * ignored. */
void sl_progress_add(sl_progress *progress, unsigned what, uint64_t n);
/* How many there will be, if it is known. */
void sl_progress_total(sl_progress *progress, unsigned what, uint64_t n);
/* What is being done, "reading history"; the text must live until the end. */
void sl_progress_phase(sl_progress *progress, const char *text);

/* Clears the line and frees. After this and before a message no thread may add. */
void sl_progress_stop(sl_progress *progress);

/* The line for these numbers, without control characters, at most width columns
 * (and at most size - 1 bytes of out). */
void sl_progress_line(const char *phase, uint64_t done, uint64_t total, unsigned width,
                      char *out, unsigned size);

#endif
