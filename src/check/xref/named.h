/* named.h - what a reference or a policy names by less than an ARN: by the id that it has
 * in its template, or by its name alone. */
#ifndef SECLINT_CHECK_XREF_NAMED_H
#define SECLINT_CHECK_XREF_NAMED_H

#include "base/arena.h"
#include "base/map.h"
#include "rule/survey.h"

/* The secrets of a survey by their ids. */
typedef struct sl_xref_ids {
    sl_aws_range secrets;
    sl_map by_id; /* number of the first one, from 1 */
    sl_arena keys;
} sl_xref_ids;

/* To be freed by the caller. */
sl_xref_ids sl_xref_ids_of(const sl_survey *survey);
void sl_xref_ids_free(sl_xref_ids *ids);

/* The secret or parameter that the text of a fact names by an id, "${Db}" or
 * "${aws_ssm_parameter.db.arn}", with whatever behind it. It is defined in the same
 * template of CloudFormation, or the same folder of Terraform. NULL: none is. */
const sl_aws_fact *sl_xref_secret(const sl_xref_ids *ids, const sl_aws_fact *fact);

/* What stands for partition, region and account where only a name is known: a
 * placeholder, so that it holds no colon. */
#define SL_XREF_HERE "<here>"

/* The text of a fact as an ARN, in the arena where it is no slice of the fact: of a name
 * with SL_XREF_HERE; a secret without a known name is a placeholder. Of a grant: its
 * pattern, whatever it is. Of a reference empty if nobody knows what it names. */
sl_str sl_xref_named(const sl_xref_ids *ids, sl_arena *arena, const sl_aws_fact *fact);

/* A pattern as it reads for a name without a place: the same in those three fields. Other
 * texts than ARNs are left alone. */
sl_str sl_xref_anywhere(sl_arena *arena, sl_str pattern);

#endif
