/* layout_load.h - one layout from its YAML file, rules/layouts/<id>.yml. */
#ifndef SECLINT_RULE_LAYOUT_LOAD_H
#define SECLINT_RULE_LAYOUT_LOAD_H

#include "rule/fields.h"
#include "rule/layout.h"

/* Appends the layout of the document's top mapping to *out; it lives in the
 * document's arena. Mistakes are told as "FILE:LINE: ...". */
bool sl_layout_read(const sl_fields *fields, sl_layouts *out, sl_err *err);

#endif
