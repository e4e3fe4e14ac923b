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

int64_t sl_date_now(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");

    if (epoch && *epoch) {
        char *end;
        long long seconds = strtoll(epoch, &end, 10);

        if (!*end)
            return seconds;
    }
    return time(NULL);
}

sl_date sl_date_today(void)
{
    time_t now = (time_t)sl_date_now();
    struct tm tm;

    if (!gmtime_r(&now, &tm) || tm.tm_year < 0 || tm.tm_year > 8099)
        return 0;
    return (sl_date)(tm.tm_year + 1900) * 10000 + (sl_date)(tm.tm_mon + 1) * 100 +
           (sl_date)tm.tm_mday;
}
