/* reach.h - how much of what an action works on the Resource of a statement takes in.
 *
 * Told from the ARN templates of the resource types that the action needs; of half of
 * those that it takes, if it needs none of them in particular. */
#ifndef SECLINT_AWS_REACH_H
#define SECLINT_AWS_REACH_H

#include "aws/policy.h"
#include "aws/resources.h"
#include "base/limits.h"

/* In ascending order. */
typedef enum sl_reach {
    SL_REACH_UNKNOWN, /* left to a template, or to a run time */
    SL_REACH_SOME,    /* some resources, or none */
    SL_REACH_OTHERS,  /* all but those of NotResource */
    SL_REACH_ACCOUNT, /* whatever its name, in one account or region, or in those of a
                       * pattern or placeholder */
    SL_REACH_ALL      /* "*", or ARNs like arn:aws:s3:::* that are as much */
} sl_reach;

/* Of one value of Resource. */
sl_reach sl_resource_reach(sl_str pattern, const sl_action *action);

/* What of a statement's resources may take in much, told once for all its actions. Of
 * very many patterns only the first SL_MAX_WIDE are kept. */
typedef struct sl_wide {
    const sl_node *others; /* the element NotResource, if that is what follows */
    const sl_node *star;   /* "*", or NULL */
    const sl_node *at[SL_MAX_WIDE]; /* values with other wildcards */
    size_t len;
    bool open; /* a value is, or there is neither element */
} sl_wide;

sl_wide sl_wide_of(const sl_statement *statement);

/* The widest of them, and which that is (*where may be NULL; untouched for SOME and
 * UNKNOWN). UNKNOWN: none is wider than SOME, and one is open. NotResource: OTHERS, or
 * SOME if a value of it reaches as far as ACCOUNT. */
sl_reach sl_wide_reach(const sl_wide *wide, const sl_action *action,
                       const sl_node **where);

/* How much work that is, in comparisons with templates (roughly; at least 1). */
size_t sl_wide_cost(const sl_wide *wide);

/* Does a pattern take in every text of a template, whatever stands in its holes
 * ("${Name}")? '*' takes any text, '?' one byte, but not a hole. At most the product
 * of the lengths. */
bool sl_pattern_takes(sl_str pattern, sl_str template_);

#endif
