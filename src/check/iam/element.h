/* element.h - the elements of policies and statements, by name.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". Names are
 * case-sensitive. */
#ifndef SECLINT_CHECK_IAM_ELEMENT_H
#define SECLINT_CHECK_IAM_ELEMENT_H

#include "check/check.h"

/* Is key the name of an element of a document, or of a statement? */
bool sl_element_known(sl_str key, bool statement);
/* The name that was meant with one that is not known: the same in another case, or near
 * to it. Empty if there is none. */
sl_str sl_element_meant(sl_str key, bool statement);
/* Has map a key that is not known, but was meant for name? */
bool sl_element_misspelt(const sl_node *map, sl_str name, bool statement);

/* Is there an error in the text round it? What stands behind it may be something else than
 * it seems. */
bool sl_policy_broken(const sl_policy *policy);
/* None of Python or null of JavaScript, in a literal: what is filled in later. */
bool sl_policy_none(const sl_policy *policy, const sl_node *node);
/* Is it what a test expects? Tests name the parts that they look for, and no more. */
bool sl_policy_expected(const sl_policy_view *view);
/* May something of the policy be missing from what was read of it, or was it never meant
 * to be there? What is not there is then nothing to complain about. */
bool sl_policy_torn(const sl_policy_view *view);

#endif
