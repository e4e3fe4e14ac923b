/* state.h - what a run holds on to until its results are freed; for scan/ only. */
#ifndef SECLINT_SCAN_STATE_H
#define SECLINT_SCAN_STATE_H

#include "rule/identity.h"
#include "scan/reading.h"
#include "scan/run.h"
#include "scan/scanner.h"
#include "source/repo.h"

typedef struct sl_count_row {
    uint64_t counts[16]; /* by sl_feed_count; long enough to share no cache line */
} sl_count_row;

/* Where a sink's lists ended before a target was scanned. */
typedef struct sl_mark {
    size_t findings;
    size_t facts;
    size_t lines;
    size_t aws;
    size_t notices;
    size_t allowances;
} sl_mark;

SL_VEC(sl_known_path_vec, sl_known_path);
SL_VEC(sl_block_vec, void *);

typedef struct sl_run_state {
    const sl_run_options *options; /* during sl_run only */
    sl_arena arena;
    uint8_t key[SL_IDENTITY_KEY]; /* of the identities of this run */
    sl_rules rules;
    sl_config config;
    sl_ruleset set;
    sl_readings readings; /* of the set */
    sl_scanner *scanners; /* one per worker, for all targets */
    unsigned threads;
    sl_count_row *counts;
    sl_known_path_vec paths;   /* of the target at hand */
    bool paths_sorted;         /* each once; the survey takes them as they are, */
    bool paths_borrowed;       /* and they belong to the index of the target */
    sl_block_vec lent;         /* such lists of earlier targets */
    struct sl_target *targets; /* closed with the results, which name paths of theirs */
    size_t targets_len;
    struct sl_path_rules
        *rules_over; /* what decides about paths, if it is not what lies
                                       * on disk; or NULL */
    sl_facts facts;  /* of the first target */
    sl_sink sink;    /* of the repository checks, and of merged lists */
    sl_feed feed;
    sl_timing timing;       /* of what the workers do not do */
    struct sl_cache *cache; /* of the history at hand, or NULL */
    sl_str *warnings;       /* about the configuration, for people */
    size_t warnings_len;
    struct sl_baseline *baseline; /* of this run, or NULL */
    sl_str baseline_word;         /* what is to be said of it, for people */
    sl_str cache_word;            /* what came of the last one, for people */
} sl_run_state;

/* What a run has looked at. */
typedef struct sl_seen {
    bool all;     /* that the configuration can speak of */
    bool tree;    /* every file that is there now */
    bool history; /* and all that was */
} sl_seen;

/* All that comes behind the last document (run.c): one sorted list, what is allowed, the
 * baseline, and what a report asks for. */
void sl_run_settle(sl_run_state *state, const sl_seen *seen, sl_results *out);

/* Rules, configuration (found at the top of repo, which may be NULL) and
 * scanners. */
bool sl_state_open(sl_run_state *state, const sl_run_options *options, sl_repo *repo,
                   sl_err *err);
void sl_state_close(sl_run_state *state);

#endif
