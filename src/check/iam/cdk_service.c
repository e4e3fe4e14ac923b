/* cdk_service.c - services that the CDK is given as principals and that there are not,
 * outside of statements: the class ServicePrincipal of who may assume a role.
 * Source: AWS CDK API reference, aws-cdk-lib.aws_iam, class ServicePrincipal. */
#include "aws/cdk_argument.h"
#include "aws/hole.h"
#include "aws/principals.h"
#include "check/check.h"
#include "check/prose.h"
#include "check/setting.h"

/* Is it the principal of a statement that was read? Then iam-principal-form has it. */
static bool in_policy(sl_doc *doc, sl_span span)
{
    sl_policies policies = sl_doc_policies(doc);

    for (size_t i = 0; i < policies.len; i++) {
        sl_span all = policies.at[i].node->span;

        if (span.start >= all.start && span.end <= all.end)
            return true;
    }
    return false;
}

static void judge(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_str name)
{
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, name)};
    sl_service_principal known;

    /* a name without a dot gets its suffix from the CDK */
    if (sl_str_chr(name, '.') == SIZE_MAX || sl_hole_in(name) ||
        sl_service_principal_find(name, &known) ||
        !sl_service_principal_near(name, &known) || in_policy(doc, hit.span))
        return;
    hit.level = sl_prose_level(doc, hit.span.start, rule->level);
    if (sl_setting_of(doc->blob->path) == SL_SETTING_TRIAL && hit.level > SL_LEVEL_NOTE)
        hit.level--;
    sl_sink_hit(sink, doc, &hit, "no service %.*s is known: did you mean %.*s?",
                sl_fmt(name), sl_fmt(known.name));
}

void sl_check_iam_cdk_service(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    static const char *const classes[] = {"ServicePrincipal"};
    size_t at = 0;
    sl_str name;

    while (!sink->full && sl_cdk_argument_next(doc->text, classes, 1, &at, &name))
        judge(rule, doc, sink, name);
}
