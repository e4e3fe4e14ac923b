/* place.c - one ARN of a file that lies in another region, or account, than all others,
 * or that no policy grants there. */
#include "aws/account.h"
#include "aws/accounts.h"
#include "base/map.h"
#include "check/xref/access.h"
#include "check/xref/xref.h"

enum { OFTEN = 3, MAX_VALUES = 64 };

typedef struct value {
    sl_str text;
    const sl_aws_fact *first;
    size_t count;
} value;

/* The regions, or accounts, of one file. */
typedef struct spread {
    sl_arn_part part;
    value values[MAX_VALUES];
    size_t len;
} spread;

/* Services that have to lie where they do: certificates and functions of CloudFront. */
static bool bound(sl_str service)
{
    return sl_str_eq(service, sl_lit("acm")) || sl_str_eq(service, sl_lit("wafv2")) ||
           sl_str_eq(service, sl_lit("lambda"));
}

/* An account as a principal: whoever writes it means another one than his, or as well
 * his own; it says nothing of where the file belongs. */
static bool is_account(const sl_arn *arn)
{
    return sl_str_eq(arn->service, sl_lit("iam")) &&
           sl_str_eq(arn->resource, sl_lit("root"));
}

static bool counts(const sl_aws_fact *fact, sl_arn_part part, sl_str *out)
{
    sl_arn arn;

    if (!sl_xref_live(fact) || fact->prose ||
        sl_arn_parse(fact->text, &arn) != SL_ARN_OK)
        return false;
    *out = sl_xref_part(&arn, part);
    if (part == SL_ARN_REGION)
        return !bound(arn.service) && sl_field_of(*out, part) == SL_FIELD_LITERAL;
    return !is_account(&arn) && sl_account_valid(*out) &&
           !sl_account_is_example(*out) &&
           !sl_aws_account_find(*out, &(sl_aws_account){0});
}

static void add(spread *s, sl_str text, const sl_aws_fact *fact)
{
    size_t i = 0;

    while (i < s->len && !sl_str_eq(s->values[i].text, text))
        i++;
    if (i == MAX_VALUES)
        return;
    if (i == s->len)
        s->values[s->len++] = (value){text, fact, 0};
    s->values[i].count++;
}

/* A file that trusts somebody has several accounts on purpose. */
static bool crosses(const sl_survey *survey, sl_str path)
{
    sl_aws_range trusts = sl_survey_aws(survey, SL_AWS_TRUST);

    for (size_t i = 0; i < trusts.len; i++)
        if (sl_str_eq(trusts.at[i].place.path, path))
            return true;
    return false;
}

static void judge(const sl_rule *rule, const sl_survey *survey, sl_sink *sink,
                  const spread *s)
{
    const value *odd = &s->values[0];
    const value *rest = &s->values[1];
    sl_related related[1];

    if (s->len != 2)
        return;
    if (odd->count > rest->count) {
        odd = rest;
        rest = &s->values[0];
    }
    if (odd->count != 1 || rest->count < OFTEN ||
        (s->part == SL_ARN_ACCOUNT && crosses(survey, odd->first->place.path)))
        return;
    related[0] = sl_xref_related(rest->first, "one of the others");
    sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, odd->first),
                    &(sl_spot){&odd->first->place, related, 1},
                    "%s %.*s stands once in this file, %.*s in the other %zu ARNs",
                    sl_arn_part_name(s->part), sl_fmt(odd->text), sl_fmt(rest->text),
                    rest->count);
}

static void judge_files(const sl_rule *rule, sl_facts facts, sl_sink *sink,
                        sl_arn_part part)
{
    sl_aws_range arns = sl_survey_aws(facts.survey, SL_AWS_ARN);
    spread s = {.part = part};
    sl_str text;

    for (size_t i = 0; i < arns.len; i++) {
        if (i > 0 && !sl_str_eq(arns.at[i].place.path, arns.at[i - 1].place.path)) {
            judge(rule, facts.survey, sink, &s);
            s.len = 0;
        }
        if (counts(&arns.at[i], part, &text))
            add(&s, text, &arns.at[i]);
    }
    judge(rule, facts.survey, sink, &s);
}

/* Where the policies are not known in full the nearest one may still say enough. */
static void judge_references(const sl_rule *rule, sl_facts facts, sl_sink *sink,
                             sl_arn_part part)
{
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);
    sl_book book = sl_book_open(facts.survey);

    for (size_t i = 0; i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];
        unsigned right = sl_access_right(&book, ref);
        sl_access access = {0};
        sl_related related[1];

        if (right != 0 && sl_xref_live(ref))
            access = sl_access_of(&book, ref, ref->use, right);
        if (access.nearest && access.coverage == SL_COVERAGE_UNKNOWN &&
            access.differs == 1u << part) {
            related[0] = sl_xref_related(access.nearest, "the policy");
            sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref),
                            &(sl_spot){&ref->place, related, 1},
                            "the policy that opens this agrees in all but the %s",
                            sl_arn_part_name(part));
        }
    }
    sl_book_close(&book);
}

static void search(const sl_rule *rule, sl_facts facts, sl_sink *sink, sl_arn_part part)
{
    if (!sl_xref_whole(facts))
        return;
    judge_files(rule, facts, sink, part);
    judge_references(rule, facts, sink, part);
}

void sl_check_xref_region_mismatch(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    search(rule, facts, sink, SL_ARN_REGION);
}

void sl_check_xref_account_mismatch(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    search(rule, facts, sink, SL_ARN_ACCOUNT);
}
