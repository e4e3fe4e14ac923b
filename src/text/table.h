/* table.h - cells of tables in text that stand under a name of secrets: comma-separated
 * values, rows between bars, statements of SQL.
 *
 * The columns are named in a first row or in the statement; only those whose name
 * announces a secret (text/name.h) are of interest, and of them the first
 * SL_TABLE_COLUMNS. Time is linear in the text, and nothing is allocated. */
#ifndef SECLINT_TEXT_TABLE_H
#define SECLINT_TEXT_TABLE_H

#include "base/str.h"

enum { SL_TABLE_COLUMNS = 8 };

typedef struct sl_table_columns {
    size_t at[SL_TABLE_COLUMNS];
    sl_str names[SL_TABLE_COLUMNS];
    size_t len;
} sl_table_columns;

/* Called for each cell of such a column; both point into the text. The value is without
 * its quotes, escapes are as written. False: no more. */
typedef bool sl_table_fn(void *ctx, sl_str name, sl_str value);

/* RFC 4180, also with ';', tab or '|' between the fields: whichever the first row has
 * most of. Where the first row names no column of secrets and has at most four fields, rows may
 * be names and values: of NAME,V the second field is the cell. */
void sl_table_separated(sl_str text, sl_table_fn *found, void *ctx);

/* Lines that begin with '|': tables of Markdown, Org, AsciiDoc and Gherkin. The first
 * line of each block names the columns. */
void sl_table_bars(sl_str text, sl_table_fn *found, void *ctx);

/* INSERT INTO t (columns) VALUES (...), (...); INSERT INTO t VALUES behind the CREATE TABLE
 * t of a dump; COPY t (columns) FROM stdin; UPDATE t SET value = 'V' WHERE name = 'NAME'. */
void sl_table_sql(sl_str text, sl_table_fn *found, void *ctx);

/* For the readers: counts the column that is called name in, if it is of interest. */
void sl_table_enter(sl_table_columns *columns, size_t at, sl_str name);
/* Calls found if the column is one of them. */
bool sl_table_cell(const sl_table_columns *columns, size_t at, sl_str value,
                   sl_table_fn *found, void *ctx);

#endif
