/* tsv.h - one checked-in table: rows of fields, parted by tabs, below '#' lines. */
#ifndef COMPILE_IAM_TSV_H
#define COMPILE_IAM_TSV_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "text/date.h"

enum { TSV_COLUMNS = 6 };

typedef struct tsv_row {
    sl_str cell[TSV_COLUMNS]; /* fields left out at the end of a line are empty */
    size_t line;
} tsv_row;

SL_VEC(tsv_rows, tsv_row);

typedef struct tsv {
    const char *name; /* "actions" */
    sl_buf text;
    tsv_rows rows;
    sl_date date;
} tsv;

/* Reads FOLDER/NAME.tsv. Fails if it has no date, too many columns, or rows that are
 * not in the order of their first two fields, or not different in them. */
bool tsv_read(tsv *out, const char *folder, const char *name, sl_err *err);
void tsv_free(tsv *table);
/* "NAME.tsv:LINE: WHAT: CELL", and false. */
bool tsv_fail(const tsv *table, size_t row, sl_err *err, const char *what, sl_str cell);
/* The row with these first two fields, whatever their case (second may be empty: the
 * first field decides alone); SIZE_MAX. */
size_t tsv_find(const tsv *table, sl_str first, sl_str second);

/* Takes the next item off a list parted by ','. False at its end. */
bool tsv_item(sl_str *list, sl_str *item);

#endif
