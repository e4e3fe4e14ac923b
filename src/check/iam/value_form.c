#include "check/iam/value_form.h"

#include "text/cidr.h"
#include "text/date.h"

enum { DATE_LENGTH = 10, ARN_COLONS = 5 };

bool sl_form_bool(sl_str text)
{
    return sl_str_eq_nocase(text, sl_lit("true")) ||
           sl_str_eq_nocase(text, sl_lit("false"));
}

static size_t digits(sl_str text)
{
    size_t count = 0;

    while (count < text.len && text.ptr[count] >= '0' && text.ptr[count] <= '9')
        count++;
    return count;
}

bool sl_form_number(sl_str text)
{
    sl_str whole, fraction = sl_lit("0");

    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        text = sl_str_skip(text, 1);
    whole = text;
    sl_str_split(text, '.', &whole, &fraction);
    return whole.len > 0 && digits(whole) == whole.len && fraction.len > 0 &&
           digits(fraction) == fraction.len;
}

/* "hh", "hh:mm", "hh:mm:ss", "hh:mm:ss.fff" */
static bool is_time(sl_str text)
{
    static const unsigned most[] = {23, 59, 60};
    sl_str fraction;

    if (sl_str_split(text, '.', &text, &fraction) &&
        (fraction.len == 0 || digits(fraction) != fraction.len || text.len != 8))
        return false;
    if (text.len != 2 && text.len != 5 && text.len != 8)
        return false;
    for (size_t i = 0; i < text.len; i += 3) {
        unsigned value;

        if (digits(sl_str_skip(text, i)) != 2 ||
            (i + 2 < text.len && text.ptr[i + 2] != ':'))
            return false;
        value = (unsigned)(text.ptr[i] - '0') * 10 + (unsigned)(text.ptr[i + 1] - '0');
        if (value > most[i / 3])
            return false;
    }
    return true;
}

/* What stands behind a date's T: a time, perhaps with "Z" or "+hh:mm". */
static bool is_zoned_time(sl_str text)
{
    size_t sign = sl_str_rchr(text, '+');

    if (sl_str_ends(text, sl_lit("Z")) || sl_str_ends(text, sl_lit("z")))
        return is_time(sl_str_sub(text, 0, text.len - 1));
    if (sign == SIZE_MAX)
        sign = sl_str_rchr(text, '-');
    if (sign != SIZE_MAX) {
        sl_str zone = sl_str_skip(text, sign + 1);

        if (zone.len == 4 && digits(zone) == 4) /* "+0200" */
            zone = sl_str_sub(zone, 0, 2);
        if (!is_time(zone))
            return false;
        text = sl_str_sub(text, 0, sign);
    }
    return is_time(text);
}

bool sl_form_date(sl_str text)
{
    sl_date date;

    if (text.len > 0 && digits(text) == text.len)
        return true; /* a year, or seconds */
    if (text.len == 7 && digits(text) == 4 && text.ptr[4] == '-')
        return digits(sl_str_skip(text, 5)) == 2;
    if (!sl_date_parse(sl_str_sub(text, 0, DATE_LENGTH), &date))
        return false;
    if (text.len == DATE_LENGTH)
        return true;
    return (text.ptr[DATE_LENGTH] | 0x20) == 't' &&
           is_zoned_time(sl_str_skip(text, DATE_LENGTH + 1));
}

bool sl_form_base64(sl_str text)
{
    size_t padding = 0;

    while (padding < 2 && padding < text.len && text.ptr[text.len - 1 - padding] == '=')
        padding++;
    for (size_t i = 0; i < text.len - padding; i++) {
        char c = text.ptr[i];

        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
              (c >= '0' && c <= '9') || c == '+' || c == '/'))
            return false;
    }
    return text.len > 0 && text.len % 4 == 0;
}

bool sl_form_arn_pattern(sl_str text)
{
    size_t colons = 0;

    if (text.len == 0)
        return false;
    if (sl_all_wild(text))
        return true;
    for (size_t i = 0; i < text.len; i++)
        colons += text.ptr[i] == ':';
    return colons >= ARN_COLONS &&
           (sl_str_starts(text, sl_lit("arn:")) || sl_has_wild(sl_str_sub(text, 0, 4)));
}

bool sl_form_fits(sl_operator_family family, sl_str text)
{
    sl_cidr cidr;

    switch (family) {
    case SL_OPERATOR_BOOL:
    case SL_OPERATOR_NULL: return sl_form_bool(text);
    case SL_OPERATOR_NUMERIC: return sl_form_number(text);
    case SL_OPERATOR_DATE: return sl_form_date(text);
    case SL_OPERATOR_BINARY: return sl_form_base64(text);
    case SL_OPERATOR_IP: return sl_cidr_parse(text, &cidr);
    case SL_OPERATOR_ARN: return sl_form_arn_pattern(text);
    default: return true;
    }
}
