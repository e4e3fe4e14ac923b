/* access.h - can what a reference names be read: which policies apply, and do they take
 * it in? (aws/coverage.h) */
#ifndef SECLINT_CHECK_XREF_ACCESS_H
#define SECLINT_CHECK_XREF_ACCESS_H

#include "check/xref/book.h"

/* The policies that a reference is judged by: the narrowest set that there is. */
typedef enum sl_access_by {
    SL_ACCESS_NONE, /* there are no policies */
    SL_ACCESS_ROLE, /* those of the role that the reader runs with */
    SL_ACCESS_FILE, /* those of the same file */
    SL_ACCESS_TREE  /* all */
} sl_access_by;

typedef struct sl_access {
    sl_coverage coverage; /* UNKNOWN also if there is nothing to judge by */
    sl_access_by by;
    const sl_aws_fact
        *nearest;     /* the grant that takes the reference in, or comes nearest
                                 * to it; NULL: none */
    unsigned differs; /* by which parts nearest fails: bits 1 << sl_arn_part */
    sl_str role;      /* ROLE: its name */
} sl_access;

/* The right that reading what the reference names takes; 0 if that is not known. */
unsigned sl_access_right(sl_book *book, const sl_aws_fact *reference);

/* use: who reads; that of the reference as a rule. right: which one is asked about.
 * Prose, tests and comments grant nothing to what is none. */
sl_access sl_access_of(sl_book *book, const sl_aws_fact *reference, sl_aws_use use,
                       unsigned right);

/* The role that ECS, or the program in the container, reads the reference with may not,
 * but the other one of the task may: *other says by what. */
bool sl_access_misplaced(sl_book *book, const sl_aws_fact *reference, sl_access *other);

/* Does the policy of some secret (right: SL_AWS_READ_SECRET) or key (SL_AWS_DECRYPT) name
 * the role, so that it needs no policy of its own? Which secret is not looked at. */
bool sl_access_by_resource(const sl_survey *survey, const sl_aws_fact *reference,
                           sl_str role, unsigned right);

/* May a grant take the reference in? */
bool sl_access_may(sl_book *book, const sl_aws_fact *grant,
                   const sl_aws_fact *reference);

#endif
