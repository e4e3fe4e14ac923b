#include "text/date.h"

#include <stdlib.h>
#include <time.h>

/* The number that the digits of text make; false if there is another character. */
static bool digits(sl_str text, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *out = *out * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    return true;
}

static uint32_t days_of(uint32_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool sl_date_parse(sl_str text, sl_date *out)
{
    uint32_t year, month, day;

    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        !digits(sl_str_sub(text, 0, 4), &year) ||
        !digits(sl_str_sub(text, 5, 7), &month) ||
        !digits(sl_str_sub(text, 8, 10), &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days_of(year, month))
        return false;
    *out = year * 10000 + month * 100 + day;
    return true;
}

static bool take_given(int64_t *out)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;

    if (!epoch || !*epoch)
        return false;
    *out = strtoll(epoch, &end, 10);
    return !*end;
}

int64_t sl_date_now(void)
{
    int64_t now;

    return take_given(&now) ? now : time(NULL);
}

bool sl_date_given(void)
{
    int64_t now;

    return take_given(&now);
}

/* Not by gmtime_r, which reads the file of the local time zone first. Years begin in
 * March here, so that a leap day is the last of its year, and count from year 0
 * (Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days). */
sl_date sl_date_of(int64_t seconds)
{
    enum { DAY = 86400, TO_1970 = 719468, ERA = 146097 };
    int64_t latest = INT64_C(253402300799); /* the end of 9999 */
    uint32_t days, in_era, year, in_year, month;

    if (seconds < 0 || seconds > latest)
        return 0;
    days = (uint32_t)(seconds / DAY) + TO_1970;
    in_era = days % ERA;
    year = (in_era - in_era / 1460 + in_era / 36524 - in_era / (ERA - 1)) / 365;
    in_year = in_era - (365 * year + year / 4 - year / 100);
    month = (5 * in_year + 2) / 153; /* 0: March */
    return (days / ERA * 400 + year + (month >= 10)) * 10000 +
           (month < 10 ? month + 3 : month - 9) * 100 + in_year -
           (153 * month + 2) / 5 + 1;
}

sl_date sl_date_today(void)
{
    return sl_date_of(sl_date_now());
}
