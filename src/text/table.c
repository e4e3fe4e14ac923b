#include "text/table.h"

#include "text/name.h"

enum {
    MAX_NAME = 60,
    MAX_PAIRED = 4 /* columns of a table of names and values */
};

/* "API Key" of a heading is api_key. */
static sl_name_kind kind_of(sl_str name)
{
    char words[MAX_NAME];

    if (name.len == 0 || name.len > MAX_NAME)
        return SL_NAME_OTHER;
    for (size_t i = 0; i < name.len; i++)
        words[i] = name.ptr[i] == ' ' ? '_' : name.ptr[i];
    return sl_name_kind_of((sl_str){words, name.len});
}

void sl_table_enter(sl_table_columns *columns, size_t at, sl_str name)
{
    sl_name_kind kind = kind_of(name);

    if ((kind != SL_NAME_PASSWORD && kind != SL_NAME_SECRET) ||
        columns->len == SL_TABLE_COLUMNS)
        return;
    columns->at[columns->len] = at;
    columns->names[columns->len++] = name;
}

bool sl_table_cell(const sl_table_columns *columns, size_t at, sl_str value,
                   sl_table_fn *found, void *ctx)
{
    for (size_t i = 0; i < columns->len; i++)
        if (columns->at[i] == at)
            return found(ctx, columns->names[i], value);
    return true;
}

static char most_frequent(sl_str line)
{
    static const char separators[] = ",;\t|";
    size_t best = 0;
    char found = ',';

    for (size_t s = 0; separators[s]; s++) {
        size_t count = 0;

        for (size_t i = 0; i < line.len; i++)
            count += line.ptr[i] == separators[s];
        if (count > best)
            best = count, found = separators[s];
    }
    return found;
}

/* What is behind the field at the front of *rest; false: a row ended with it. */
static bool leave_field(sl_str *rest, size_t end, char separator)
{
    bool more;

    while (end < rest->len && rest->ptr[end] != separator && rest->ptr[end] != '\n')
        end++;
    more = end < rest->len && rest->ptr[end] == separator;
    *rest = sl_str_skip(*rest, end + 1);
    return more;
}

/* Moves *rest past a field; false: it was the last of its row. */
static bool take_field(sl_str *rest, char separator, sl_str *field)
{
    size_t end = 0;

    if (rest->len > 0 && rest->ptr[0] == '"') {
        for (end = 1; end < rest->len; end++) {
            if (rest->ptr[end] != '"')
                continue;
            if (end + 1 == rest->len || rest->ptr[end + 1] != '"')
                break;
            end++; /* "" stands for one */
        }
        *field = sl_str_sub(*rest, 1, end);
        return leave_field(rest, end, separator);
    }
    while (end < rest->len && rest->ptr[end] != separator && rest->ptr[end] != '\n')
        end++;
    *field = sl_str_trim(sl_str_sub(*rest, 0, end));
    return leave_field(rest, end, separator);
}

/* NAME: only capitals, underscores and, if they may be, digits. */
static bool is_capital(sl_str name, bool digits)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (c != '_' && !(c >= 'A' && c <= 'Z') && !(digits && c >= '0' && c <= '9'))
            return false;
    }
    return name.len > 0;
}

/* DB_PASSWORD,V is a row without a heading; CLIENT_SECRET,NAME is one. */
static bool is_pair(sl_str first, sl_str second)
{
    return is_capital(first, true) && sl_str_chr(first, '_') != SIZE_MAX &&
           !is_capital(second, false);
}

/* Rows of names and values: DB_PASSWORD,V. */
static void take_pairs(sl_str rest, char separator, sl_table_fn *found, void *ctx)
{
    while (rest.len > 0) {
        sl_table_columns columns = {0};
        sl_str name, field;
        bool more = take_field(&rest, separator, &name);

        if (more && sl_str_chr(name, ' ') == SIZE_MAX)
            sl_table_enter(&columns, 1, name);
        for (size_t at = 1; more; at++) {
            more = take_field(&rest, separator, &field);
            if (!sl_table_cell(&columns, at, field, found, ctx))
                return;
        }
    }
}

void sl_table_separated(sl_str text, sl_table_fn *found, void *ctx)
{
    sl_str rest = sl_str_drop(text, sl_lit("\xef\xbb\xbf"));
    sl_str all = rest;
    char separator = most_frequent(sl_str_sub(rest, 0, sl_str_chr(rest, '\n')));
    sl_table_columns columns = {0};
    sl_str field, second = {0};
    size_t count = 0;

    for (bool more = true; more; count++) {
        more = take_field(&rest, separator, &field);
        sl_table_enter(&columns, count, field);
        second = count == 1 ? field : second;
    }
    if (count >= 2 && count <= MAX_PAIRED &&
        (columns.len == 0 || (columns.len == 1 && columns.at[0] == 0 &&
                              is_pair(columns.names[0], second)))) {
        take_pairs(all, separator, found, ctx);
        return;
    }
    while (columns.len > 0 && rest.len > 0) {
        bool more = true;

        for (size_t at = 0; more; at++) {
            more = take_field(&rest, separator, &field);
            if (!sl_table_cell(&columns, at, field, found, ctx))
                return;
        }
    }
}

static bool is_one_of(char c, sl_str set)
{
    return sl_str_chr(set, c) != SIZE_MAX;
}

/* Without blanks and the signs that set a cell off. */
static sl_str bare(sl_str cell)
{
    sl_str signs = sl_lit(" \t\r`*");

    while (cell.len > 0 && is_one_of(cell.ptr[0], signs))
        cell = sl_str_skip(cell, 1);
    while (cell.len > 0 && is_one_of(cell.ptr[cell.len - 1], signs))
        cell.len--;
    return cell;
}

static sl_str take_cell(sl_str *row)
{
    size_t end = sl_str_chr(*row, '|');
    sl_str cell = bare(sl_str_sub(*row, 0, end));

    *row = end == SIZE_MAX ? sl_lit("") : sl_str_skip(*row, end + 1);
    return cell;
}

void sl_table_bars(sl_str text, sl_table_fn *found, void *ctx)
{
    sl_table_columns columns = {0};
    bool inside = false;

    while (text.len > 0) {
        sl_str row = sl_str_trim(sl_str_line(&text));

        if (row.len == 0 || row.ptr[0] != '|') {
            inside = false;
            continue;
        }
        row = sl_str_skip(row, 1);
        if (!inside)
            columns.len = 0;
        for (size_t at = 0; row.len > 0 && (!inside || columns.len > 0); at++) {
            sl_str cell = take_cell(&row);

            if (!inside)
                sl_table_enter(&columns, at, cell);
            else if (!sl_table_cell(&columns, at, cell, found, ctx))
                return;
        }
        inside = true;
    }
}
