/* fields.h - reading a YAML mapping against a table of the keys it may have. */
#ifndef SECLINT_RULE_FIELDS_H
#define SECLINT_RULE_FIELDS_H

#include "base/vec.h"
#include "doc/doc.h"
#include "rule/rule.h"

/* Something that is wrong with a document, or odd. */
typedef struct sl_mistake {
    size_t line;   /* from 1; 0: text says where */
    size_t column; /* in characters, from 1 */
    bool warning;  /* what is meant can be understood all the same */
    sl_str text;
} sl_mistake;

SL_VEC(sl_mistakes, sl_mistake);

/* One document being read, for messages that name file and line. */
typedef struct sl_fields {
    sl_blob blob;
    sl_doc doc;
    sl_lines lines;
    sl_str file;
    sl_arena *arena; /* what is read lives here */
    /* NULL: the first mistake ends the reading, and an unknown key is one. Else all are
     * kept here (SL_MAX_MISTAKES), an unknown key is a warning, and messages name the
     * column, too. Set it behind sl_fields_open. */
    sl_mistakes *mistakes;
} sl_fields;

/* A key that a mapping may have. read stores the node's value in out (the
 * address inside the record that offset gives) or fails. */
typedef struct sl_field {
    const char *key;
    bool required;
    size_t offset;
    bool (*read)(const sl_fields *fields, const sl_node *node, void *out, sl_err *err);
} sl_field;

/* Parses text as YAML. The document's top must be a mapping. arena keeps the
 * tree; it must outlive what is read. */
bool sl_fields_open(sl_fields *fields, sl_str file, sl_str text, sl_arena *arena,
                    sl_err *err);

/* Fills record from map by the table. An unknown or repeated key, a missing
 * required one or a wrong value fails with "FILE:LINE: ...". Where mistakes are kept,
 * *err is the first of them, and what comes behind is read as well. */
bool sl_fields_read(const sl_fields *fields, const sl_node *map, const sl_field *table,
                    size_t len, void *record, sl_err *err);

/* The line of node's key, or of the node itself if it has none. */
size_t sl_fields_line(const sl_fields *fields, const sl_node *node);

/* Fails with "FILE:LINE: " in front of the message. */
bool sl_fields_fail(const sl_fields *fields, const sl_node *node, sl_err *err,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Where mistakes are kept, keeps one that is only a warning. */
void sl_fields_warn(const sl_fields *fields, const sl_node *node, const char *format,
                    ...) __attribute__((format(printf, 3, 4)));
/* "FILE:LINE:COLUMN: TEXT" */
void sl_mistake_print(const sl_mistake *mistake, sl_str file, sl_buf *out);

/* Fails for anything but a scalar: an alias has a value, too. */
bool sl_field_scalar(const sl_fields *fields, const sl_node *node, sl_err *err);

/* The number of items of a SEQ; fails for any other node. */
bool sl_fields_count(const sl_fields *fields, const sl_node *node, size_t *len,
                     sl_err *err);
/* Fails for anything but a SEQ of no more than `most` items. */
bool sl_fields_limit(const sl_fields *fields, const sl_node *node, size_t most,
                     sl_err *err);

/* Readers for tables; out has the type named. */
bool sl_field_str(const sl_fields *, const sl_node *, void *out, sl_err *); /* sl_str */
bool sl_field_list(const sl_fields *, const sl_node *, void *out,
                   sl_err *); /* sl_list */
bool sl_field_bool(const sl_fields *, const sl_node *, void *out, sl_err *); /* bool */
bool sl_field_uint(const sl_fields *, const sl_node *, void *out,
                   sl_err *); /* uint32_t */
bool sl_field_double(const sl_fields *, const sl_node *, void *out,
                     sl_err *); /* double */
bool sl_field_level(const sl_fields *, const sl_node *, void *out,
                    sl_err *); /* sl_level */
bool sl_field_globs(const sl_fields *, const sl_node *, void *out,
                    sl_err *); /* sl_list */

#endif
