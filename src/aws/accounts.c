#include "aws/accounts.h"

#include "aws/iam_table.h"

enum { ID, REGION, OWNER };

bool sl_aws_account_find(sl_str id, sl_aws_account *out)
{
    size_t row = sl_iam_sheet_find(SL_SHEET_ACCOUNTS, id);

    if (row == SIZE_MAX)
        return false;
    *out = (sl_aws_account){.index = (uint32_t)row,
                            .id = sl_iam_cell(SL_SHEET_ACCOUNTS, row, ID),
                            .owner = sl_iam_cell(SL_SHEET_ACCOUNTS, row, OWNER),
                            .region = sl_iam_cell(SL_SHEET_ACCOUNTS, row, REGION)};
    return true;
}

sl_date sl_aws_accounts_date(void)
{
    return sl_iam_sheets[SL_SHEET_ACCOUNTS].date;
}
