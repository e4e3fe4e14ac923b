/* cidr.h - IP addresses and ranges of them, of both versions.
 *
 * Sources: RFC 4632 (prefixes), RFC 4291 section 2.2 (text of IPv6), RFC 1918, 4193,
 * 6598, 3927 (addresses that are not routed). */
#ifndef SECLINT_TEXT_CIDR_H
#define SECLINT_TEXT_CIDR_H

#include "base/buf.h"

typedef struct sl_cidr {
    uint8_t bytes[16]; /* the first four, of IPv4 */
    size_t len;        /* 4 or 16 */
    unsigned prefix;   /* in bits; without a slash, all of them */
} sl_cidr;

/* "192.0.2.1", "192.0.2.0/24", "2001:db8::/32", without blanks. */
bool sl_cidr_parse(sl_str text, sl_cidr *out);

/* Are all its addresses private, local to a link or host, or shared by providers: such as
 * no packet from the internet comes from? */
bool sl_cidr_private(const sl_cidr *cidr);

/* Is a bit set behind the prefix? */
bool sl_cidr_host_bits(const sl_cidr *cidr);
/* Appends the range without them, "192.0.2.0/24". */
void sl_cidr_network(const sl_cidr *cidr, sl_buf *out);

#endif
