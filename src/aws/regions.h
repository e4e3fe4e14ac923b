/* regions.h - the regions and partitions of AWS.
 *
 * Source: the partitions of the AWS SDK for JavaScript (docs/iam-data.md). Names are
 * lower case and found exactly as they are written. Rules of the table as in
 * actions.h. */
#ifndef SECLINT_AWS_REGIONS_H
#define SECLINT_AWS_REGIONS_H

#include "base/str.h"

typedef struct sl_partition {
    uint32_t index;
    sl_str name;       /* "aws", "aws-cn" */
    sl_str dns_suffix; /* "amazonaws.com" */
} sl_partition;

typedef struct sl_region {
    uint32_t index;
    sl_str name;
    sl_str title;       /* "Europe (Ireland)" */
    uint32_t partition; /* index of its partition */
} sl_region;

bool sl_partition_find(sl_str name, sl_partition *out);
/* Two edits away at most, or equal but for case. */
bool sl_partition_near(sl_str name, sl_partition *out);
bool sl_partition_next(uint32_t *at, sl_partition *out);
sl_partition sl_partition_at(uint32_t index);

bool sl_region_find(sl_str name, sl_region *out);
/* Two edits away at most, or equal but for case. Of equally near ones the first. */
bool sl_region_near(sl_str name, sl_region *out);
bool sl_region_next(uint32_t *at, sl_region *out);
/* Does a pattern of '*' and '?' fit any region? Of partition (NULL: of any)? */
bool sl_region_any(sl_str pattern, const sl_partition *partition);

/* Is the name built like a region of a partition ("eu-west-9"), so that it may be a
 * new one? *out (may be NULL): of which partition. */
bool sl_region_shaped(sl_str name, sl_partition *out);
/* "us-east-1a" is the region us-east-1 with the letter of an availability zone, also
 * the longer names of local and wavelength zones ("us-west-2-lax-1a"). *region (may be
 * NULL) is then the region's part of the name. */
bool sl_region_is_zone(sl_str name, sl_str *region);
/* "aws-global" and its like: endpoints of the SDKs, never in ARNs. */
bool sl_region_is_pseudo(sl_str name);

#endif
