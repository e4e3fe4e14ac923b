/* position.h - places in a document as a client counts them: lines and columns from 0,
 * columns in the units that were agreed on (PositionEncodingKind of LSP 3.17). */
#ifndef SECLINT_LSP_POSITION_H
#define SECLINT_LSP_POSITION_H

#include "doc/node.h"
#include "text/json.h"
#include "text/lines.h"

typedef enum sl_units { SL_UNITS_UTF16, SL_UNITS_UTF8, SL_UNITS_UTF32 } sl_units;

/* "utf-16", "utf-8", "utf-32" */
const char *sl_units_name(sl_units units);

/* The offset of a Position. A column past the end of its line is that end, a line past the
 * last one the end of the text; inside of a character it is its beginning. */
size_t sl_position_offset(const sl_lines *lines, size_t line, size_t column,
                          sl_units units);
/* The units from the start of text to its end. */
size_t sl_position_columns(sl_str text, sl_units units);
/* The column, from 0, of a position of text/lines.h. */
size_t sl_position_column(const sl_position *position, sl_units units);

/* The offsets of a Range; false if node is none. end is never before start. */
bool sl_position_range(const sl_lines *lines, const sl_node *node, sl_units units,
                       sl_span *out);

/* Writes a Range. */
void sl_position_write(sl_json *json, size_t line, size_t column, size_t end_line,
                       size_t end_column);

#endif
