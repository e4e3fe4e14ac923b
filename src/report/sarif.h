/* sarif.h - what the parts of the SARIF writer share: one log while it is written.
 *
 * Format: SARIF 2.1.0 (OASIS), in the shape that GitHub code scanning takes and
 * the SARIF multitool passes without error, warning or note; docs/sarif.md says what is
 * in it. */
#ifndef SECLINT_REPORT_SARIF_H
#define SECLINT_REPORT_SARIF_H

#include "base/map.h"
#include "report/report.h"
#include "text/json.h"

/* GitHub's ceilings for one run. */
enum {
    SL_SARIF_RESULTS = 25000,
    SL_SARIF_KEPT = 5000, /* of them, the gravest */
    SL_SARIF_RULES = 25000,
    SL_SARIF_LOCATIONS = 100, /* of one result */
    SL_SARIF_TEXT = 1024,     /* bytes of a description */
    SL_SARIF_NAME = 255,
    SL_SARIF_TAGS = 10,
    SL_SARIF_GZIP = 9500000 /* bytes of a compressed log: 10 MB, and what another
                             * compressor may need more */
};

/* What stands in a snippet in the place of a secret. */
#define SL_SARIF_MASK "********"

/* One version of a file that some location names. */
typedef struct sl_sarif_file {
    sl_str uri;
    size_t index;
    const sl_digest *digest; /* or NULL */
    bool has_result;
} sl_sarif_file;

/* One of the message strings of a rule: the sentences of a message with {0}, {1} for
 * what differs from result to result. */
typedef struct sl_sarif_string {
    sl_str format;
    size_t number;                /* within the rule, from 1: its id is "m<number>" */
    struct sl_sarif_string *next; /* of the same rule */
} sl_sarif_string;

enum { SL_SARIF_ARGUMENTS = 3 };

typedef struct sl_sarif_result {
    const sl_finding *finding;
    const sl_sarif_string *string;
    sl_str text; /* of the whole message */
    sl_str arguments[SL_SARIF_ARGUMENTS];
    size_t arguments_len;
} sl_sarif_result;

SL_VEC(sl_sarif_file_vec, sl_sarif_file *);
SL_VEC(sl_sarif_result_vec, sl_sarif_result);
SL_VEC(sl_sarif_cwe_vec, uint32_t);
SL_VEC(sl_sarif_rule_vec, const sl_rule *);

typedef struct sl_sarif {
    const sl_results *results;
    const sl_report_style *style;
    size_t most; /* results, at most */
    sl_json json;
    sl_buf text; /* scratch: clear, fill, write */
    sl_arena arena;
    sl_sarif_result_vec shown; /* the gravest first */
    size_t left_out;       /* results, related locations and tags that there was no */
    size_t left_locations; /* room for */
    size_t left_tags;
    sl_sarif_rule_vec rules; /* by id: those that a result names, and every check (the
                              * patterns are more than a thousand, and megabytes) */
    sl_map strings;          /* rule id -> its first sl_sarif_string, */
    sl_map strings_by_text;  /* rule id and format -> that one */
    bool suppressed;         /* some shown result is */
    bool masked;             /* a snippet that was written has SL_SARIF_MASK in it */
    sl_sarif_cwe_vec cwes;   /* of the rules, ascending */
    sl_map files_by_path;    /* raw path -> its first sl_sarif_file; path, NUL and
                              * SHA-256 -> that version */
    sl_sarif_file_vec files;
} sl_sarif;

/* sarif.c. Small values; with a key NULL within an array. */
void sl_sarif_text(sl_sarif *log, const char *key, sl_str text); /* {"text": ...} */
void sl_sarif_scratch(sl_sarif *log, const char *key); /* the same, of log->text */

/* sarif_shown.c: which results there are, in which order, and what follows from that. */
void sl_sarif_collect(sl_sarif *log);

/* sarif_message.c: what is said of a finding. Fills in all of result but the finding;
 * files and related locations are known by then. */
void sl_sarif_compose(sl_sarif *log, sl_sarif_result *result);
void sl_sarif_message(sl_sarif *log, const sl_sarif_result *result);
void sl_sarif_strings(sl_sarif *log, const sl_rule *rule); /* its messageStrings */
/* Appends text of others, escaped, on one line; "[a](b)" in it is no link any more. */
void sl_sarif_unlinked(sl_str text, sl_buf *out);

/* sarif_files.c: the files that locations name. Without a digest any version of it. */
sl_sarif_file *sl_sarif_file_of(sl_sarif *log, sl_str path, const sl_digest *digest);
void sl_sarif_artifacts(sl_sarif *log);
/* {"uri": ..., "uriBaseId": "SRCROOT", "index": ...} under "artifactLocation". */
void sl_sarif_artifact_location(sl_sarif *log, sl_str path, const sl_digest *digest);

/* sarif_place.c: locations. */
void sl_sarif_physical(sl_sarif *log, const sl_place *place);
void sl_sarif_locations(sl_sarif *log, const sl_finding *finding);
size_t sl_sarif_related(const sl_finding *finding); /* how many of them are written */

/* sarif_flow.c: the way of a finding through history, if there was one. */
void sl_sarif_flow(sl_sarif *log, const sl_finding *finding);

/* sarif_tool.c: run.tool. */
enum { SL_SARIF_INCOMPLETE, SL_SARIF_REMARK, SL_SARIF_LEFT_OUT };
const char *sl_sarif_notification(size_t index); /* id of that descriptor */
void sl_sarif_tool(sl_sarif *log);

/* sarif_rules.c: one of run.tool.driver.rules. */
void sl_sarif_rule(sl_sarif *log, const sl_rule *rule);
int sl_sarif_rank(const sl_rule *rule);         /* 0 to 100 */
size_t sl_sarif_lost_tags(const sl_rule *rule); /* that are not written */

/* sarif_cwe.c */
void sl_sarif_collect_cwes(sl_sarif *log);
void sl_sarif_relationships(sl_sarif *log, uint32_t cwe);
void sl_sarif_taxonomies(sl_sarif *log); /* run.taxonomies */

/* sarif_run.c: how and on what the tool ran. */
void sl_sarif_invocations(sl_sarif *log);
void sl_sarif_provenance(sl_sarif *log);

/* sarif_fixes.c: the fixes of a result, if there are any. */
void sl_sarif_fixes(sl_sarif *log, const sl_finding *finding);

/* sarif_suppression.c: on all results or on none. */
void sl_sarif_suppressions(sl_sarif *log, const sl_finding *finding);

/* sarif_results.c: run.results. */
void sl_sarif_results(sl_sarif *log);

#endif
