/* main.c - a tool of the build: writes the tables of src/aws/data as initialised C.
 *
 * usage: compile_iam FOLDER OUTPUT
 * What it writes is declared in src/aws/iam_table.h. A mistake in a table ends the build
 * with its file and line. */
#include "book.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void put_numbers(FILE *out, const char *declaration, const iam_numbers *list)
{
    fprintf(out, "const uint16_t %s[] = {", declaration);
    for (size_t i = 0; i < list->len; i++)
        fprintf(out, "%s%u,", i % 16 == 0 ? "\n" : "", list->at[i]);
    fputs(list->len == 0 ? "0};\n" : "};\n", out);
}

static void put_count(FILE *out, const char *name, size_t count)
{
    fprintf(out, "const uint32_t %s = %zu;\n", name, count);
}

static void put_texts(FILE *out, const iam_book *book, const char *name,
                      const iam_texts *list)
{
    fprintf(out, "const sl_iam_text %s[] = {", name);
    for (size_t i = 0; i < list->len; i++)
        fprintf(out, "%s%" PRIu32 ",", i % 8 == 0 ? "\n" : "",
                pool_place(&book->pool, list->at[i]));
    fputs("};\n", out);
}

static void put_services(FILE *out, const iam_book *book)
{
    fputs("const sl_iam_service sl_iam_services[] = {\n", out);
    for (size_t i = 0; i < book->service.len; i++) {
        const sl_iam_service *row = &book->service.at[i];

        fprintf(out, "{%" PRIu32 ", %" PRIu32 ", %u, %u, %u, %u},\n",
                pool_place(&book->pool, row->prefix),
                pool_place(&book->pool, row->title), row->action, row->type, row->keys,
                row->flags);
    }
    fputs("};\n", out);
    put_count(out, "sl_iam_services_count", book->service.len - 1);
}

static void put_actions(FILE *out, const iam_book *book)
{
    put_texts(out, book, "sl_iam_action_names", &book->action_names);
    put_numbers(out, "sl_iam_action_types", &book->action_types);
    put_numbers(out, "sl_iam_action_keys", &book->action_keys);
    fputs("const uint8_t sl_iam_action_flags[] = {", out);
    for (size_t i = 0; i < book->action_flags.len; i++)
        fprintf(out, "%s%u,", i % 24 == 0 ? "\n" : "", book->action_flags.at[i]);
    fputs("};\n", out);
    put_count(out, "sl_iam_actions_count", book->action_names.len);
}

static void put_types(FILE *out, const iam_book *book)
{
    const iam_pool *pool = &book->pool;

    fputs("const sl_iam_type sl_iam_types[] = {\n", out);
    for (size_t i = 0; i < book->type.len; i++) {
        const sl_iam_type *row = &book->type.at[i];

        fprintf(out,
                "{%" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32
                ", %u},\n",
                pool_place(pool, row->name), pool_place(pool, row->arn_service),
                pool_place(pool, row->region), pool_place(pool, row->account),
                pool_place(pool, row->resource), row->service);
    }
    fputs("};\n", out);
    put_count(out, "sl_iam_types_count", book->type.len);
    fputs("const sl_iam_arn_service sl_iam_arn_services[] = {\n", out);
    for (size_t i = 0; i < book->arn.len; i++) {
        const sl_iam_arn_service *row = &book->arn.at[i];

        fprintf(out, "{%" PRIu32 ", %u, %u, %u, %u, %u},\n",
                pool_place(pool, row->name), row->first, row->types, row->region,
                row->account, row->flags);
    }
    fputs("};\n", out);
    put_count(out, "sl_iam_arn_services_count", book->arn.len);
    put_numbers(out, "sl_iam_by_arn", &book->by_arn);
}

static void put_keys(FILE *out, const iam_book *book)
{
    fputs("const sl_iam_key sl_iam_keys[] = {\n", out);
    for (size_t i = 0; i < book->key.len; i++)
        fprintf(out, "{%" PRIu32 ", %u, %u},\n",
                pool_place(&book->pool, book->key.at[i].name), book->key.at[i].type,
                book->key.at[i].flags);
    fputs("};\n", out);
    put_count(out, "sl_iam_keys_count", book->key.len);
    put_numbers(out, "sl_iam_variable_keys", &book->variable_keys);
    put_count(out, "sl_iam_variable_keys_count", book->variable_keys.len);
}

static void put_sheets(FILE *out, const iam_book *book)
{
    put_texts(out, book, "sl_iam_cells", &book->cells);
    put_count(out, "sl_iam_cells_count", book->cells.len);
    fputs("const sl_iam_rows sl_iam_sheets[SL_SHEETS] = {\n", out);
    for (size_t i = 0; i < SL_SHEETS; i++)
        fprintf(out, "{%u, %u, %u, %" PRIu32 "},\n", book->sheet[i].first,
                book->sheet[i].rows, book->sheet[i].columns, book->sheet[i].date);
    fputs("};\n", out);
}

static bool write_all(const char *path, const iam_book *book)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return false;
    fputs("/* Made by tools/compile_iam. */\n#include \"aws/iam_table.h\"\n"
          "const char sl_iam_pool[] =\n",
          out);
    pool_write(&book->pool, out);
    fputs(";\n", out);
    put_count(out, "sl_iam_pool_size", book->pool.size);
    put_services(out, book);
    put_actions(out, book);
    put_types(out, book);
    put_keys(out, book);
    put_numbers(out, "sl_iam_sets", &book->sets.all);
    put_count(out, "sl_iam_sets_size", book->sets.all.len);
    put_sheets(out, book);
    fprintf(out, "const sl_date sl_iam_date = %" PRIu32 ";\n", book->actions.date);
    return !ferror(out) & !fclose(out);
}

int main(int argc, char **argv)
{
    iam_book book = {0};
    sl_err err = {0};
    bool ok;

    if (argc != 3) {
        fprintf(stderr, "usage: compile_iam FOLDER OUTPUT\n");
        return 2;
    }
    ok = book_read(&book, argv[1], &err);
    if (!ok)
        fprintf(stderr, "%s\n", err.text);
    else if (!(ok = write_all(argv[2], &book)))
        fprintf(stderr, "compile_iam: write %s: %s\n", argv[2], strerror(errno));
    book_free(&book);
    return ok ? 0 : 1;
}
