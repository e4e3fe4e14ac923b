/* run.h - a whole scan: from sources to sorted findings. The only place that
 * sees the whole line. */
#ifndef SECLINT_SCAN_RUN_H
#define SECLINT_SCAN_RUN_H

#include "base/err.h"
#include "rule/trace.h"
#include "scan/results.h"
#include "source/feed.h"

#include <stdatomic.h>

/* Told while the scan runs, from any thread. May be NULL. */
typedef struct sl_watch {
    void *ctx;
    void (*phase)(void *ctx, const char *name, sl_feed_count unit, size_t total);
    void (*count)(void *ctx, sl_feed_count what, uint64_t more);
} sl_watch;

typedef struct sl_run_options {
    const char *const *paths; /* none: the repository around the current directory */
    size_t paths_len;
    bool staged;
    const char *range;          /* "A..B", or NULL */
    const struct sl_push *push; /* what a hook of git was told, or NULL */
    const sl_oid *since; /* commits: what stood in one of them already does not count */
    size_t since_len;
    const sl_oid *checkout; /* this commit in place of the working tree; or NULL */
    const uint8_t *key;     /* of identities, SL_IDENTITY_KEY bytes; or NULL */
    bool history;
    unsigned threads;
    bool profile_given; /* otherwise the configuration may say */
    sl_profile profile;
    sl_strategy strategy; /* SL_STRATEGY_NONE: what the configuration says */
    bool no_config;       /* none is looked for */
    const char *config; /* NULL: .seclint.yml at the top of the tree, if there is one */
    const char *const *rules; /* more rule directories */
    size_t rules_len;
    const char *stdin_path; /* name of standard input, or NULL */
    bool inline_allow;      /* comments that allow are honoured */
    bool peers;             /* and what other scanners were told */
    bool archives;          /* their members are read */
    bool baselines;         /* a baseline counts: */
    const char *baseline; /* this file; NULL: that of the configuration, or that at the
                             * top of the tree, if there is one */
    bool baseline_fresh;  /* none is there; the results have one with a new salt */
    sl_level fail_on;     /* SL_LEVEL_OFF: never */
    bool fail_on_default; /* the user did not say: the configuration may */
    bool exit_zero;
    bool allow_partial;
    bool timing;             /* is measured */
    sl_hashes hashes;        /* of what findings stand in */
    bool cache;              /* what the history said is kept, */
    const char *cache_dir;   /* here; NULL: in the git directory */
    sl_trace *trace;         /* of `explain PATH:LINE`; one thread, one file; or NULL */
    const atomic_bool *stop; /* once it is set nothing more is scanned; or NULL */
    sl_watch watch;
} sl_run_options;

/* Only what some commits bring is looked at, not what is there. */
bool sl_run_ranged(const sl_run_options *options);

/* Fails for what makes the whole run pointless (usage, configuration, a target
 * that is not there); everything else becomes a notice. *out is for
 * sl_results_free in any case. */
bool sl_run(const sl_run_options *options, sl_results *out, sl_err *err);

#endif
