/* account.c - account ids that are a slip of another one which the tree uses. */
#include "aws/account.h"

#include "base/map.h"
#include "check/xref/xref.h"

#include <stdlib.h>

/* An account id as it stands in ARNs and account_id settings. */
typedef struct use {
    sl_str account;
    const sl_aws_fact *first; /* where; the first that is live, if any is */
    size_t live;
    size_t all;
} use;

SL_VEC(use_vec, use);

typedef struct counting {
    sl_map by_account; /* index + 1 */
    use_vec uses;
} counting;

static sl_str account_of(const sl_aws_fact *fact)
{
    sl_arn arn;

    if (fact->kind == SL_AWS_ACCOUNT)
        return fact->text;
    return sl_arn_parse(fact->text, &arn) == SL_ARN_OK ? arn.account : (sl_str){0};
}

static void count(counting *c, sl_aws_range facts)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_aws_fact *fact = &facts.at[i];
        sl_str account = account_of(fact);
        bool live = sl_xref_live(fact) && !fact->prose;
        void **known;
        use *at;

        if (account.len < 9 || account.len > 14 || !sl_account_numeric(account))
            continue;
        known = sl_map_put(&c->by_account, account);
        if (!*known) {
            *sl_vec_push(&c->uses) = (use){.account = account, .first = fact};
            *known = (void *)(uintptr_t)c->uses.len;
        }
        at = &c->uses.at[(uintptr_t)*known - 1];
        if (live && at->live == 0)
            at->first = fact;
        at->live += live;
        at->all++;
    }
}

static void count_all(counting *c, const sl_survey *survey)
{
    *c = (counting){0};
    count(c, sl_survey_aws(survey, SL_AWS_ARN));
    count(c, sl_survey_aws(survey, SL_AWS_ACCOUNT));
    count(c, sl_survey_aws(survey, SL_AWS_MENTION));
}

static void forget(counting *c)
{
    sl_map_free(&c->by_account);
    sl_vec_free(&c->uses);
}

enum { OFTEN = 3, MAX_ACCOUNTS = 2000 };

/* Is a the slip and b what was meant? Of two ids that are well-formed it is the one that
 * stands once, when the other one stands often and is nobody's example. */
static bool slip_of(const use *a, const use *b)
{
    if (a == b || !sl_account_valid(b->account) || sl_account_is_example(b->account) ||
        !sl_account_near(a->account, b->account))
        return false;
    if (!sl_account_valid(a->account)) /* in one file arn-account-id says it */
        return !sl_str_eq(a->first->place.path, b->first->place.path);
    return a->all == 1 && b->all >= OFTEN && !sl_account_is_example(a->account);
}

/* Is it the other one without the zeros in front? */
static bool lost_zero(sl_str account, sl_str whole)
{
    size_t zeros = 0;

    while (zeros < whole.len && whole.ptr[zeros] == '0')
        zeros++;
    return zeros > 0 && sl_account_valid(whole) &&
           sl_str_eq(sl_str_skip(whole, zeros), account);
}

static void report(const sl_rule *rule, sl_sink *sink, const use *slip,
                   const use *meant, bool zero)
{
    sl_related related[] = {sl_xref_related(meant->first, "the other account id")};

    if (slip->live == 0 && !slip->first->prose)
        return; /* commented out, or of a test */
    sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, slip->first),
                    &(sl_spot){&slip->first->place, related, 1},
                    "account id %.*s is %s %.*s%s", sl_fmt(slip->account),
                    zero ? "the number" : "one slip away from", sl_fmt(meant->account),
                    zero ? " without its leading zero: quote it"
                         : ", which the tree uses elsewhere");
}

static void search(const sl_rule *rule, sl_facts facts, sl_sink *sink, bool zeros)
{
    counting c;

    if (!sl_xref_whole(facts))
        return;
    count_all(&c, facts.survey);
    for (size_t i = 0; i < c.uses.len && c.uses.len <= MAX_ACCOUNTS; i++) {
        const use *slip = &c.uses.at[i];

        for (size_t k = 0; k < c.uses.len; k++) {
            const use *meant = &c.uses.at[k];
            bool zero = lost_zero(slip->account, meant->account);

            if (zeros && zero) {
                report(rule, sink, slip, meant, true);
                break;
            }
            if (!zeros && !zero && slip_of(slip, meant)) {
                report(rule, sink, slip, meant, false);
                break;
            }
        }
    }
    forget(&c);
}

void sl_check_xref_account_near_miss(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    search(rule, facts, sink, false);
}

void sl_check_xref_account_leading_zero(const sl_rule *rule, sl_facts facts,
                                        sl_sink *sink)
{
    search(rule, facts, sink, true);
}
