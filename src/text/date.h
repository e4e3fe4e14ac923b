/* date.h - calendar dates (ISO 8601, "2026-12-31") as numbers that compare. */
#ifndef SECLINT_TEXT_DATE_H
#define SECLINT_TEXT_DATE_H

#include "base/str.h"

/* 20261231 for 31 December 2026; 0 for no date. */
typedef uint32_t sl_date;

/* Exactly YYYY-MM-DD, of a day that there is. */
bool sl_date_parse(sl_str text, sl_date *out);
/* Today in UTC; SOURCE_DATE_EPOCH, seconds since the epoch, stands for now if it is
 * set (reproducible-builds.org). */
sl_date sl_date_today(void);
/* The day in UTC, from seconds since the epoch; 0 before 1970 and after 9999. */
sl_date sl_date_of(int64_t seconds);
/* Now in seconds since the epoch. */
int64_t sl_date_now(void);
/* Does SOURCE_DATE_EPOCH stand for now? Then time stands still: nothing takes any. */
bool sl_date_given(void);

#endif
