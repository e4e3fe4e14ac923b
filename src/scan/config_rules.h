/* config_rules.h - what .seclint.yml says of rules by name: their levels. */
#ifndef SECLINT_SCAN_CONFIG_RULES_H
#define SECLINT_SCAN_CONFIG_RULES_H

#include "rule/load.h"
#include "rule/override.h"

/* Adds a setting to out for every key of the mapping (NULL: none). A key that no rule
 * fits is a warning. */
bool sl_config_read_levels(const sl_fields *fields, const sl_node *map,
                           const sl_rules *rules, sl_rule_settings *out, sl_err *err);
/* Warns of an id that no rule has, with the nearest one that there is. */
void sl_config_expect_rule(const sl_fields *fields, const sl_node *node, sl_str id,
                           const sl_rules *rules);

/* Adds to out what stands below overrides: (NULL: nothing). */
bool sl_config_read_overrides(const sl_fields *fields, const sl_node *node,
                              const sl_rules *rules, sl_overrides *out, sl_err *err);

#endif
