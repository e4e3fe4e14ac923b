/* scanner.h - one worker's way from a blob to findings and facts. */
#ifndef SECLINT_SCAN_SCANNER_H
#define SECLINT_SCAN_SCANNER_H

#include "base/timing.h"
#include "check/dull_pairs.h"
#include "scan/kind_gates.h"
#include "scan/legacy.h"
#include "scan/ruleset.h"
#include "scan/reading.h"
#include "scan/repeats.h"
#include "scan/wanted.h"
#include "source/archive.h"

/* How far one rule is in the document at hand. */
typedef struct sl_progress {
    size_t last_end; /* of its last match: no literal before that is looked at */
    uint32_t calls;  /* of its regex, in the slice at hand */
    bool over;  /* it has given up, or does not want documents of this path or kind */
    bool asked; /* that is known */
    bool unwanted; /* its literals mean nothing in documents of this path and kind */
} sl_progress;

typedef struct sl_scanner {
    const sl_ruleset *set;
    sl_sink sink;
    sl_arena arena; /* of the document at hand */
    sl_matcher *matcher;
    sl_kind_gates gates;
    sl_gate_hits hits;
    sl_anchors anchors;
    sl_memo *memo;         /* of what deltas brought in; NULL: none so far */
    sl_subtree_log parts;  /* of the document at hand */
    sl_dull_pairs *dull;   /* in documents of the history; NULL: none so far */
    sl_progress *progress; /* by rule */
    sl_wanted wanted;
    sl_readings readings;
    sl_owners touched; /* the few of which progress or woken say something */
    uint8_t *woken; /* by rule, then by sl_escape_kind, then by collector: a literal of
                     * it stands in the document */
    sl_timing *timing;    /* NULL: nothing is measured */
    uint64_t *slow_spent; /* nanoseconds of each rule of set->slow, if so */
    size_t binaries;
    bool archives;            /* archives are opened, */
    unsigned nesting;         /* so many are round the document at hand, */
    sl_archive_budget budget; /* and so much may still come out of them */
    sl_repeats *repeats;      /* members of old ones; NULL: none so far */
} sl_scanner;

/* key: 32 bytes, the same for all workers of a run: random, or of a baseline's salt. policy: what is honoured;
 * its matcher is set here. */
void sl_scanner_open(sl_scanner *scanner, const sl_ruleset *set, const uint8_t key[32],
                     const sl_allow_policy *policy);
/* Scans one document; findings, facts and notices go to scanner->sink. */
void sl_scanner_blob(sl_scanner *scanner, const sl_blob *blob);
/* How much is in the lists of its sink, but for notices. */
size_t sl_scanner_said(const sl_scanner *scanner);
/* What it does is measured from here on. */
void sl_scanner_time(sl_scanner *scanner);
void sl_scanner_close(sl_scanner *scanner);

#endif
