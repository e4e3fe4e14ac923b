/* recheck.h - what the repository checks would say if the ignore and attribute files
 * were others.
 *
 * Checks are pure functions over facts: they can be asked about a tree that does not
 * exist yet. Only rules that say "fixable" are run. */
#ifndef SECLINT_SCAN_RECHECK_H
#define SECLINT_SCAN_RECHECK_H

#include "rule/sink.h"
#include "scan/results.h"
#include "source/path_rules.h"

/* An ignore or attribute file as it would be. */
typedef struct sl_planned_file {
    sl_str path;
    sl_str text;
} sl_planned_file;

typedef struct sl_outlook {
    sl_facts facts;
    sl_sink sink; /* its findings */
    sl_arena arena;
} sl_outlook;

/* results: of a scan that is not freed yet. rules: the view with the planned files.
 * Layouts and strategies stay what they were. Free with _free. */
void sl_recheck(const sl_results *results, sl_path_rules *rules,
                const sl_planned_file *files, size_t len, sl_outlook *out);
void sl_outlook_free(sl_outlook *outlook);

#endif
