/* config_allow.h - the list below allow: in .seclint.yml; see docs/allowing.md. */
#ifndef SECLINT_SCAN_CONFIG_ALLOW_H
#define SECLINT_SCAN_CONFIG_ALLOW_H

#include "rule/allow_list.h"
#include "rule/load.h"

/* Adds an entry to out for every item of node. Rule ids are looked up in rules; an
 * unknown one is a warning, and so is an unknown key, whose entry allows nothing. */
bool sl_config_read_allow(const sl_fields *fields, const sl_node *node,
                          const sl_rules *rules, sl_allow_list *out, sl_err *err);

#endif
