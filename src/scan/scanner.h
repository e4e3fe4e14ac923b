/* scanner.h - one worker's way from a blob to findings and facts. */
#ifndef SECLINT_SCAN_SCANNER_H
#define SECLINT_SCAN_SCANNER_H

#include "scan/ruleset.h"

typedef struct sl_scanner {
    const sl_ruleset *set;
    sl_sink sink;
    sl_arena arena; /* of the document at hand */
    sl_matcher *matcher;
    sl_gate_hits hits;
    uint32_t *calls;  /* regex calls of each rule in the document at hand */
    size_t *last_end; /* by rule: end of its last match in the document */
    uint8_t *woken;   /* by rule: a literal of it stands in the document */
    size_t binaries;
} sl_scanner;

/* key: 32 random bytes, the same for all workers of a run. */
void sl_scanner_open(sl_scanner *scanner, const sl_ruleset *set, const uint8_t key[32],
                     bool inline_allow);
/* Scans one document; findings, facts and notices go to scanner->sink. */
void sl_scanner_blob(sl_scanner *scanner, const sl_blob *blob);
void sl_scanner_close(sl_scanner *scanner);

#endif
