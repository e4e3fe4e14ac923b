/* arn.h - Amazon Resource Names, in policies, configuration and prose.
 *
 * Source: AWS General Reference, "Amazon Resource Names": six fields, split at
 * the first five colons. Placeholders (aws/hole.h) are units of their own, whatever
 * stands in them, and never errors. */
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

/* What is wrong with the form of an ARN, the first that applies. */
typedef enum sl_arn_fault {
    SL_ARN_OK,
    SL_ARN_NONE,     /* does not begin with "arn:" in any case: no ARN at all */
    SL_ARN_PREFIX,   /* begins with "ARN:" or "Arn:" */
    SL_ARN_FIELDS,   /* fewer than six fields */
    SL_ARN_BLANK,    /* white space in the first five fields, or before the resource */
    SL_ARN_FIELD,    /* no partition, or no service */
    SL_ARN_RESOURCE, /* the resource is empty, or begins with a colon */
    SL_ARN_CASE      /* capitals in the service */
} sl_arn_fault;

/* Reads a token that is an ARN and nothing else: no byte of it is left out, blanks
 * at its ends included. Fills *out as far as there are fields (the last one that there
 * is holds the rest; the others are empty), whatever the answer. More than SL_MAX_ARN
 * bytes are SL_ARN_NONE. */
sl_arn_fault sl_arn_parse(sl_str token, sl_arn *out);

/* How many of the six fields the token has, "arn" included. */
size_t sl_arn_fields(sl_str token);

/* The next ARN at or behind *at, which is moved past it. Returns false, with *at
 * at the end, if there is none. A text with fewer than six fields, another
 * prefix than "arn:", or without partition, service or resource is no ARN. */
bool sl_arn_next(sl_str text, size_t *at, sl_arn *out);

/* The next token that was meant for an ARN: "arn:" in any case at the start of a word,
 * a field that is not empty and another, up to white space, quotes, '|', an unbalanced bracket
 * and the like. The same contract; *fault says what is wrong with it. */
bool sl_arn_like_next(sl_str text, size_t *at, sl_arn *out, sl_arn_fault *fault);

#endif
