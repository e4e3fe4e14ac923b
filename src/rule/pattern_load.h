/* pattern_load.h - reads the "match" of a rule file. */
#ifndef SECLINT_RULE_PATTERN_LOAD_H
#define SECLINT_RULE_PATTERN_LOAD_H

#include "rule/fields.h"

/* A reader for tables (sl_field); out is an sl_pattern. */
bool sl_pattern_read(const sl_fields *fields, const sl_node *node, void *out,
                     sl_err *err);

/* Do the regexes in the node "match" (or NULL) compile? */
bool sl_pattern_compiles(const sl_fields *fields, const sl_node *match,
                         const sl_pattern *pattern, sl_err *err);
/* The one regex that node holds. */
bool sl_pattern_node_compiles(const sl_fields *fields, const sl_node *node,
                              bool ignore_case, sl_err *err);

#endif
