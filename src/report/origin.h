/* origin.h - where a finding comes from and why it may be no danger, in words.
 *
 * Each function appends at most one clause, escaped, lower case, without full
 * stop; nothing where there is nothing to say. */
#ifndef SECLINT_REPORT_ORIGIN_H
#define SECLINT_REPORT_ORIGIN_H

#include "base/buf.h"
#include "rule/finding.h"

/* "in history since 0123456789ab (2024-02-29 UTC)", "staged in the index" */
void sl_origin_since(const sl_finding *finding, sl_buf *out);
/* Which commit had it last, under which name if that is another one, and in which
 * branches it is; for findings in history. */
void sl_origin_until(const sl_finding *finding, sl_buf *out);
void sl_origin_unreachable(const sl_finding *finding, sl_buf *out);
/* "the same secret is in the index and in history" */
void sl_origin_elsewhere(const sl_finding *finding, sl_buf *out);
void sl_origin_protection(const sl_finding *finding, sl_buf *out);
void sl_origin_allowance(const sl_finding *finding, sl_buf *out);

/* "2024-02-29 UTC"; false, with nothing appended, for a time that has no date. */
bool sl_origin_date(int64_t seconds, sl_buf *out);

/* "none", "ignored", "git-crypt": for machine formats. */
const char *sl_protection_name(sl_protection protection);

#endif
