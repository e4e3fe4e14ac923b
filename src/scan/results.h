/* results.h - everything a report can say about one run. */
#ifndef SECLINT_SCAN_RESULTS_H
#define SECLINT_SCAN_RESULTS_H

#include "base/arena.h"
#include "base/timing.h"
#include "rule/edit.h"
#include "rule/fact.h"

/* Exit statuses; the same for every format. */
enum {
    SL_EXIT_CLEAN = 0,
    SL_EXIT_FINDINGS = 1,
    SL_EXIT_ERROR = 2,
    SL_EXIT_INCOMPLETE = 3
};

typedef struct sl_stats {
    size_t files;       /* read from the working tree or as plain paths */
    size_t index_blobs; /* read from the index */
    size_t objects;     /* blobs read from the object database */
    size_t messages;    /* of commits and tags */
    uint64_t bytes;     /* of everything read */
    size_t binaries;    /* left to the byte classes: no text rules were applied */
    size_t suppressed;  /* findings under an allowance */
    size_t protected_;  /* findings in ignored or git-crypted files */
    double seconds;     /* wall clock; shown to people, never in machine formats */
} sl_stats;

/* What a rule without literals cost. */
typedef struct sl_slow_rule {
    const sl_rule *rule;
    uint64_t spent; /* nanoseconds, of all threads */
} sl_slow_rule;

typedef struct sl_results {
    const sl_finding *findings; /* sorted; suppressed ones included */
    size_t findings_len;
    const sl_notice *notices; /* sorted */
    size_t notices_len;
    sl_facts facts; /* of the first target: what the findings of repository checks rest
                     * on; survey is never NULL */
    const sl_layouts *layouts;   /* all that are known */
    const sl_rule *const *rules; /* every active rule, by id: ask sl_results_rules */
    size_t rules_len;
    sl_stats stats;
    sl_timing timing; /* of all threads, if it was asked for */
    /* Rules without literals (slow.h). */
    sl_slow_rule *slow;
    size_t slow_len;
    sl_str mode;       /* "tree", "history" (tree, index and history), "staged",
                        * "range" or "files" */
    sl_str revision;   /* HEAD as hex, empty outside a repository or unborn */
    sl_str branch;     /* short name, empty if detached */
    sl_str remote_url; /* of origin, without credentials; may be empty */
    /* The edits that settle a finding, where somebody planned them; or NULL. */
    sl_edits (*edits)(void *ctx, const sl_finding *finding);
    void *edits_ctx;
    const sl_str *warnings; /* about the configuration, "FILE:LINE:COLUMN: ..."; among
                             * the notices, too */
    size_t warnings_len;
    struct sl_baseline *baseline; /* of this run, matched (scan/baseline.h); or NULL */
    sl_str baseline_word; /* what is wrong with its entries, for people; may be empty */
    sl_str cache;  /* what came of the cache, a word for people; empty: none was used */
    bool complete; /* no notice says otherwise */
    int exit_status;
    sl_arena arena;             /* owns strings made for this structure alone */
    struct sl_run_state *state; /* owns what the findings and rules point to; or NULL */
} sl_results;

/* Every active rule, by id; results->rules_len of them. */
const sl_rule *const *sl_results_rules(const sl_results *results);
void sl_results_free(sl_results *results);

#endif
