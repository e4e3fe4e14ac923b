/* swallowed.h - files that are meant to be committed and that an ignore line takes
 * along: examples, and ignore files themselves. */
#ifndef SECLINT_CHECK_SWALLOWED_H
#define SECLINT_CHECK_SWALLOWED_H

#include "rule/sink.h"

/* An example that a wildcard for secret files fits. */
bool sl_swallowed_fact(const sl_fact *fact);
/* A path that a layout wants in the open, or an ignore or attribute file. */
bool sl_swallowed_probe(const sl_survey *survey, const sl_probe *probe);
/* Is the path one of either kind, or one that a "!" line fails to take back? Another
 * rule tells of it then. */
bool sl_swallowed(sl_facts facts, const sl_fact *fact);

#endif
