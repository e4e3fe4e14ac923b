/* clock.h - what time it is, for tokens that say when they end. */
#ifndef SECLINT_TOKEN_CLOCK_H
#define SECLINT_TOKEN_CLOCK_H

#include <stdint.h>

/* Seconds since the epoch; SOURCE_DATE_EPOCH where that is set, as in reproducible
 * builds and in our tests. */
int64_t sl_clock_now(void);

#endif
