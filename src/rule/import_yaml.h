/* import_yaml.h - writing YAML values for import.c. */
#ifndef SECLINT_RULE_IMPORT_YAML_H
#define SECLINT_RULE_IMPORT_YAML_H

#include "base/vec.h"
#include "base/buf.h"

SL_VEC(sl_str_vec, sl_str);

/* In single quotes, or in double ones if there are control characters. */
void sl_yaml_quote(sl_str text, sl_buf *out);
/* "INDENTkey: 'text'"; nothing for an empty text. */
void sl_yaml_pair(const char *indent, const char *key, sl_str text, sl_buf *out);
/* "INDENTkey: ['a', 'b']"; nothing for an empty list. */
void sl_yaml_list(const char *indent, const char *key, const sl_str_vec *list,
                  sl_buf *out);
/* text as an item of a list: its first line behind "- ", the others below. */
void sl_yaml_item(const char *indent, sl_str text, sl_buf *out);

#endif
