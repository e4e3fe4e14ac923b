/* secret_ref_work.h - what the readers of the forms share; for secret_ref*.c only. */
#ifndef SECLINT_AWS_SECRET_REF_WORK_H
#define SECLINT_AWS_SECRET_REF_WORK_H

#include "aws/secret_ref.h"

/* Index of the first c outside placeholders at or behind from, or text.len. */
size_t sl_ref_chr(sl_str text, size_t from, char c);

void sl_ref_fault_add(sl_secret_ref *ref, sl_ref_fault fault, sl_str at);

/* Reads text as an ARN: sets arn, and of the ARN of a secret name, suffix and secret; *rest
 * is what follows the name (":json-key:stage:id") and is not in arn.whole. Returns false,
 * with nothing set, if text is no ARN. */
bool sl_ref_arn(sl_secret_ref *ref, sl_str text, sl_str *rest);

/* Sets json_key, stage and version from "key:stage:id", and the fault of two of them. */
void sl_ref_tail(sl_secret_ref *ref, sl_str tail);

/* The text behind "CODE:" of the provider, or all of it; *code is set if it is there. */
sl_str sl_ref_without_code(sl_provider provider, sl_str text, sl_str *code);
/* Sets path and json_key, and the fault of a path that is none. */
void sl_ref_read_path(sl_secret_ref *ref, sl_str path);
/* Reads ref->address of a location as its provider does. */
void sl_ref_read_address(sl_secret_ref *ref, bool top_level);

#endif
