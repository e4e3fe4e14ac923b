/* variable.h - variables in policies: ${aws:username}, ${aws:PrincipalTag/team, 'x'}.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags". Other languages
 * write their own placeholders in the same way: who looks at a variable asks first
 * whether it is one of IAM's. */
#ifndef SECLINT_AWS_VARIABLE_H
#define SECLINT_AWS_VARIABLE_H

#include "base/str.h"

typedef enum sl_variable_fault {
    SL_VARIABLE_OK,
    SL_VARIABLE_BRACE, /* not closed before the text ends, or the next one begins */
    SL_VARIABLE_EMPTY, /* ${} or ${ } */
    SL_VARIABLE_BLANK, /* white space beside or in the key */
    SL_VARIABLE_QUOTE, /* the default is not in single quotes, or they are not closed */
    SL_VARIABLE_FAULTS
} sl_variable_fault;

/* Slices of the text. */
typedef struct sl_variable {
    sl_str whole;    /* from "${" up to "}", as far as it goes */
    sl_str key;      /* without white space round it; '*', '?' or '$' of a literal */
    sl_str fallback; /* the default, without its quotes */
    bool has_default;
    bool literal; /* ${*}, ${?}, ${$}: the character itself */
    sl_variable_fault fault;
} sl_variable;

/* The next "${" at or behind *at, which is moved past it. False, with *at at the end, if
 * there is none. */
bool sl_variable_next(sl_str text, size_t *at, sl_variable *out);

/* Is the key one that IAM puts values in for: aws:..., a key of a service or of an identity
 * provider? Not so names of templates ("AWS::Region", "var.x", "self:custom.x"). */
bool sl_variable_is_iam(const sl_variable *variable);

#endif
