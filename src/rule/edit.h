/* edit.h - a change to a file that settles findings, for reports that can carry it. */
#ifndef SECLINT_RULE_EDIT_H
#define SECLINT_RULE_EDIT_H

#include "base/str.h"

/* Lines [line, line + replaced) of path, from 1, give way to text, which ends with its
 * line end. replaced 0: text goes before that line, or behind the last one. */
typedef struct sl_edit {
    sl_str path;
    size_t line;
    size_t replaced;
    size_t columns; /* UTF-16 units of the last of them if it has no line end, else 0 */
    sl_str text;
} sl_edit;

typedef struct sl_edits {
    const sl_edit *at;
    size_t len;
} sl_edits;

#endif
