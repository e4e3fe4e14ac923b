#include "rule/finding.h"

static int by_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

int sl_finding_cmp(const sl_finding *a, const sl_finding *b)
{
    int order = sl_str_cmp(a->place.path, b->place.path);

    if (order == 0)
        order = by_number(a->place.start.line, b->place.start.line);
    if (order == 0)
        order = by_number(a->place.start.byte, b->place.start.byte);
    if (order == 0)
        order = sl_str_cmp(a->rule->id, b->rule->id);
    if (order == 0)
        order = by_number(a->place.origin, b->place.origin);
    if (order == 0)
        order = sl_oid_cmp(&a->place.blob, &b->place.blob);
    return order ? order : sl_str_cmp(a->message, b->message);
}

int sl_notice_cmp(const sl_notice *a, const sl_notice *b)
{
    int order = sl_str_cmp(a->subject, b->subject);

    return order ? order : sl_str_cmp(a->text, b->text);
}
