#include "aws/quotas.h"

#include "aws/iam_table.h"

enum { KIND, SIZE, USUAL, COUNTED, PER };

static uint32_t number(sl_str digits)
{
    uint32_t value = 0;

    for (size_t i = 0; i < digits.len; i++)
        value = value * 10 + (uint32_t)(digits.ptr[i] - '0');
    return value;
}

bool sl_policy_quota_find(sl_str kind, sl_policy_quota *out)
{
    const sl_iam_sheet sheet = SL_SHEET_QUOTAS;
    size_t row = sl_iam_sheet_find(sheet, kind);

    if (row == SIZE_MAX)
        return false;
    *out = (sl_policy_quota){
        .kind = sl_iam_cell(sheet, row, KIND),
        .size = number(sl_iam_cell(sheet, row, SIZE)),
        .usual = number(sl_iam_cell(sheet, row, USUAL)),
        .white_space = sl_str_eq(sl_iam_cell(sheet, row, COUNTED), sl_lit("all")),
        .sum = sl_str_eq(sl_iam_cell(sheet, row, PER), sl_lit("sum")),
        .date = sl_iam_sheets[sheet].date};
    return true;
}
