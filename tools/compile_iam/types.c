/* types.c - resource types and their templates, and the ARN services they make up. */
#include "book.h"

#include "aws/resources.h"
#include "base/mem.h"

#include <stdlib.h>

static bool add_type(iam_book *book, const tsv *table, size_t row, sl_err *err)
{
    const tsv_row *from = &table->rows.at[row];
    sl_iam_type *type = sl_vec_push(&book->type);
    sl_str field[5], rest = sl_str_drop(from->cell[2], sl_lit("arn:${Partition}:"));
    size_t service = tsv_find(&book->services, from->cell[0], (sl_str){0});
    bool extra = table == &book->extra_types;

    if (rest.len == from->cell[2].len || !sl_str_split(rest, ':', &field[0], &rest) ||
        !sl_str_split(rest, ':', &field[1], &rest) ||
        !sl_str_split(rest, ':', &field[2], &rest))
        return tsv_fail(table, row, err, "not a template", from->cell[2]);
    if (!extra && service == SIZE_MAX)
        return tsv_fail(table, row, err, "unknown service", from->cell[0]);
    type->service = extra ? SL_IAM_NO_SERVICE : (uint16_t)service;
    type->name = pool_add(&book->pool, from->cell[1]);
    type->arn_service = pool_add(&book->pool, field[0]);
    type->region = pool_add(&book->pool, field[1]);
    type->account = pool_add(&book->pool, field[2]);
    type->resource = pool_add(&book->pool, rest);
    return true;
}

static bool add_keys(iam_book *book, size_t row, sl_err *err)
{
    sl_str list = book->types.rows.at[row].cell[3], key;

    while (tsv_item(&list, &key)) {
        size_t number = book_find_key(book, key);

        if (number == SIZE_MAX)
            return tsv_fail(&book->types, row, err, "unknown key", key);
        *sl_vec_push(&book->type_keys[row]) = (uint16_t)number;
    }
    return true;
}

bool book_types(iam_book *book, sl_err *err)
{
    size_t count = book->types.rows.len + book->extra_types.rows.len;

    book->type_keys = sl_calloc(count + 1, sizeof *book->type_keys);
    for (size_t i = 0; i < book->types.rows.len; i++)
        if (!add_type(book, &book->types, i, err) || !add_keys(book, i, err))
            return false;
    for (size_t i = 0; i < book->extra_types.rows.len; i++)
        if (!add_type(book, &book->extra_types, i, err))
            return false;
    return true;
}

/* What order of types by ARN needs; qsort has no room for the book. */
typedef struct by_arn {
    sl_str service, word;
    uint16_t type;
} by_arn;

static int arn_order(const void *a, const void *b)
{
    const by_arn *x = a, *y = b;
    int sign = sl_str_cmp(x->service, y->service);

    if (sign == 0)
        sign = sl_str_cmp(x->word, y->word);
    return sign != 0 ? sign : (int)x->type - (int)y->type;
}

static sl_field_use use(sl_str value, bool *empty, bool *full)
{
    if (sl_str_eq(value, sl_lit("*")))
        *empty = *full = true;
    else if (value.len > 0)
        *full = true;
    else
        *empty = true;
    return *empty && *full ? SL_FIELD_EITHER
           : *full         ? SL_FIELD_REQUIRED
                           : SL_FIELD_FORBIDDEN;
}

static bool has_hole(sl_str text)
{
    return sl_str_has(text, sl_lit("${")) || sl_str_chr(text, '*') != SIZE_MAX;
}

/* The service whose types are order[first .. first + count). */
static void add_arn_service(iam_book *book, sl_str name, const by_arn *order,
                            size_t count)
{
    sl_iam_arn_service *out = sl_vec_push(&book->arn);
    bool region[2] = {false}, account[2] = {false};

    out->name = pool_add(&book->pool, name);
    out->first = (uint16_t)book->by_arn.len;
    out->types = (uint16_t)count;
    if (tsv_find(&book->core, name, (sl_str){0}) != SIZE_MAX)
        out->flags |= SL_IAM_CORE;
    if (count > 0)
        out->flags |= SL_IAM_DESCRIBED;
    for (size_t i = 0; i < count; i++) {
        const sl_iam_type *type = &book->type.at[order[i].type];

        *sl_vec_push(&book->by_arn) = order[i].type;
        out->region =
            (uint8_t)use(book_text(book, type->region), &region[0], &region[1]);
        out->account =
            (uint8_t)use(book_text(book, type->account), &account[0], &account[1]);
        if (has_hole(order[i].word))
            out->flags |= SL_IAM_FREE_FORM;
    }
}

void book_arn_services(iam_book *book)
{
    by_arn *order = sl_calloc(book->type.len + 1, sizeof *order);
    size_t service = 0, count = 0;

    for (size_t i = 0; i < book->type.len; i++) {
        sl_str name = book_text(book, book->type.at[i].arn_service);

        if (!has_hole(name))
            order[count++] = (by_arn){
                .service = name,
                .word = sl_type_word(book_text(book, book->type.at[i].resource)),
                .type = (uint16_t)i};
    }
    qsort(order, count, sizeof *order, arn_order);
    for (size_t i = 0; i < count || service < book->services.rows.len;) {
        sl_str prefix = service < book->services.rows.len
                            ? book->services.rows.at[service].cell[0]
                            : (sl_str){0};
        int sign = i == count        ? 1
                   : prefix.len == 0 ? -1
                                     : sl_str_cmp(order[i].service, prefix);
        sl_str name = sign <= 0 ? order[i].service : prefix;
        size_t types = 0;

        while (sign <= 0 && i + types < count &&
               sl_str_eq(order[i + types].service, name))
            types++;
        add_arn_service(book, name, &order[i], types);
        i += types;
        service += sign >= 0;
    }
    free(order);
}
