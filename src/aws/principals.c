#include "aws/principals.h"

#include "aws/hole.h"
#include "aws/iam_table.h"
#include "aws/near.h"
#include "aws/regions.h"

#include <string.h>

enum { NAME, SERVICE, COMPUTE, SOURCE };
enum { MAX_LABELS = 100, SHORT = 3 };

static sl_str home_suffix(void)
{
    return sl_lit(".amazonaws.com");
}

static sl_service_principal principal_at(size_t row)
{
    sl_str source = sl_iam_cell(SL_SHEET_PRINCIPALS, row, SOURCE);
    bool role = sl_str_eq(source, sl_lit("role"));

    return (sl_service_principal){
        .index = (uint32_t)row,
        .name = sl_iam_cell(SL_SHEET_PRINCIPALS, row, NAME),
        .service = sl_iam_cell(SL_SHEET_PRINCIPALS, row, SERVICE),
        .compute = sl_iam_cell(SL_SHEET_PRINCIPALS, row, COMPUTE).len > 0,
        .sends_source = role,
        .sends_source_to_resources = role || sl_str_eq(source, sl_lit("resource")),
    };
}

/* Without the DNS suffix of a partition, or a placeholder in its place; empty if there is
 * neither. */
static sl_str drop_suffix(sl_str name)
{
    uint32_t at = 0;
    sl_partition partition;

    while (sl_partition_next(&at, &partition)) {
        sl_str rest = sl_str_sub(name, 0, name.len - partition.dns_suffix.len);

        if (name.len > partition.dns_suffix.len + 1 &&
            sl_str_ends_nocase(name, partition.dns_suffix) &&
            sl_str_ends(rest, sl_lit(".")))
            return sl_str_sub(rest, 0, rest.len - 1);
    }
    for (size_t i = 1; i < name.len; i++) {
        size_t hole = sl_hole_at(name, i);

        if (hole > 0 && i + hole == name.len && name.ptr[i - 1] == '.')
            return sl_str_sub(name, 0, i - 1);
        if (hole > 0)
            i += hole - 1;
    }
    return (sl_str){0};
}

/* Without a region, or a placeholder for one, as its last label. */
static sl_str drop_region(sl_str labels)
{
    size_t dot = SIZE_MAX;
    sl_str last;

    for (size_t i = 0; i < labels.len; i++) {
        size_t hole = sl_hole_at(labels, i);

        if (hole > 0)
            i += hole - 1;
        else if (labels.ptr[i] == '.')
            dot = i;
    }
    if (dot == SIZE_MAX)
        return labels;
    last = sl_str_skip(labels, dot + 1);
    if (sl_region_shaped(last, NULL) || sl_hole_at(last, 0) == last.len)
        return sl_str_sub(labels, 0, dot);
    return labels;
}

static sl_str core(sl_str name)
{
    sl_str labels = name.len > 0 ? drop_suffix(name) : name;

    return labels.len > 0 && labels.len <= MAX_LABELS ? drop_region(labels)
                                                      : (sl_str){0};
}

bool sl_service_principal_find(sl_str name, sl_service_principal *out)
{
    char text[MAX_LABELS + sizeof ".amazonaws.com"];
    sl_str labels = core(name), suffix = home_suffix();
    size_t row;

    if (labels.len == 0)
        return false;
    memcpy(text, labels.ptr, labels.len);
    memcpy(text + labels.len, suffix.ptr, suffix.len);
    row = sl_iam_sheet_find(SL_SHEET_PRINCIPALS,
                            sl_str_make(text, labels.len + suffix.len));
    if (row != SIZE_MAX)
        *out = principal_at(row);
    return row != SIZE_MAX;
}

bool sl_service_principal_near(sl_str name, sl_service_principal *out)
{
    sl_str labels = core(name);
    sl_near near = {.word = labels.len > 0 ? labels : name};

    near.limit = sl_near_limit(near.word);
    for (size_t i = 0; i < sl_iam_sheet_rows(SL_SHEET_PRINCIPALS); i++) {
        sl_str known = sl_iam_cell(SL_SHEET_PRINCIPALS, i, NAME);

        if (labels.len > 0)
            known = sl_str_drop_end(known, home_suffix());
        else if (known.len < home_suffix().len + SHORT)
            continue; /* what is near to it may be near to the suffix alone */
        sl_near_offer(&near, known, i);
    }
    if (near.found)
        *out = principal_at(near.row);
    return near.found;
}

/* Alexa, which calls functions, has kept names of its own. */
static bool is_alexa(sl_str name)
{
    static const char *const names[] = {"alexa-appkit.amazon.com",
                                        "alexa-connectedhome.amazon.com"};

    return sl_str_among(names, sizeof names / sizeof *names, name);
}

bool sl_service_principal_shaped(sl_str name)
{
    sl_str labels = name.len > 0 ? drop_suffix(name) : name;
    char before = '.';

    if (is_alexa(name))
        return true;
    if (labels.len == 0 || sl_hole_in(name))
        return false;
    for (size_t i = 0; i < labels.len; i++) {
        char c = labels.ptr[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!word && (before == '.' || before == '-') && !(c == '-' && before == '-'))
            return false;
        if (!word && c != '-' && c != '.')
            return false;
        before = c;
    }
    return before != '.' && before != '-';
}

sl_date sl_service_principals_date(void)
{
    return sl_iam_sheets[SL_SHEET_PRINCIPALS].date;
}
