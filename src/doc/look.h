/* look.h - which format text is in, by its look alone. */
#ifndef SECLINT_DOC_LOOK_H
#define SECLINT_DOC_LOOK_H

#include "doc/doc.h"

/* What a line looks like. */
typedef enum sl_line_look {
    SL_LINE_BLANK,
    SL_LINE_REMARK,     /* # ... */
    SL_LINE_ASSIGNMENT, /* NAME=value, in capitals */
    SL_LINE_KEY,        /* key: value or - key: value, without blanks in the key */
    SL_LINE_ITEM,       /* - value, or a line of YAML that is neither */
    SL_LINE_OTHER
} sl_line_look;

sl_line_look sl_look_at_line(sl_str line);
/* Columns before its first character; a tab goes to the next multiple of four. */
size_t sl_line_indent(sl_str line);

/* Does text begin like an object or array with something in it? Not so "{{ x }}",
 * "[x](y)" and the blocks of programs. */
bool sl_looks_like_json(sl_str text);
/* SL_DOC_JSON, _YAML, _DOTENV: what every line of text looks like; else SL_DOC_TEXT. */
sl_doc_kind sl_look_at_text(sl_str text);
/* The kind that a language of a fence, or the end of a file name, stands for; TEXT for
 * any other. */
sl_doc_kind sl_kind_of_language(sl_str language);

#endif
