/* compare.h - two reports, and what of them is new, gone or the same. */
#ifndef SECLINT_REPORT_COMPARE_H
#define SECLINT_REPORT_COMPARE_H

#include "base/err.h"
#include "base/vec.h"
#include "report/read_json.h"

/* A finding of a report that was written before. Slices are in the file. */
typedef struct sl_reported {
    sl_str rule;
    sl_str uri;
    size_t line; /* 0: the whole file */
    sl_str level;
    sl_str message;
    sl_str fingerprint;
    sl_str key;   /* findings of one key are the same one */
    bool matched; /* the other report has it, too */
} sl_reported;

SL_VEC(sl_reported_vec, sl_reported);

/* All findings of a report of ours (SARIF or JSON Lines) or of a SARIF log of other
 * tools, sorted by key, without those that are suppressed or protected. Fails for
 * anything else, and for a report that was cut short. */
bool sl_reported_read(sl_json_file *file, sl_reported_vec *out, sl_err *err);

/* Finds the pairs: each finding has one of the other report at most. Both are sorted. */
void sl_reported_match(sl_reported_vec *old, sl_reported_vec *now);

#endif
