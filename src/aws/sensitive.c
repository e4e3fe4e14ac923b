#include "aws/sensitive.h"

#include "aws/iam_table.h"

enum { SERVICE, ACTION, KIND };
enum { ID, TITLE, ACTIONS };

static sl_sensitive kind_at(size_t row)
{
    return sl_str_eq(sl_iam_cell(SL_SHEET_SENSITIVE, row, KIND), sl_lit("secrets"))
               ? SL_SENSITIVE_SECRETS
               : SL_SENSITIVE_CREDENTIALS;
}

sl_sensitive sl_action_sensitive(sl_str service, sl_str name)
{
    size_t row = sl_iam_sheet_find(SL_SHEET_SENSITIVE, service);

    for (; row < sl_iam_sheet_rows(SL_SHEET_SENSITIVE) &&
           sl_str_eq_nocase(sl_iam_cell(SL_SHEET_SENSITIVE, row, SERVICE), service);
         row++)
        if (sl_str_eq_nocase(sl_iam_cell(SL_SHEET_SENSITIVE, row, ACTION), name))
            return kind_at(row);
    return SL_SENSITIVE_NONE;
}

bool sl_sensitive_next(uint32_t *at, sl_sensitive_action *out)
{
    if (*at >= sl_iam_sheet_rows(SL_SHEET_SENSITIVE))
        return false;
    out->service = sl_iam_cell(SL_SHEET_SENSITIVE, *at, SERVICE);
    out->name = sl_iam_cell(SL_SHEET_SENSITIVE, *at, ACTION);
    out->what = kind_at((*at)++);
    return true;
}

static sl_escalation path_at(size_t row)
{
    sl_str actions = sl_iam_cell(SL_SHEET_ESCALATIONS, row, ACTIONS), first;
    sl_escalation path = {.index = (uint32_t)row,
                          .id = sl_iam_cell(SL_SHEET_ESCALATIONS, row, ID),
                          .title = sl_iam_cell(SL_SHEET_ESCALATIONS, row, TITLE),
                          .actions_len = 1};

    while (sl_str_split(actions, ' ', &first, &actions))
        path.actions_len++;
    return path;
}

bool sl_escalation_next(uint32_t *at, sl_escalation *out)
{
    if (*at >= sl_iam_sheet_rows(SL_SHEET_ESCALATIONS))
        return false;
    *out = path_at((*at)++);
    return true;
}

bool sl_escalation_find(sl_str id, sl_escalation *out)
{
    size_t row = sl_iam_sheet_find(SL_SHEET_ESCALATIONS, id);

    if (row != SIZE_MAX)
        *out = path_at(row);
    return row != SIZE_MAX;
}

sl_str sl_escalation_action(const sl_escalation *path, uint32_t number)
{
    sl_str rest = sl_iam_cell(SL_SHEET_ESCALATIONS, path->index, ACTIONS), action;

    while (sl_str_split(rest, ' ', &action, &rest))
        if (number-- == 0)
            return action;
    return rest;
}

sl_date sl_sensitive_date(void)
{
    sl_date a = sl_iam_sheets[SL_SHEET_SENSITIVE].date;
    sl_date b = sl_iam_sheets[SL_SHEET_ESCALATIONS].date;

    return a < b ? a : b;
}
