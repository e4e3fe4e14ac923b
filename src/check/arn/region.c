/* region.c - the region field of an ARN: a region, where the resource has one.
 * Sources: AWS General Reference, "AWS service endpoints"; Service Authorization
 * Reference, the ARN templates of each service. */
#include "aws/account.h"
#include "check/arn/each.h"
#include "check/arn/expected.h"

/* The words between the prefix and the number of a region: one of these in a name that is
 * not known may be a region newer than the table, another is a slip. */
static bool is_direction(sl_str word)
{
    static const char *const words[] = {"central",   "east",      "north",
                                        "northeast", "northwest", "south",
                                        "southeast", "southwest", "west"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq(word, sl_str_of(words[i])))
            return true;
    return false;
}

static bool may_be_new(sl_str region)
{
    size_t first = sl_str_chr(region, '-'), last = sl_str_rchr(region, '-');
    sl_str words;

    if (!sl_region_shaped(region, NULL) || first == last)
        return false;
    words = sl_str_sub(region, first + 1, last);
    return is_direction(sl_str_skip(words, sl_str_rchr(words, '-') + 1));
}

/* Where the account is made up, too ("arn:aws:x:foo:bar:..."), nothing was meant. */
static bool account_alike(sl_str account)
{
    return sl_field_of(account, SL_ARN_ACCOUNT) != SL_FIELD_LITERAL ||
           sl_account_numeric(account) || sl_account_is_owner(account);
}

/* Events that are everywhere, and what belongs to a name of the Internet. */
static bool takes_global(sl_str service)
{
    static const char *const names[] = {"health", "lightsail"};

    return sl_str_among(names, sizeof names / sizeof *names, service);
}

/* A name that no region has. */
static void judge_name(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_str region = seen->arn.region;
    sl_str zone_of;
    sl_region near;

    if (sl_region_find(region, &near) ||
        (sl_str_eq(region, sl_lit("global")) && takes_global(seen->arn.service)))
        return;
    if (sl_region_is_zone(region, &zone_of))
        sl_arn_hit(report, seen, region, SL_LEVEL_OFF,
                   "%.*s is an availability zone, the region is %.*s", sl_fmt(region),
                   sl_fmt(zone_of));
    else if (sl_region_is_pseudo(region))
        sl_arn_hit(report, seen, region, SL_LEVEL_OFF,
                   "%.*s is a name of endpoints, no region of an ARN", sl_fmt(region));
    else if (may_be_new(region))
        sl_arn_hit(report, seen, region, SL_LEVEL_NOTE,
                   "%.*s is not among the regions known to this version",
                   sl_fmt(sl_arn_quote(region)));
    else if (sl_region_near(region, &near))
        sl_arn_hit(report, seen, region, SL_LEVEL_OFF,
                   "%.*s is no region; did you mean %.*s?",
                   sl_fmt(sl_arn_quote(region)), sl_fmt(near.name));
    else if (account_alike(seen->arn.account))
        sl_arn_hit(report, seen, region, SL_LEVEL_OFF, "%.*s is no region",
                   sl_fmt(sl_arn_quote(region)));
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    const sl_arn *arn = &seen->arn;
    sl_arn_service service;
    bool known = sl_arn_expected(arn, &service);
    sl_field_class class_ = sl_field_of(arn->region, SL_ARN_REGION);
    bool bucket = sl_arn_is_bucket(arn);

    if (!sl_arn_amazon(arn) || sl_arn_in_principal(seen))
        return;
    if (class_ == SL_FIELD_WILDCARD && !sl_region_any(arn->region, NULL)) {
        sl_arn_hit(report, seen, arn->region, SL_LEVEL_OFF,
                   "no region fits the pattern %.*s",
                   sl_fmt(sl_arn_quote(arn->region)));
    } else if (class_ == SL_FIELD_EMPTY && known && service.core &&
               service.region == SL_FIELD_REQUIRED) {
        sl_arn_hit(report, seen, (sl_str){0}, SL_LEVEL_WARNING,
                   "an ARN of %.*s needs a region", sl_fmt(service.name));
    } else if (class_ == SL_FIELD_LITERAL && known &&
               (bucket || service.region == SL_FIELD_FORBIDDEN)) {
        sl_arn_hit(report, seen, arn->region, SL_LEVEL_OFF,
                   "the ARN of %s%.*s has no region, here stands %.*s",
                   bucket ? "a bucket or object of " : "a resource of ",
                   sl_fmt(service.name), sl_fmt(sl_arn_quote(arn->region)));
    } else if (class_ == SL_FIELD_LITERAL) {
        judge_name(report, seen);
    }
}

void sl_check_arn_region(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge);
}
