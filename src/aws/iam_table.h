/* iam_table.h - the layout of the table that tools/compile_iam makes of src/aws/data.
 *
 * Only for the files of this folder that answer questions about the table, and for the
 * tool. Numbers instead of pointers: the table needs no relocation, so its pages are
 * read from the program's file when they are asked for, and not before.
 *
 * Texts are ordered as sl_iam_cmp orders them: bytes, ASCII letters as if they were
 * lower case. */
#ifndef SECLINT_AWS_IAM_TABLE_H
#define SECLINT_AWS_IAM_TABLE_H

#include "base/str.h"
#include "text/date.h"

typedef uint32_t sl_iam_text; /* offset in sl_iam_pool, eight bits of length */

enum {
    SL_IAM_TEXT_BITS = 8,
    SL_IAM_NO_SERVICE = 0xffff, /* of a type that no action takes */
    SL_IAM_REQUIRED = 0x8000,   /* with a type in a set of types */

    SL_IAM_AGREED = 1, /* flags of services, actions */
    SL_IAM_TYPES_AGREED = 2,
    SL_IAM_CORE = 4,
    SL_IAM_NEEDS_TYPE = 4,  /* of actions alone */
    SL_IAM_LEVEL_SHIFT = 3, /* flags of actions: the SL_ACCESS_ bits */

    SL_IAM_MANY = 1, /* flags of keys */
    SL_IAM_GLOBAL = 2,
    SL_IAM_VARIABLE = 4,

    SL_IAM_FREE_FORM = 1, /* flags of ARN services; SL_IAM_CORE too */
    SL_IAM_DESCRIBED = 2
};

typedef struct sl_iam_service {
    sl_iam_text prefix, title;
    uint16_t action; /* its first; its last is before that of the next row */
    uint16_t type;
    uint16_t keys; /* place of its set of keys in sl_iam_sets */
    uint16_t flags;
} sl_iam_service;

typedef struct sl_iam_type {
    sl_iam_text name, arn_service, region, account, resource;
    uint16_t service;
} sl_iam_type;

typedef struct sl_iam_key {
    sl_iam_text name;
    uint8_t type;
    uint8_t flags;
} sl_iam_key;

/* types: its range of sl_iam_by_arn, which lists types by ARN service and word. */
typedef struct sl_iam_arn_service {
    sl_iam_text name;
    uint16_t first, types;
    uint8_t region, account, flags; /* sl_field_use, sl_field_use, SL_IAM_ */
} sl_iam_arn_service;

/* The tables kept by hand, and those of regions: cells row by row. */
typedef enum sl_iam_sheet {
    SL_SHEET_ACCOUNTS,
    SL_SHEET_ESCALATIONS,
    SL_SHEET_MANAGED,
    SL_SHEET_PARTITIONS,
    SL_SHEET_QUOTAS,
    SL_SHEET_REGIONS,
    SL_SHEET_SENSITIVE,
    SL_SHEET_PRINCIPALS,
    SL_SHEETS
} sl_iam_sheet;

typedef struct sl_iam_rows {
    uint16_t first; /* in sl_iam_cells */
    uint16_t rows;
    uint16_t columns;
    sl_date date;
} sl_iam_rows;

extern const char sl_iam_pool[];
extern const uint32_t sl_iam_pool_size;
extern const sl_iam_service sl_iam_services[]; /* and one more row, to end the last */
extern const uint32_t sl_iam_services_count;
extern const sl_iam_text sl_iam_action_names[];
extern const uint16_t sl_iam_action_types[]; /* places in sl_iam_sets */
extern const uint16_t sl_iam_action_keys[];
extern const uint8_t sl_iam_action_flags[];
extern const uint32_t sl_iam_actions_count;
extern const sl_iam_type sl_iam_types[];
extern const uint32_t sl_iam_types_count;
extern const sl_iam_key sl_iam_keys[];
extern const uint32_t sl_iam_keys_count;
extern const uint16_t sl_iam_variable_keys[]; /* those with SL_IAM_VARIABLE */
extern const uint32_t sl_iam_variable_keys_count;
extern const sl_iam_arn_service sl_iam_arn_services[];
extern const uint32_t sl_iam_arn_services_count;
extern const uint16_t sl_iam_by_arn[];
extern const uint16_t sl_iam_sets[]; /* of each: how many, and these */
extern const uint32_t sl_iam_sets_size;
extern const sl_iam_text sl_iam_cells[];
extern const uint32_t sl_iam_cells_count;
extern const sl_iam_rows sl_iam_sheets[SL_SHEETS];
extern const sl_date sl_iam_date;

sl_str sl_iam_str(sl_iam_text text);
int sl_iam_cmp(sl_str a, sl_str b);

/* The first of the rows [low, high) that is not before word; high if there is none. */
size_t sl_iam_lower_bound(size_t low, size_t high, sl_str word,
                          sl_iam_text (*text_at)(size_t row));
/* The row of this text, or SIZE_MAX. */
size_t sl_iam_search(size_t low, size_t high, sl_str word,
                     sl_iam_text (*text_at)(size_t row));

size_t sl_iam_sheet_rows(sl_iam_sheet sheet);
sl_str sl_iam_cell(sl_iam_sheet sheet, size_t row, size_t column);
/* The first row whose first cell is this, whatever the case; SIZE_MAX. */
size_t sl_iam_sheet_find(sl_iam_sheet sheet, sl_str first);

#endif
