/* claim.h - what the conditions of a statement ask of a token of OpenID Connect. */
#ifndef SECLINT_CHECK_IAM_CLAIM_H
#define SECLINT_CHECK_IAM_CLAIM_H

#include "aws/condition.h"

/* Which claims some condition gives values for that are not only wildcards. */
typedef struct sl_claims {
    bool subject;  /* sub */
    bool audience; /* aud, app_id, azp */
    bool other;    /* repository, job_workflow_ref, email ... */
    bool negated;  /* a claim is only said not to be something */
} sl_claims;

sl_claims sl_claims_of(const sl_statement *statement);

/* The next condition that lists values for the subject; begin with a zeroed one. */
bool sl_subject_next(const sl_statement *statement, sl_condition *condition);

#endif
