/* hole.h - placeholders in ARNs: what somebody or something fills in later.
 *
 * <region>, [region], {region}, {{ region }}, ${region}, #{region}, &{region},
 * %{region}, $(region), $REGION, %s, %1$s, %(region)s, <%= region %>, &lt;region&gt;,
 * (the region): the
 * forms of documentation, shells, Terraform, CloudFormation, Serverless, Jinja, ERB,
 * Helm and of the formatting functions of programming languages. */
#ifndef SECLINT_AWS_HOLE_H
#define SECLINT_AWS_HOLE_H

#include "base/str.h"

/* The length of the placeholder that begins at text[at], with the blanks, colons and
 * brackets in it; 0 if none does. None runs over the end of a line, or is longer than
 * SL_MAX_HOLE. $LATEST and the like are names that AWS gave, and HTML tags are none. */
size_t sl_hole_at(sl_str text, size_t at);

/* Can a placeholder begin with c? Asked about every byte of every value, by every check. */
static inline bool sl_hole_may_begin(char c)
{
    switch (c) {
    case '<':
    case '[':
    case '(':
    case '{':
    case '$':
    case '#':
    case '%':
    case '&': return true;
    default: return false;
    }
}

bool sl_hole_in(sl_str text);

/* The same placeholder, but for blanks? */
bool sl_hole_eq(sl_str a, sl_str b);

#endif
