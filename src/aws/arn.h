/* arn.h - Amazon Resource Names, in policies, configuration and prose.
 *
 * Source: AWS General Reference, "Amazon Resource Names": six fields, split at
 * the first five colons. Placeholders (<region>, {{ x }}, ${x}, [x], %s) are
 * units of their own and never errors. */
#ifndef SECLINT_AWS_ARN_H
#define SECLINT_AWS_ARN_H

#include "base/str.h"

/* Slices of the text that it was found in. */
typedef struct sl_arn {
    sl_str whole;
    sl_str partition;
    sl_str service;
    sl_str region;
    sl_str account;
    sl_str resource; /* may hold further colons */
} sl_arn;

/* The next ARN at or behind *at, which is moved past it. Returns false, with *at
 * at the end, if there is none. A text with fewer than six fields is no ARN. */
bool sl_arn_next(sl_str text, size_t *at, sl_arn *out);

#endif
