/* draft.h - an ignore or attribute file as it will be, edited line by line.
 *
 * Every byte that no edit touches stays as it is: line ends, blanks, a byte order
 * mark, the missing end of the last line. Lines are never removed. */
#ifndef SECLINT_FIX_DRAFT_H
#define SECLINT_FIX_DRAFT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

/* One line of the draft. */
typedef struct sl_draft_line {
    sl_str text;   /* without its end */
    sl_str end;    /* "\n", "\r\n" or "" */
    size_t origin; /* its number in the file as it was, from 1; 0: added */
    bool changed;
} sl_draft_line;

SL_VEC(sl_draft_lines, sl_draft_line);

typedef struct sl_draft {
    sl_str path;
    bool existed;
    unsigned mode; /* permission bits */
    sl_str before;
    sl_draft_lines lines;
    sl_str end; /* line end of what is added */
    sl_arena *arena;
} sl_draft;

/* Takes text apart; text and everything added live in arena. Free with _free. */
void sl_draft_open(sl_draft *draft, sl_str path, sl_str text, sl_arena *arena);
void sl_draft_free(sl_draft *draft);

/* The first line whose pattern is text, active or commented out; SIZE_MAX: none. */
size_t sl_draft_find(const sl_draft *draft, sl_str text);
/* Is there such a line that is active? */
bool sl_draft_active(const sl_draft *draft, sl_str text);

/* Comments out, or activates, every line whose pattern is text; the number of lines
 * that changed. */
size_t sl_draft_switch(sl_draft *draft, sl_str text, bool active);
/* Puts line behind the last one, which is completed first. */
void sl_draft_append(sl_draft *draft, sl_str line);
/* Puts line directly behind line number at. */
void sl_draft_insert(sl_draft *draft, size_t at, sl_str line);
/* Line number at, without the byte order mark that may stand before the first one. */
sl_str sl_draft_line_text(const sl_draft *draft, size_t at);
/* Gives line number at another text; the mark stays where it is. */
void sl_draft_replace(sl_draft *draft, size_t at, sl_str text);

bool sl_draft_changed(const sl_draft *draft);
void sl_draft_text(const sl_draft *draft, sl_buf *out);

#endif
