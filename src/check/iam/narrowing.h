/* narrowing.h - which conditions keep strangers out that a principal lets in.
 *
 * Sources: IAM User Guide, "AWS global condition context keys"; Amazon S3 User Guide,
 * "The meaning of 'public'", which names the keys and the values that count. */
#ifndef SECLINT_CHECK_IAM_NARROWING_H
#define SECLINT_CHECK_IAM_NARROWING_H

#include "aws/condition.h"
#include "check/check.h"

/* What a condition is about. */
enum {
    SL_NARROWS_CALLER =
        1, /* who calls: organization, account, ARN, identity provider */
    SL_NARROWS_SOURCE = 2, /* on whose behalf a service calls */
    SL_NARROWS_PATH = 4,   /* from where: network, access point, mount target */
    SL_NARROWS_SECRET = 8, /* what only the invited know: sts:ExternalId */
    SL_NARROWS_ALL = 15
};

/* What the key says of the caller whatever its value; 0: nothing. */
unsigned sl_key_narrows(sl_str key);

/* Has the condition values, and are they such that not everybody can have them? Values
 * that a template fills in count as such. */
bool sl_condition_narrow(const sl_condition *condition);

/* Must each request meet a condition on a key of these kinds, with values that not
 * everybody can have? Values that a template fills in count as such. */
bool sl_statement_narrowed(const sl_statement *statement, unsigned kinds);

/* The Denies of a policy that take in everybody but those who meet a condition on a key
 * of these kinds, or but those they name: what is left of an Allow for everybody. */
typedef struct sl_exceptions {
    const sl_statement *const *at;
    size_t len;
} sl_exceptions;

/* Lives in the document's arena. */
sl_exceptions sl_policy_exceptions(const sl_policy_view *view, unsigned kinds);
/* Does one of them take in all actions of the statement? Also true if there was too
 * much to compare. */
bool sl_exceptions_cover(const sl_policy_view *view, const sl_exceptions *exceptions,
                         const sl_statement *statement);

#endif
