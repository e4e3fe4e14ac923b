/* yaml_quoted.h - scalars of plain YAML that stand in quotes.
 *
 * Escapes and the folding of lines as libyaml 0.2.5 does them, src/scanner.c. */
#ifndef SECLINT_DOC_YAML_QUOTED_H
#define SECLINT_DOC_YAML_QUOTED_H

#include "doc/yaml_block.h"

/* Of the quoted scalar at text[at]: the index of its second quote; 0 if it does not end
 * on the line. */
size_t sl_yaml_quoted_end(sl_str text, size_t at);
/* The same, perhaps over several lines. The span is that between the quotes, `next` is
 * behind the second; the value has no ptr if it is as written. False if it does not end,
 * has escapes that are left to libyaml, or a line in it looks like a document's mark. */
bool sl_yaml_quoted_scan(sl_str text, size_t at, sl_arena *arena, sl_yaml_block *out);

#endif
