#include "aws/account.h"

#include "text/suggest.h"

enum { RUN = 3, LAST_RUN = 2, LONGEST_PERIOD = 6 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool sl_account_valid(sl_str account)
{
    if (account.len != SL_ACCOUNT_DIGITS)
        return false;
    for (size_t i = 0; i < account.len; i++)
        if (!is_digit(account.ptr[i]))
            return false;
    return true;
}

bool sl_account_numeric(sl_str account)
{
    if (account.len == 0 || !is_digit(account.ptr[0]) ||
        !is_digit(account.ptr[account.len - 1]))
        return false;
    for (size_t i = 0; i < account.len; i++)
        if (!is_digit(account.ptr[i]) && account.ptr[i] != '-')
            return false;
    return true;
}

/* From one digit to the next, 9 and 0 being neighbours: 0, 1, 9 (down) or another. */
static int step(sl_str account, size_t at)
{
    return (account.ptr[at] - account.ptr[at - 1] + 10) % 10;
}

/* Runs of at least RUN digits that count up, count down or repeat; the last may be
 * cut short. */
static bool all_runs(sl_str account)
{
    size_t start = 0;

    while (start < account.len) {
        size_t end = start + 1;
        int by = end < account.len ? step(account, end) : 0;

        if (by != 0 && by != 1 && by != 9)
            return false;
        while (end < account.len && step(account, end) == by)
            end++;
        if (end - start < (end == account.len ? LAST_RUN : RUN))
            return false;
        start = end;
    }
    return true;
}

static bool periodic(sl_str account)
{
    for (size_t period = 1; period <= LONGEST_PERIOD; period++) {
        size_t i = period;

        while (i < account.len && account.ptr[i] == account.ptr[i - period])
            i++;
        if (i == account.len)
            return true;
    }
    return false;
}

bool sl_account_is_example(sl_str account)
{
    return sl_account_valid(account) && (all_runs(account) || periodic(account));
}

bool sl_account_is_owner(sl_str account)
{
    static const char *const owners[] = {
        "aws", "amazon", "aws-managed", "aws-marketplace", "cloudfront", "third-party"};

    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (sl_str_eq(account, sl_str_of(owners[i])))
            return true;
    return false;
}

bool sl_account_near(sl_str a, sl_str b)
{
    return sl_edit_distance(a, b) == 1;
}
