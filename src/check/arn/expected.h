/* expected.h - what the fields of an ARN ought to be, by the table of the services. */
#ifndef SECLINT_CHECK_ARN_EXPECTED_H
#define SECLINT_CHECK_ARN_EXPECTED_H

#include "aws/arn.h"
#include "aws/regions.h"
#include "aws/resources.h"

/* Is the partition one of Amazon's, or left open? The ARNs of others (MinIO's
 * "arn:minio:...") follow rules of their own. */
bool sl_arn_amazon(const sl_arn *arn);

/* The service of an ARN of Amazon's, with what region and account may be for its type of
 * resource. False: the field is no literal, or not in the table. */
bool sl_arn_expected(const sl_arn *arn, sl_arn_service *out);

/* The word that says of which type the resource is (sl_type_word); empty if a part of it
 * is left open: a placeholder begins in it, or it is a piece of a regex or a format. */
sl_str sl_arn_word(const sl_arn *arn);

/* A bucket, or an object in one: the ARNs of S3 that have neither region nor account. */
bool sl_arn_is_bucket(const sl_arn *arn);

#endif
