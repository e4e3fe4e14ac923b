/* read_json.h - a report that was written before, read again as a tree.
 *
 * JSON (RFC 8259) or JSON Lines; nothing is passed over: what is no JSON fails with
 * "FILE:LINE: ...". */
#ifndef SECLINT_REPORT_READ_JSON_H
#define SECLINT_REPORT_READ_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "doc/node.h"

typedef struct sl_json_file {
    sl_str name;
    sl_buf text; /* all spans of the tree are in it */
    sl_arena arena;
    const sl_node *top; /* the value; a SEQ of those of several lines */
    bool lines;         /* it is such a SEQ, or the object of a single line */
} sl_json_file;

/* Free with sl_json_file_close in any case. */
bool sl_json_file_open(const char *path, sl_json_file *out, sl_err *err);
void sl_json_file_close(sl_json_file *file);

/* "FILE:LINE: ..." of a node. Returns false. */
bool sl_json_file_fail(const sl_json_file *file, const sl_node *node, sl_err *err,
                       const char *what);

/* The value below keys, "tool.driver.name"; NULL if there is none. */
const sl_node *sl_json_below(const sl_node *map, const char *keys);
/* A string below keys; empty if there is none. */
sl_str sl_json_string(const sl_node *map, const char *keys);
/* A whole number that is not negative; 0 if there is none. */
size_t sl_json_number(const sl_node *map, const char *keys);
bool sl_json_true(const sl_node *map, const char *keys);
/* A value as it is written, quotes and all. */
sl_str sl_json_written(const sl_json_file *file, const sl_node *node);

#endif
