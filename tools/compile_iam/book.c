#include "book.h"

#include <stdlib.h>

sl_str book_text(const iam_book *book, uint32_t number)
{
    return book->pool.texts.at[number].text;
}

/* sheet_names[i] is the file of sheet i. */
static const char *const sheet_names[SL_SHEETS] = {
    [SL_SHEET_ACCOUNTS] = "aws_accounts",
    [SL_SHEET_ESCALATIONS] = "escalations",
    [SL_SHEET_MANAGED] = "managed_policies",
    [SL_SHEET_PARTITIONS] = "partitions",
    [SL_SHEET_QUOTAS] = "policy_quotas",
    [SL_SHEET_REGIONS] = "regions",
    [SL_SHEET_SENSITIVE] = "sensitive_actions",
    [SL_SHEET_PRINCIPALS] = "service_principals",
};

bool book_sheets(iam_book *book, sl_err *err)
{
    for (size_t i = 0; i < SL_SHEETS; i++) {
        const tsv *table = &book->sheets[i];
        size_t columns = 1;

        for (size_t row = 0; row < table->rows.len; row++)
            for (size_t column = columns; column < TSV_COLUMNS; column++)
                if (table->rows.at[row].cell[column].len > 0)
                    columns = column + 1;
        book->sheet[i] = (sl_iam_rows){.first = (uint16_t)book->cells.len,
                                       .rows = (uint16_t)table->rows.len,
                                       .columns = (uint16_t)columns,
                                       .date = table->date};
        for (size_t row = 0; row < table->rows.len; row++)
            for (size_t column = 0; column < columns; column++)
                *sl_vec_push(&book->cells) =
                    pool_add(&book->pool, table->rows.at[row].cell[column]);
    }
    return book->cells.len <= UINT16_MAX ||
           sl_fail(err, SL_ELIMIT, "more cells than 16 bits count");
}

static bool read_tables(iam_book *book, const char *folder, sl_err *err)
{
    const struct {
        tsv *table;
        const char *name;
    } tables[] = {
        {&book->services, "services"},
        {&book->core, "core_services"},
        {&book->actions, "actions"},
        {&book->types, "types"},
        {&book->keys, "keys"},
        {&book->extra_types, "extra_types"},
        {&book->global_keys, "global_keys"},
    };

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!tsv_read(tables[i].table, folder, tables[i].name, err))
            return false;
    for (size_t i = 0; i < SL_SHEETS; i++)
        if (!tsv_read(&book->sheets[i], folder, sheet_names[i], err))
            return false;
    return true;
}

/* Every text's length must fit beside its offset. */
static bool check_sizes(const iam_book *book, sl_err *err)
{
    for (size_t i = 0; i < book->pool.texts.len; i++) {
        sl_str text = book->pool.texts.at[i].text;

        if (text.len >= 1u << SL_IAM_TEXT_BITS)
            return sl_fail(err, SL_ELIMIT, "text too long: %.*s", sl_fmt(text));
    }
    if (book->pool.size >= 1u << (32 - SL_IAM_TEXT_BITS) ||
        book->sets.all.len > UINT16_MAX || book->action_names.len > UINT16_MAX ||
        book->type.len >= SL_IAM_REQUIRED || book->key.len > UINT16_MAX)
        return sl_fail(err, SL_ELIMIT, "tables larger than their numbers");
    return true;
}

bool book_read(iam_book *book, const char *folder, sl_err *err)
{
    if (!read_tables(book, folder, err) || !book_keys(book, err) ||
        !book_types(book, err) || !book_actions(book, err) || !book_sheets(book, err))
        return false;
    book_arn_services(book);
    pool_lay(&book->pool);
    return check_sizes(book, err);
}

void book_free(iam_book *book)
{
    tsv *const tables[] = {&book->services,   &book->core, &book->actions,
                           &book->types,      &book->keys, &book->extra_types,
                           &book->global_keys};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        tsv_free(tables[i]);
    for (size_t i = 0; i < SL_SHEETS; i++)
        tsv_free(&book->sheets[i]);
    for (size_t i = 0; book->type_keys && i < book->type.len; i++)
        sl_vec_free(&book->type_keys[i]);
    free(book->type_keys);
    pool_free(&book->pool);
    sets_free(&book->sets);
    sl_vec_free(&book->service);
    sl_vec_free(&book->action_names);
    sl_vec_free(&book->action_types);
    sl_vec_free(&book->action_keys);
    sl_vec_free(&book->action_flags);
    sl_vec_free(&book->type);
    sl_vec_free(&book->key);
    sl_vec_free(&book->variable_keys);
    sl_vec_free(&book->arn);
    sl_vec_free(&book->by_arn);
    sl_vec_free(&book->cells);
}
