/* source_ip.c - addresses in conditions that no request comes from, or that say more than
 * they mean.
 * Source: IAM User Guide, "AWS global condition context keys" (aws:SourceIp is the public
 * address; through a VPC endpoint it is not there, and aws:VpcSourceIp is). */
#include "aws/condition.h"
#include "check/iam/policy_hit.h"
#include "text/cidr.h"

void sl_check_iam_private_source_ip(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        sl_condition c = {0};

        while (
            sl_condition_on(&view->policy->statements[i], sl_lit("aws:SourceIp"), &c)) {
            const sl_node *value = NULL;
            sl_cidr cidr;

            while (c.operator.family !=
                   SL_OPERATOR_NULL &&(value = sl_text_next(c.node, value)) != NULL)
                if (sl_cidr_parse(value->value, &cidr) && sl_cidr_private(&cidr))
                    sl_policy_hit(view, value, SL_LEVEL_OFF,
                                  "aws:SourceIp is a public address, never one of "
                                  "%.*s: for a VPC take aws:VpcSourceIp with "
                                  "aws:SourceVpc",
                                  sl_fmt(sl_policy_quote(value)));
        }
    }
}

static void judge_bits(const sl_policy_view *view, const sl_node *value)
{
    sl_cidr cidr;
    sl_buf network = {0};

    if (!sl_cidr_parse(value->value, &cidr) || !sl_cidr_host_bits(&cidr))
        return;
    sl_cidr_network(&cidr, &network);
    sl_policy_hit(view, value, SL_LEVEL_OFF,
                  "%.*s is the whole range %s: write that, or one address with /%u",
                  sl_fmt(sl_policy_quote(value)), network.ptr, (unsigned)cidr.len * 8);
    sl_buf_free(&network);
}

void sl_check_iam_cidr_host_bits(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        sl_condition c = {0};

        while (sl_condition_next(&view->policy->statements[i], &c)) {
            const sl_node *value = NULL;

            while (c.operator.known && c.operator.family ==
                   SL_OPERATOR_IP &&(value = sl_text_next(c.node, value)) != NULL)
                judge_bits(view, value);
        }
    }
}
