#include "tsv.h"

#include "aws/iam_table.h"
#include "base/file.h"

#include <inttypes.h>
#include <stdio.h>

enum { MAX_TABLE = 16 * 1024 * 1024 };

bool tsv_fail(const tsv *table, size_t row, sl_err *err, const char *what, sl_str cell)
{
    size_t line = row < table->rows.len ? table->rows.at[row].line : 0;

    return sl_fail(err, SL_EFORMAT, "%s.tsv:%zu: %s: %.*s", table->name, line, what,
                   sl_fmt(cell));
}

static int order(const tsv_row *row, sl_str first, sl_str second)
{
    int sign = sl_iam_cmp(row->cell[0], first);

    return sign != 0 ? sign : sl_iam_cmp(row->cell[1], second);
}

static bool read_row(tsv *table, sl_str line, size_t number, sl_err *err)
{
    tsv_row *row = sl_vec_push(&table->rows);
    size_t here = table->rows.len - 1;
    size_t column = 0;
    sl_str rest = line;

    row->line = number;
    do {
        if (column == TSV_COLUMNS)
            return tsv_fail(table, here, err, "too many columns", line);
        if (!sl_str_split(rest, '\t', &row->cell[column], &rest)) {
            row->cell[column] = rest;
            rest = (sl_str){0};
        }
        column++;
    } while (rest.len > 0);
    if (row->cell[0].len == 0)
        return tsv_fail(table, here, err, "nothing in the first column", line);
    if (here > 0 && order(row - 1, row->cell[0], row->cell[1]) >= 0)
        return tsv_fail(table, here, err, "twice, or not in order", row->cell[0]);
    return true;
}

bool tsv_read(tsv *out, const char *folder, const char *name, sl_err *err)
{
    char path[1024];
    size_t number = 0;
    sl_str rest;

    snprintf(path, sizeof path, "%s/%s.tsv", folder, name);
    out->name = name;
    if (!sl_file_read(path, MAX_TABLE, &out->text, err))
        return false;
    rest = sl_buf_str(&out->text);
    while (rest.len > 0) {
        sl_str line = sl_str_line(&rest);

        number++;
        if (sl_str_starts(line, sl_lit("# date: ")))
            sl_date_parse(sl_str_skip(line, 8), &out->date);
        else if (!sl_str_starts(line, sl_lit("#")) && !read_row(out, line, number, err))
            return false;
    }
    return out->date != 0 || sl_fail(err, SL_EFORMAT, "%s.tsv: no date", name);
}

void tsv_free(tsv *table)
{
    sl_vec_free(&table->rows);
    sl_buf_free(&table->text);
}

size_t tsv_find(const tsv *table, sl_str first, sl_str second)
{
    size_t low = 0, high = table->rows.len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const tsv_row *row = &table->rows.at[middle];
        int sign = second.len > 0 ? order(row, first, second)
                                  : sl_iam_cmp(row->cell[0], first);

        if (sign == 0)
            return middle;
        if (sign < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

bool tsv_item(sl_str *list, sl_str *item)
{
    if (list->len == 0)
        return false;
    if (!sl_str_split(*list, ',', item, list)) {
        *item = *list;
        *list = (sl_str){0};
    }
    return true;
}
