/* explain_place.h - `seclint explain PATH:LINE`: why a line is, or is not, reported. */
#ifndef SECLINT_CLI_EXPLAIN_PLACE_H
#define SECLINT_CLI_EXPLAIN_PLACE_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"

/* Is the operand a path and a line, "deploy/.env:3", perhaps with a column behind it? */
bool sl_explain_is_place(sl_str operand);

/* Scans the working tree around us (or the one file, outside of a repository) and
 * appends one table to *out: which rules looked at the line, and which gate decided. */
bool sl_explain_place(const sl_options *options, sl_buf *out, sl_err *err);

#endif
