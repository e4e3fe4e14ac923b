/* ssm_parameter.c - ARNs of parameters: "parameter/" and the name without the slash
 * that it may begin with. Source: AWS Systems Manager User Guide, "Restricting access
 * to parameters using IAM policies". */
#include "check/arn/ssm_parameter.h"

#include "check/arn/each.h"
#include "check/arn/expected.h"

enum { MAX_NAME = 48 };

sl_ssm_fault sl_ssm_parameter_fault(const sl_arn *arn)
{
    sl_arn_service service;
    sl_str word = sl_arn_word(arn);
    sl_str rest = sl_str_skip(arn->resource, word.len);
    sl_str near;

    if (!sl_str_eq(arn->service, sl_lit("ssm")) || !sl_arn_expected(arn, &service))
        return SL_SSM_OK;
    if (sl_str_eq(word, sl_lit("parameter"))) {
        if (sl_str_starts(rest, sl_lit("//")))
            return SL_SSM_SLASHES;
        return sl_str_starts(rest, sl_lit(":")) ? SL_SSM_COLON : SL_SSM_OK;
    }
    if (sl_str_starts(word, sl_lit("/"))) /* the name as it is, slash and all */
        return SL_SSM_UNTYPED;
    if (sl_field_of(word, SL_ARN_TYPE) != SL_FIELD_LITERAL ||
        sl_type_word_known(&service, word) || sl_type_word_near(&service, word, &near))
        return SL_SSM_OK; /* known, open, or misspelled: check/arn/resource_type.c */
    return SL_SSM_UNTYPED;
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_str resource = seen->arn.resource;
    sl_str name = sl_str_drop(resource, sl_lit("/"));

    switch (sl_ssm_parameter_fault(&seen->arn)) {
    case SL_SSM_SLASHES:
        sl_arn_hit(
            report, seen, resource, SL_LEVEL_OFF,
            "parameter//... names no parameter: the slash that a name begins with "
            "is left out behind parameter/");
        break;
    case SL_SSM_COLON:
        sl_arn_hit(report, seen, resource, SL_LEVEL_OFF,
                   "the ARN of a parameter has parameter/ before the name, not "
                   "parameter:");
        break;
    case SL_SSM_UNTYPED:
        if (sl_str_starts(name, sl_lit("secret:"))) {
            sl_arn_hit(report, seen, resource, SL_LEVEL_OFF,
                       "ssm has parameters and no secrets: the service of a secret is "
                       "secretsmanager");
            break;
        }
        sl_arn_hit(report, seen, resource, SL_LEVEL_OFF,
                   "parameter/ is missing before the name: write parameter/%.*s%s",
                   sl_fmt(sl_str_sub(name, 0, MAX_NAME)),
                   name.len > MAX_NAME ? "..." : "");
        break;
    case SL_SSM_OK: break;
    }
}

void sl_check_arn_ssm_parameter(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge);
}
