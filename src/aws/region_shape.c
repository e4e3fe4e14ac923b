/* region_shape.c - what a name that is no known region may be (aws/regions.h). */
#include "aws/iam_table.h"
#include "aws/regions.h"

enum { HEADS = 2, MAX_NAME = 64 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Letters, a hyphen, digits: "west-2". */
static bool is_tail(sl_str tail)
{
    size_t i = 0;

    while (i < tail.len && is_lower(tail.ptr[i]))
        i++;
    if (i == 0 || i + 1 >= tail.len || tail.ptr[i] != '-')
        return false;
    for (i++; i < tail.len; i++)
        if (!is_digit(tail.ptr[i]))
            return false;
    return true;
}

/* Partitions list the heads of their regions: "us,eu,ap", "us-gov". */
bool sl_region_shaped(sl_str name, sl_partition *out)
{
    for (uint32_t i = 0; i < sl_iam_sheet_rows(SL_SHEET_PARTITIONS); i++) {
        sl_str rest = sl_iam_cell(SL_SHEET_PARTITIONS, i, HEADS);

        while (rest.len > 0) {
            sl_str head = rest, tail = sl_str_drop(name, head);

            if (sl_str_split(rest, ',', &head, &rest))
                tail = sl_str_drop(name, head);
            else
                rest = (sl_str){0};
            if (tail.len == name.len || tail.len == 0 || tail.ptr[0] != '-' ||
                !is_tail(sl_str_skip(tail, 1)))
                continue;
            if (out)
                *out = sl_partition_at(i);
            return true;
        }
    }
    return false;
}

/* The length of the known region that the name begins with; else of a likely one. */
static size_t region_part(sl_str name)
{
    size_t likely = 0;

    for (size_t len = 1; len < name.len && len < MAX_NAME; len++) {
        sl_str start = sl_str_sub(name, 0, len);
        sl_region region;

        if (!is_digit(name.ptr[len - 1]) || is_digit(name.ptr[len]))
            continue;
        if (sl_region_find(start, &region))
            return len;
        if (likely == 0 && sl_region_shaped(start, NULL))
            likely = len;
    }
    return likely;
}

/* "a", "-lax-1a", "-wl1-bos-wlz-1". */
static bool is_zone_part(sl_str part)
{
    size_t end = part.len;

    if (part.len > 0 && is_lower(part.ptr[end - 1]))
        end--;
    if (part.len < 2)
        return part.len == 1 && end == 0;
    if (part.ptr[0] != '-' || !is_lower(part.ptr[1]) || !is_digit(part.ptr[end - 1]))
        return false;
    for (size_t i = 0; i < end; i++)
        if (!is_lower(part.ptr[i]) && !is_digit(part.ptr[i]) && part.ptr[i] != '-')
            return false;
    return true;
}

bool sl_region_is_zone(sl_str name, sl_str *region)
{
    size_t len = region_part(name);

    if (len == 0 || !is_zone_part(sl_str_skip(name, len)))
        return false;
    if (region)
        *region = sl_str_sub(name, 0, len);
    return true;
}

bool sl_region_is_pseudo(sl_str name)
{
    return sl_str_ends(name, sl_lit("-global")) || sl_str_eq(name, sl_lit("global"));
}
