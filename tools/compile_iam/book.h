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
SL_VEC(texts, uint32_t);
SL_VEC(flags, uint8_t);

typedef struct book {
    tsv services, core, actions, types, extra_types, keys, global_keys;
    tsv sheets[SL_SHEETS];
    pool pool;
    sets sets;
    service_rows service;
    texts action_names;
    numbers action_types, action_keys;
    flags action_flags;
    type_rows type;
    numbers *type_keys; /* of each row of types.tsv */
    key_rows key;
    numbers variable_keys;
    arn_rows arn;
    numbers by_arn;
    sl_iam_rows sheet[SL_SHEETS];
    texts cells;
} book;

bool book_read(book *book, const char *folder, sl_err *err);
void book_free(book *book);

/* The parts of book_read, in this order. */
bool book_keys(book *book, sl_err *err);
bool book_types(book *book, sl_err *err);
bool book_actions(book *book, sl_err *err); /* and services */
void book_arn_services(book *book);
bool book_sheets(book *book, sl_err *err);

/* The row of a key in book->key; SIZE_MAX. */
size_t book_find_key(const book *book, sl_str key);
sl_str book_text(const book *book, uint32_t number);

#endif
