/* timing.h - what costs time, on standard error: the table of --timing, slow rules. */
#ifndef SECLINT_CLI_TIMING_H
#define SECLINT_CLI_TIMING_H

#include "scan/results.h"

/* Names the rules that are slow, and what to add to them. */
void sl_timing_warn(const sl_results *results);
void sl_timing_print(const sl_results *results);

#endif
