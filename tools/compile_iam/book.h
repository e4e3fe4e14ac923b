/* book.h - all tables, read and joined, before they are written as C. */
#ifndef COMPILE_IAM_BOOK_H
#define COMPILE_IAM_BOOK_H

#include "pool.h"
#include "sets.h"
#include "tsv.h"

#include "aws/iam_table.h"

/* Rows as iam_table.h has them, with numbers of texts where that has places of texts. */
SL_VEC(service_rows, sl_iam_service);
SL_VEC(type_rows, sl_iam_type);
SL_VEC(key_rows, sl_iam_key);
SL_VEC(arn_rows, sl_iam_arn_service);
SL_VEC(iam_texts, uint32_t);
SL_VEC(iam_flags, uint8_t);

typedef struct iam_book {
    tsv services, core, actions, types, extra_types, keys, global_keys;
    tsv sheets[SL_SHEETS];
    iam_pool pool;
    iam_sets sets;
    service_rows service;
    iam_texts action_names;
    iam_numbers action_types, action_keys;
    iam_flags action_flags;
    type_rows type;
    iam_numbers *type_keys; /* of each row of types.tsv */
    key_rows key;
    iam_numbers variable_keys;
    arn_rows arn;
    iam_numbers by_arn;
    sl_iam_rows sheet[SL_SHEETS];
    iam_texts cells;
} iam_book;

bool book_read(iam_book *book, const char *folder, sl_err *err);
void book_free(iam_book *book);

/* The parts of book_read, in this order. */
bool book_keys(iam_book *book, sl_err *err);
bool book_types(iam_book *book, sl_err *err);
bool book_actions(iam_book *book, sl_err *err); /* and services */
void book_arn_services(iam_book *book);
bool book_sheets(iam_book *book, sl_err *err);

/* The row of a key in book->key; SIZE_MAX. */
size_t book_find_key(const iam_book *book, sl_str key);
sl_str book_text(const iam_book *book, uint32_t number);

#endif
