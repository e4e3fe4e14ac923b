/* timing.h - the table of --timing, on standard error. */
#ifndef SECLINT_CLI_TIMING_H
#define SECLINT_CLI_TIMING_H

#include "scan/results.h"

void sl_timing_print(const sl_results *results);

#endif
