#include "aws/regions.h"

#include "aws/iam_table.h"
#include "aws/near.h"
#include "aws/wild.h"

/* Columns of the two sheets. */
enum { NAME, PARTITION, TITLE };
enum { SUFFIX = 1, HEADS };

sl_partition sl_partition_at(uint32_t index)
{
    return (sl_partition){.index = index,
                          .name = sl_iam_cell(SL_SHEET_PARTITIONS, index, NAME),
                          .dns_suffix =
                              sl_iam_cell(SL_SHEET_PARTITIONS, index, SUFFIX)};
}

bool sl_partition_next(uint32_t *at, sl_partition *out)
{
    if (*at >= sl_iam_sheet_rows(SL_SHEET_PARTITIONS))
        return false;
    *out = sl_partition_at((*at)++);
    return true;
}

/* The row of exactly this name. */
static size_t find(sl_iam_sheet sheet, sl_str name)
{
    size_t row = sl_iam_sheet_find(sheet, name);

    return row != SIZE_MAX && sl_str_eq(sl_iam_cell(sheet, row, NAME), name) ? row
                                                                             : SIZE_MAX;
}

static size_t find_near(sl_iam_sheet sheet, sl_str name)
{
    sl_near near = {.word = name, .limit = sl_near_limit(name)};

    for (size_t i = 0; i < sl_iam_sheet_rows(sheet); i++)
        sl_near_offer(&near, sl_iam_cell(sheet, i, NAME), i);
    return near.found ? near.row : SIZE_MAX;
}

bool sl_partition_find(sl_str name, sl_partition *out)
{
    size_t row = find(SL_SHEET_PARTITIONS, name);

    if (row != SIZE_MAX)
        *out = sl_partition_at((uint32_t)row);
    return row != SIZE_MAX;
}

bool sl_partition_near(sl_str name, sl_partition *out)
{
    size_t row = find_near(SL_SHEET_PARTITIONS, name);

    if (row != SIZE_MAX)
        *out = sl_partition_at((uint32_t)row);
    return row != SIZE_MAX;
}

static sl_region region_at(size_t row)
{
    sl_str partition = sl_iam_cell(SL_SHEET_REGIONS, row, PARTITION);

    return (sl_region){.index = (uint32_t)row,
                       .name = sl_iam_cell(SL_SHEET_REGIONS, row, NAME),
                       .title = sl_iam_cell(SL_SHEET_REGIONS, row, TITLE),
                       .partition =
                           (uint32_t)sl_iam_sheet_find(SL_SHEET_PARTITIONS, partition)};
}

bool sl_region_find(sl_str name, sl_region *out)
{
    size_t row = find(SL_SHEET_REGIONS, name);

    if (row != SIZE_MAX)
        *out = region_at(row);
    return row != SIZE_MAX;
}

bool sl_region_near(sl_str name, sl_region *out)
{
    size_t row = find_near(SL_SHEET_REGIONS, name);

    if (row != SIZE_MAX)
        *out = region_at(row);
    return row != SIZE_MAX;
}

bool sl_region_next(uint32_t *at, sl_region *out)
{
    if (*at >= sl_iam_sheet_rows(SL_SHEET_REGIONS))
        return false;
    *out = region_at((*at)++);
    return true;
}

bool sl_region_any(sl_str pattern, const sl_partition *partition)
{
    uint32_t at = 0;
    sl_region region;

    while (sl_region_next(&at, &region)) {
        if ((!partition || partition->index == region.partition) &&
            sl_wild_match(pattern, region.name))
            return true;
    }
    return false;
}
