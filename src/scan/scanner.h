/* scanner.h - one worker's way from a blob to findings and facts. */
#ifndef SECLINT_SCAN_SCANNER_H
#define SECLINT_SCAN_SCANNER_H

#include "scan/ruleset.h"
#include "source/archive.h"

typedef struct sl_scanner {
    const sl_ruleset *set;
    sl_sink sink;
    sl_arena arena; /* of the document at hand */
    sl_matcher *matcher;
    sl_gate_hits hits;
    uint32_t *calls;  /* regex calls of each rule in the document at hand */
    size_t *last_end; /* by rule: end of its last match in the document */
    uint8_t
        *woken; /* by rule, then by sl_escape_kind, then by collector: a literal of it
                       * stands in the document */
    size_t binaries;
    bool archives;            /* archives are opened, */
    unsigned nesting;         /* so many are round the document at hand, */
    sl_archive_budget budget; /* and so much may still come out of them */
} sl_scanner;

/* key: 32 random bytes, the same for all workers of a run. policy: what is honoured;
 * its matcher is set here. */
void sl_scanner_open(sl_scanner *scanner, const sl_ruleset *set, const uint8_t key[32],
                     const sl_allow_policy *policy);
/* Scans one document; findings, facts and notices go to scanner->sink. */
void sl_scanner_blob(sl_scanner *scanner, const sl_blob *blob);
void sl_scanner_close(sl_scanner *scanner);

#endif
