#include "aws/iam_table.h"

sl_str sl_iam_str(sl_iam_text text)
{
    return sl_str_make(sl_iam_pool + (text >> SL_IAM_TEXT_BITS),
                       text & ((1u << SL_IAM_TEXT_BITS) - 1));
}

size_t sl_iam_lower_bound(size_t low, size_t high, sl_str word,
                          sl_iam_text (*text_at)(size_t row))
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_iam_cmp(sl_iam_str(text_at(middle)), word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t sl_iam_search(size_t low, size_t high, sl_str word,
                     sl_iam_text (*text_at)(size_t row))
{
    size_t row = sl_iam_lower_bound(low, high, word, text_at);

    return row < high && sl_str_eq_nocase(sl_iam_str(text_at(row)), word) ? row
                                                                          : SIZE_MAX;
}

size_t sl_iam_sheet_rows(sl_iam_sheet sheet)
{
    return sl_iam_sheets[sheet].rows;
}

sl_str sl_iam_cell(sl_iam_sheet sheet, size_t row, size_t column)
{
    const sl_iam_rows *rows = &sl_iam_sheets[sheet];

    if (row >= rows->rows || column >= rows->columns)
        return (sl_str){0};
    return sl_iam_str(sl_iam_cells[rows->first + row * rows->columns + column]);
}

size_t sl_iam_sheet_find(sl_iam_sheet sheet, sl_str first)
{
    size_t low = 0, end = sl_iam_sheets[sheet].rows, high = end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_iam_cmp(sl_iam_cell(sheet, middle, 0), first) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && sl_str_eq_nocase(sl_iam_cell(sheet, low, 0), first) ? low
                                                                            : SIZE_MAX;
}
