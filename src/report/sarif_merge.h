/* sarif_merge.h - several SARIF logs as one.
 *
 * GitHub takes one run for a tool and a category (automationDetails.id up to its last
 * slash). So the runs of seclint of one category become one: results that are in several
 * of them are there once, rules, artifacts and the rest are put together, and what refers
 * to them by index is numbered anew. Runs of other tools stay as they are, to the byte,
 * but for those that are there twice. The order of the logs means nothing. */
#ifndef SECLINT_REPORT_SARIF_MERGE_H
#define SECLINT_REPORT_SARIF_MERGE_H

#include "base/vec.h"
#include "report/read_json.h"
#include "text/json.h"

/* One run of a log. */
typedef struct sl_sarif_part {
    const sl_json_file *file;
    const sl_node *run;
    sl_str text; /* as it is written */
    sl_str tool;
    sl_str version;
    sl_str category;
    bool ours; /* it can be put together with others */
} sl_sarif_part;

SL_VEC(sl_sarif_parts, sl_sarif_part);

/* What came of it, for people. */
typedef struct sl_sarif_merged {
    size_t runs, results;
    size_t repeats; /* results that were there before */
    /* The first tool and category that has several runs all the same, or empty. */
    sl_str crowded_tool, crowded_category;
    size_t largest; /* results of one run */
} sl_sarif_merged;

/* Appends the merged log. category: of all runs of ours; empty: their own. */
bool sl_sarif_merge(sl_json_file *files, size_t len, sl_str category, sl_buf *out,
                    sl_sarif_merged *merged, sl_err *err);

/* sarif_combine.c: appends parts (at least one, all ours, sorted) as one run. */
bool sl_sarif_combine(const sl_sarif_part *parts, size_t len, sl_str category,
                      sl_json *json, sl_sarif_merged *merged, sl_err *err);

#endif
