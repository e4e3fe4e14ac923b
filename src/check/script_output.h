/* script_output.h - what a script writes to its standard output, statement by
 * statement, without a grammar of its language. */
#ifndef SECLINT_CHECK_SCRIPT_OUTPUT_H
#define SECLINT_CHECK_SCRIPT_OUTPUT_H

#include "base/str.h"

/* One echo, printf or print. */
typedef struct sl_script_output {
    sl_str value;    /* the last word: without its quotes, or as written */
    size_t words;    /* behind the options; a printf's format counts if it is the only
                      * one; 0: nothing that could be read */
    bool quoted;     /* the whole last word is */
    bool redirected; /* into a file, another program, or standard error */
} sl_script_output;

/* The next such statement in text behind *at, which moves on; false at the end.
 * Comments are passed over. A statement begins a line or stands behind ';', '&', '|',
 * "then", "do" or "else"; quotes may not span lines. */
bool sl_script_next_output(sl_str text, size_t *at, sl_script_output *out);

#endif
