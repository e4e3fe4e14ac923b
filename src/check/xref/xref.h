/* xref.h - what the checks across files share. */
#ifndef SECLINT_CHECK_XREF_XREF_H
#define SECLINT_CHECK_XREF_XREF_H

#include "aws/field.h"
#include "check/check.h"

/* Can anything be said of the tree as a whole? Not where only changes were read, nor
 * where there are more than SL_MAX_XREF pairs of references and grants. */
bool sl_xref_whole(sl_facts facts);
/* Are those pairs too many? */
bool sl_xref_too_many(const sl_survey *survey);

/* Does the fact speak of the project as it runs: no comment, no test? */
bool sl_xref_live(const sl_aws_fact *fact);

/* The level of a finding: that of the rule (or level, unless SL_LEVEL_OFF), one lower in
 * prose. */
sl_level sl_xref_level(const sl_rule *rule, sl_level level, const sl_aws_fact *fact);

/* "region and account" for a set of 1 << sl_arn_part. Text in the arena. */
sl_str sl_xref_parts(sl_arena *arena, unsigned parts);

/* The part of an ARN, for messages. */
sl_str sl_xref_part(const sl_arn *arn, sl_arn_part part);

/* The place of a fact, for sl_sink_between. */
sl_related sl_xref_related(const sl_aws_fact *fact, const char *message);

/* text cut so that it can be quoted in a message. */
sl_str sl_xref_quote(sl_str text);

/* "production", "staging", "development", "test": the environment that a text names by
 * one of its words; NULL if it names none, or several. */
const char *sl_xref_environment(sl_str text);

#endif
