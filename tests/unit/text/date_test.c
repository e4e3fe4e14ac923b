/* date_test.c - days that there are, and today. */
#include "text/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

static void only_days_of_the_calendar_are_dates(void **state)
{
    static const struct {
        const char *text;
        sl_date date; /* 0: none */
    } cases[] = {
        {"2026-12-31", 20261231}, {"2024-02-29", 20240229},
        {"2000-02-29", 20000229}, {"2026-02-29", 0},
        {"1900-02-29", 0},        {"2026-13-01", 0},
        {"2026-00-10", 0},        {"2026-01-00", 0},
        {"2026-04-31", 0},        {"2026-1-1", 0},
        {"20261231", 0},          {"2026/12/31", 0},
        {"2026-12-31 ", 0},       {"", 0},
        {"abcd-ef-gh", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_date date = 0;

        print_message("'%s'\n", cases[i].text);
        assert_int_equal(sl_date_parse(sl_str_of(cases[i].text), &date),
                         cases[i].date != 0);
        assert_int_equal(date, cases[i].date);
    }
}

static void today_can_be_set(void **state)
{
    static const struct {
        const char *epoch;
        sl_date date;
    } cases[] = {
        {"0", 19700101},
        {"951782400", 20000229},
        {"1798761599", 20261231},
        {"1798761600", 20270101},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(setenv("SOURCE_DATE_EPOCH", cases[i].epoch, 1), 0);
        assert_int_equal(sl_date_today(), cases[i].date);
    }
    unsetenv("SOURCE_DATE_EPOCH");
    assert_true(sl_date_today() > 20260101);
}

static void days_are_those_of_the_c_library(void **state)
{
    (void)state;
    for (int64_t day = 0; day < 2932897; day += day < 60000 ? 1 : 997) {
        time_t second = (time_t)(day * 86400 + day % 86400);
        struct tm tm;

        assert_non_null(gmtime_r(&second, &tm));
        assert_int_equal(sl_date_of(second), (tm.tm_year + 1900) * 10000 +
                                                 (tm.tm_mon + 1) * 100 + tm.tm_mday);
    }
    assert_int_equal(sl_date_of(-1), 0);
    assert_int_equal(sl_date_of(INT64_C(253402300799)), 99991231);
    assert_int_equal(sl_date_of(INT64_C(253402300800)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_days_of_the_calendar_are_dates),
        cmocka_unit_test(today_can_be_set),
        cmocka_unit_test(days_are_those_of_the_c_library),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
