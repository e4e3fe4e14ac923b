/* json_path.h - the JSONPath behind "|JP:" of a proc_wrapper location, as far as the
 * reference needs to be understood.
 *
 * Source: jsonpath-ng, which proc_wrapper 6.0.2 reads paths with; what it takes and what
 * it refuses was measured with its release 1.16.0 (tests/unit/aws/json_path_test.c). */
#ifndef SECLINT_AWS_JSON_PATH_H
#define SECLINT_AWS_JSON_PATH_H

#include "base/str.h"

typedef enum sl_path_fault {
    SL_PATH_OK, /* also: beyond what is looked at (operators, filters in backquotes) */
    SL_PATH_EMPTY,
    SL_PATH_ROOTLESS, /* "host": taken, but not the form that is documented, $.host */
    SL_PATH_BROKEN    /* refused */
} sl_path_fault;

/* Linear time. A path with a placeholder ({{ }}, ${ }, < >) is OK. */
sl_path_fault sl_json_path_check(sl_str path);

/* The key of the outermost object that the path reads ("host" of $.host.name and of
 * $['host']); empty if it reads the whole, any key, or one that a placeholder names. */
sl_str sl_json_path_key(sl_str path);

#endif
