/* config_schema.h - the JSON Schema (2020-12) of .seclint.yml, for editors. */
#ifndef SECLINT_SCAN_CONFIG_SCHEMA_H
#define SECLINT_SCAN_CONFIG_SCHEMA_H

#include "base/buf.h"

/* docs/schema/seclint.schema.json. Of the keys that the configuration reads itself it is made
 * from the tables of config_keys.h; those of a rule stand here again, and
 * tests/config_test.py compares them with what rule/ reads. */
void sl_config_schema_write(sl_buf *out);

#endif
