/* partition.c - the partition field of an ARN, and whether the region is one of its
 * own. Source: AWS General Reference, "Amazon Resource Names". */
#include "check/arn/each.h"
#include "check/arn/expected.h"

/* Was Amazon meant? Others have ARNs too ("arn:minio:sqs::1:webhook"): an unknown
 * partition counts where a policy asks for a resource of Amazon's. */
static bool meant_amazon(const sl_arn_seen *seen)
{
    const sl_arn *arn = &seen->arn;
    sl_arn_service service;
    sl_region region;

    if (sl_str_starts_nocase(arn->partition, sl_lit("aws")))
        return true;
    return sl_arn_in_resource(seen) && sl_arn_service_find(arn->service, &service) &&
           (arn->region.len == 0 || sl_region_find(arn->region, &region));
}

static void judge_name(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_str name = seen->arn.partition;
    sl_partition near;

    if (sl_partition_near(name, &near))
        sl_arn_hit(report, seen, name, SL_LEVEL_OFF,
                   "%.*s is no partition; did you mean %.*s?",
                   sl_fmt(sl_arn_quote(name)), sl_fmt(near.name));
    else if (meant_amazon(seen))
        sl_arn_hit(report, seen, name, SL_LEVEL_OFF,
                   "%.*s is no partition of AWS: write aws, aws-cn, aws-us-gov",
                   sl_fmt(sl_arn_quote(name)));
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    const sl_arn *arn = &seen->arn;
    sl_field_class region_class = sl_field_of(arn->region, SL_ARN_REGION);
    sl_partition partition;
    sl_region region;

    if (sl_field_of(arn->partition, SL_ARN_PARTITION) != SL_FIELD_LITERAL)
        return;
    if (!sl_partition_find(arn->partition, &partition)) {
        judge_name(report, seen);
    } else if (region_class == SL_FIELD_LITERAL &&
               sl_region_find(arn->region, &region) &&
               region.partition != partition.index) {
        sl_str home = sl_partition_at(region.partition).name;

        sl_arn_hit(report, seen, arn->region, SL_LEVEL_OFF,
                   "the region %.*s belongs to the partition %.*s, not to %.*s",
                   sl_fmt(arn->region), sl_fmt(home), sl_fmt(partition.name));
    } else if (region_class == SL_FIELD_WILDCARD && sl_region_any(arn->region, NULL) &&
               !sl_region_any(arn->region, &partition)) {
        sl_arn_hit(report, seen, arn->region, SL_LEVEL_OFF,
                   "no region of the partition %.*s fits %.*s", sl_fmt(partition.name),
                   sl_fmt(sl_arn_quote(arn->region)));
    }
}

void sl_check_arn_partition(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge);
}
