/* config_node.h - what is written in a configuration, written once more. */
#ifndef SECLINT_SCAN_CONFIG_NODE_H
#define SECLINT_SCAN_CONFIG_NODE_H

#include "rule/fields.h"
#include "text/json.h"

/* "key: value" as block YAML; "# FILE:LINE" behind the key and behind each entry. */
void sl_config_node_yaml(const sl_fields *fields, const sl_node *node, sl_buf *out);
/* The value: plain whole numbers and booleans as such, all other scalars as text. */
void sl_config_node_json(const sl_node *node, sl_json *json);
void sl_config_empty_json(bool list, sl_json *json);

#endif
