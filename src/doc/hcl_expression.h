/* hcl_expression.h - where an expression of plain HCL ends, and what the grammar makes
 * of it. Line ends mean nothing in it, as in the grammar. */
#ifndef SECLINT_DOC_HCL_EXPRESSION_H
#define SECLINT_DOC_HCL_EXPRESSION_H

#include "doc/hcl_read.h"
#include "doc/hcl_scan.h"

typedef struct sl_hcl_expression {
    sl_span span;     /* without parentheses round all of it */
    sl_hcl_role role; /* SL_HCL_STRING, _PLAIN, _TUPLE, _OBJECT, _CALL, _FOR, _CHOICE,
                       * or _OTHER: a name, or what is computed */
    bool parts;       /* the tree of it is more than one SCALAR */
} sl_hcl_expression;

/* Each returns false if something else stands at s->at, which then may have moved. */

bool sl_hcl_take_expression(sl_hcl_scan *s, sl_hcl_expression *out);
/* One that is no "a ? b : c", unless in parentheses. */
bool sl_hcl_take_operation(sl_hcl_scan *s, sl_hcl_expression *out);
/* "[for a, b in c :" or with a brace, without what follows. */
bool sl_hcl_take_for(sl_hcl_scan *s);
/* Key and sign of a pair of an object. */
bool sl_hcl_take_pair(sl_hcl_scan *s, sl_span *key);
/* What parts the pair before from the next, if there is one. */
bool sl_hcl_take_pair_end(sl_hcl_scan *s);
bool sl_hcl_take_ellipsis(sl_hcl_scan *s);
/* Is the bracket here that of a for expression? */
bool sl_hcl_begins_for(const sl_hcl_scan *s);
/* Is something made of the value that ends here: a[0], a.b, a + b, a ? b : c? */
bool sl_hcl_goes_on(sl_hcl_scan *s);

#endif
