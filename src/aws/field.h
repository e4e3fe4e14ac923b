/* field.h - the fields of an ARN one by one: which there are, and what stands in one. */
#ifndef SECLINT_AWS_FIELD_H
#define SECLINT_AWS_FIELD_H

#include "aws/arn.h"

/* In the order of the text. TYPE to SUFFIX are parts of the resource (aws/resource.h). */
typedef enum sl_arn_part {
    SL_ARN_PARTITION,
    SL_ARN_SERVICE,
    SL_ARN_REGION,
    SL_ARN_ACCOUNT,
    SL_ARN_TYPE,
    SL_ARN_NAME,
    SL_ARN_SUFFIX, /* of a secret: the six characters behind the last hyphen */
    SL_ARN_PARTS
} sl_arn_part;

/* "partition", "service", "region", "account", "resource type", "name", "suffix" */
const char *sl_arn_part_name(sl_arn_part part);

typedef enum sl_field_class {
    SL_FIELD_EMPTY,
    SL_FIELD_LITERAL,
    SL_FIELD_WILDCARD,    /* holds '*' or '?' */
    SL_FIELD_PLACEHOLDER, /* holds one of aws/hole.h, or what only a regex would */
    SL_FIELD_WORD,        /* a word that stands for the value: REGION, account-id,
                           * YOUR_ACCOUNT, us-xxx-n, xxxxxxxxxxxx, 1234xxxxxxxx, ... */
    SL_FIELD_EXAMPLE      /* account: one of documentation (aws/account.h) */
} sl_field_class;

/* Of a field that stands as part in an ARN; of parts behind the account no class but
 * the first four is told. */
sl_field_class sl_field_of(sl_str field, sl_arn_part part);

/* LITERAL or EXAMPLE: the value itself, to be judged. */
bool sl_field_concrete(sl_field_class class_);

#endif
