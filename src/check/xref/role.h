/* role.h - one role under its several names: an ARN, a bare name, "${TaskRole.Arn}",
 * aws_iam_role.task.arn. */
#ifndef SECLINT_CHECK_XREF_ROLE_H
#define SECLINT_CHECK_XREF_ROLE_H

#include "base/arena.h"
#include "rule/survey.h"

/* The name, or the id within its template, that text gives a role by; empty if that
 * is only known at run time. A slice of text. */
sl_str sl_xref_role_name(sl_str text);

/* Do two names mean the same role? A definition that has both makes them one. */
bool sl_xref_same_role(const sl_survey *survey, sl_str a, sl_str b);

/* Has the role the managed policy that a grant belongs to? */
bool sl_xref_attached(const sl_survey *survey, sl_str role, const sl_aws_fact *grant);

/* Has the role (empty: any) a managed policy that may open secrets and that the tree
 * does not show? */
bool sl_xref_has_unseen(const sl_survey *survey, sl_str role);

/* The role with that use that a reference of path runs with: the only one that the same
 * file names. NULL if none is named, or several. */
const sl_aws_fact *sl_xref_role_for(const sl_survey *survey, sl_str path,
                                    sl_aws_use use);

#endif
