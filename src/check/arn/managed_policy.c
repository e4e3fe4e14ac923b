/* managed_policy.c - policies of AWS that there are not under this name or path: what is
 * attached fails when it is deployed. Names that are merely unknown may be new.
 * Sources: AWS Managed Policy Reference; the table of aws/managed.h. */
#include "aws/account.h"
#include "aws/hole.h"
#include "aws/managed.h"
#include "check/arn/each.h"

/* Is the text a name without anything left open? */
static bool is_plain(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool word =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (!word && sl_str_chr(sl_lit("/_-+=,.@"), c) == SIZE_MAX)
            return false;
    }
    return text.len > 0;
}

typedef struct split {
    sl_str path, name;
} split;

static split split_path(sl_str text)
{
    size_t slash = sl_str_rchr(text, '/');

    return slash == SIZE_MAX
               ? (split){.name = text}
               : (split){sl_str_sub(text, 0, slash), sl_str_skip(text, slash + 1)};
}

/* text: PATH/NAME as it stands in the document. */
static void judge_name(const sl_arn_report *report, const sl_arn_seen *seen,
                       sl_str text)
{
    split got = split_path(text);
    sl_managed_policy policy;
    bool known = sl_managed_policy_find(got.name, &policy);
    const char *slash;

    if (known ? sl_str_eq_nocase(got.path, policy.path)
              : !sl_managed_policy_near(got.name, &policy))
        return;
    slash = policy.path.len > 0 ? "/" : "";
    if (known)
        sl_arn_hit(report, seen, text, SL_LEVEL_OFF,
                   "AWS has its policy %.*s under another path: policy/%.*s%s%.*s",
                   sl_fmt(policy.name), sl_fmt(policy.path), slash,
                   sl_fmt(policy.name));
    else
        sl_arn_hit(report, seen, text, SL_LEVEL_WARNING,
                   "AWS has no policy %.*s; did you mean policy/%.*s%s%.*s?",
                   sl_fmt(sl_arn_quote(got.name)), sl_fmt(policy.path), slash,
                   sl_fmt(policy.name));
}

/* The policy of AWS under an account: with a name that nobody else would give. */
static void judge_account(const sl_arn_report *report, const sl_arn_seen *seen,
                          sl_str text)
{
    sl_str account = seen->arn.account;
    split got = split_path(text);
    sl_managed_policy policy;
    bool named = sl_str_starts(got.name, sl_lit("AWS")) ||
                 sl_str_starts(got.name, sl_lit("Amazon"));

    if (!named ||
        !(sl_account_valid(account) ||
          sl_str_find_nocase(account, sl_lit("account")) != SIZE_MAX) ||
        !sl_managed_policy_find(got.name, &policy) || !sl_str_eq(got.path, policy.path))
        return;
    sl_arn_hit(report, seen, account, SL_LEVEL_WARNING,
               "%.*s is a policy of AWS: aws stands where the account id is",
               sl_fmt(policy.name));
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    const sl_arn *arn = &seen->arn;
    sl_str text = sl_str_drop(arn->resource, sl_lit("policy/"));
    bool open = sl_hole_in(arn->partition);

    if (!sl_str_eq(arn->service, sl_lit("iam")) || text.len == arn->resource.len ||
        !is_plain(text) || !(open || sl_str_eq(arn->partition, sl_lit("aws"))))
        return;
    if (sl_str_eq(arn->account, sl_lit("aws")))
        judge_name(report, seen, text);
    else
        judge_account(report, seen, text);
}

/* What the CDK is given without the beginning of the ARN. */
static void judge_names(const sl_arn_report *report, sl_arn_walk *walk)
{
    sl_str text = walk->doc->text, name;
    size_t at = 0;

    while (!report->sink->full && sl_managed_name_next(text, &at, &name)) {
        sl_arn_seen seen;

        sl_arn_walk_place(walk, name, &seen);
        if (is_plain(name))
            judge_name(report, &seen, name);
        else if (sl_str_starts(name, sl_lit("arn:")))
            sl_arn_hit(report, &seen, name, SL_LEVEL_OFF,
                       "the CDK puts the beginning of the ARN before this name");
    }
}

void sl_check_arn_managed_policy(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_walk walk;
    sl_arn_report report = {rule, &walk, sink};

    sl_arn_each(rule, doc, sink, judge);
    sl_arn_walk_begin(&walk, doc);
    judge_names(&report, &walk);
}
