/* service.c - the service field of an ARN: one that there is, and no wildcard in it.
 * Sources: Service Authorization Reference; IAM User Guide, "IAM JSON policy elements:
 * Resource". */
#include "check/arn/each.h"
#include "check/arn/expected.h"

static void judge_name(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_str name = seen->arn.service;
    sl_arn_service near;

    if (seen->fault != SL_ARN_OK || sl_arn_in_principal(seen) ||
        !sl_arn_amazon(&seen->arn) ||
        sl_field_of(name, SL_ARN_SERVICE) != SL_FIELD_LITERAL ||
        sl_arn_service_find(name, &near))
        return;
    if (sl_arn_service_near(name, &near))
        sl_arn_hit(report, seen, name, SL_LEVEL_OFF,
                   "no service is called %.*s in ARNs; did you mean %.*s?",
                   sl_fmt(sl_arn_quote(name)), sl_fmt(near.name));
    else
        sl_arn_hit(report, seen, name, SL_LEVEL_OFF,
                   "no service is called %.*s in ARNs", sl_fmt(sl_arn_quote(name)));
}

void sl_check_arn_service(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge_name);
}

/* Patterns of conditions and of code may leave the service open, resources may not. */
static void judge_wildcard(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_str name = seen->arn.service;

    if (sl_arn_in_resource(seen) &&
        sl_field_of(name, SL_ARN_SERVICE) == SL_FIELD_WILDCARD)
        sl_arn_hit(report, seen, name, SL_LEVEL_OFF,
                   "the service of a resource may hold no wildcard, here stands %.*s",
                   sl_fmt(sl_arn_quote(name)));
}

void sl_check_arn_service_wildcard(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge_wildcard);
}
