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

/* Must each request meet a condition on a key of these kinds, with values that not
 * everybody can have? Values that a template fills in count as such. */
bool sl_statement_narrowed(const sl_statement *statement, unsigned kinds);

/* Does a Deny of the policy shut out whom the statement lets in too much: everybody but
 * those who meet a condition on a key of these kinds, or but those it names? */
bool sl_policy_denies_rest(const sl_policy_view *view, const sl_statement *statement,
                           unsigned kinds);

#endif
