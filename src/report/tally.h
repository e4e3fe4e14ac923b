/* tally.h - which findings a report shows, and how many there are. */
#ifndef SECLINT_REPORT_TALLY_H
#define SECLINT_REPORT_TALLY_H

#include "report/report.h"

typedef struct sl_tally {
    size_t by_level[SL_LEVEL_ERROR + 1]; /* neither protected nor suppressed */
    size_t total;
    size_t files;      /* different paths of those */
    size_t incomplete; /* notices of things that were not looked at */
} sl_tally;

/* Protected and suppressed findings are for verbose reports, in every format. */
bool sl_tally_shows(const sl_finding *finding, const sl_report_style *style);
/* Is it neither protected nor suppressed? */
bool sl_tally_counts(const sl_finding *finding);
sl_tally sl_tally_of(const sl_results *results);

/* Appends "1,234". */
void sl_tally_number(uint64_t n, sl_buf *out);
/* Appends "1 file", "2 files". */
void sl_tally_count(uint64_t n, const char *noun, sl_buf *out);
/* Appends "3 files, 5 index blobs": what was read, by kind. False: nothing was. */
bool sl_tally_scanned(const sl_stats *stats, sl_buf *out);
/* Appends "3 things were not looked at". */
void sl_tally_unread(const sl_tally *tally, sl_buf *out);
/* Appends "1 byte", "234 bytes", "2.6 kB", in powers of a thousand. */
void sl_tally_bytes(uint64_t bytes, sl_buf *out);

#endif
