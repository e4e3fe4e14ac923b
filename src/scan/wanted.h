/* wanted.h - which rules are for files of a path, asked once a rule and path. */
#ifndef SECLINT_SCAN_WANTED_H
#define SECLINT_SCAN_WANTED_H

#include "scan/ruleset.h"

#include "base/buf.h"
#include "base/vec.h"

/* Answers for the path asked about last: in a history one path follows itself. Zeroed it
 * is empty. */
typedef struct sl_wanted {
    sl_buf path;
    uint8_t *answers; /* by rule: 0 not asked, 1 no, 2 yes */
    sl_owners asked;
} sl_wanted;

/* Is the pattern for files of that path? */
bool sl_pattern_wants(const sl_pattern *pattern, sl_str path);

/* The same of a rule of the set, by its number: always the same set. */
bool sl_wanted_ask(sl_wanted *wanted, const sl_ruleset *set, size_t rule, sl_str path);
void sl_wanted_free(sl_wanted *wanted);

#endif
