/* sarif.h - what the parts of the SARIF writer share: one log while it is written.
 *
 * Format: SARIF 2.1.0 (OASIS), in the shape that GitHub code scanning takes and
 * the SARIF multitool passes without error or warning. */
#ifndef SECLINT_REPORT_SARIF_H
#define SECLINT_REPORT_SARIF_H

#include "base/map.h"
#include "report/report.h"
#include "text/json.h"

/* GitHub's ceilings for one run. */
enum {
    SL_SARIF_RESULTS = 25000,
    SL_SARIF_RULES = 25000,
    SL_SARIF_LOCATIONS = 100, /* of one result */
    SL_SARIF_TEXT = 1024,     /* bytes of a description */
    SL_SARIF_NAME = 255,
    SL_SARIF_TAGS = 10
};

/* What stands in a snippet in the place of a secret. */
#define SL_SARIF_MASK "********"

/* A file that some location names. */
typedef struct sl_sarif_file {
    sl_str uri;
    size_t index;
    bool has_result;
} sl_sarif_file;

SL_VEC(sl_sarif_file_vec, sl_sarif_file *);
SL_VEC(sl_sarif_result_vec, const sl_finding *);
SL_VEC(sl_sarif_cwe_vec, uint32_t);
SL_VEC(sl_sarif_rule_vec, const sl_rule *);

typedef struct sl_sarif {
    const sl_results *results;
    const sl_report_style *style;
    sl_json json;
    sl_buf text; /* scratch: clear, fill, write */
    sl_arena arena;
    sl_sarif_result_vec shown; /* in order of the report */
    size_t left_out;           /* results beyond SL_SARIF_RESULTS */
    sl_sarif_rule_vec rules;   /* by id: those that a result names, and every check (the
                                * patterns are more than a thousand, and megabytes) */
    bool suppressed;           /* some shown result is */
    bool masked;
    sl_sarif_cwe_vec cwes; /* of the rules, ascending */
    sl_map files_by_path;  /* raw path -> sl_sarif_file * */
    sl_sarif_file_vec files;
} sl_sarif;

/* sarif.c. Small values; with a key NULL within an array. */
void sl_sarif_text(sl_sarif *log, const char *key, sl_str text); /* {"text": ...} */
void sl_sarif_scratch(sl_sarif *log, const char *key); /* the same, of log->text */

/* sarif_files.c: the files that locations name. */
sl_sarif_file *sl_sarif_file_of(sl_sarif *log, sl_str path);
void sl_sarif_artifacts(sl_sarif *log);
/* {"uri": ..., "uriBaseId": "SRCROOT", "index": ...} under "artifactLocation". */
void sl_sarif_artifact_location(sl_sarif *log, sl_str path);

/* sarif_tool.c: run.tool. */
enum { SL_SARIF_INCOMPLETE, SL_SARIF_REMARK, SL_SARIF_LEFT_OUT };
const char *sl_sarif_notification(size_t index); /* id of that descriptor */
void sl_sarif_tool(sl_sarif *log);

/* sarif_rules.c: one of run.tool.driver.rules. */
void sl_sarif_rule(sl_sarif *log, const sl_rule *rule);
int sl_sarif_rank(const sl_rule *rule); /* 0 to 100 */

/* sarif_cwe.c */
void sl_sarif_collect_cwes(sl_sarif *log);
void sl_sarif_relationships(sl_sarif *log, uint32_t cwe);
void sl_sarif_taxonomies(sl_sarif *log); /* run.taxonomies */

/* sarif_run.c: how and on what the tool ran. */
void sl_sarif_invocations(sl_sarif *log);
void sl_sarif_provenance(sl_sarif *log);

/* sarif_fixes.c: the fixes of a result, if there are any. */
void sl_sarif_fixes(sl_sarif *log, const sl_finding *finding);

/* sarif_results.c: run.results. */
void sl_sarif_results(sl_sarif *log);

#endif
