/* marks.h - from libyaml's marks, which count characters, to bytes. */
#ifndef SECLINT_DOC_MARKS_H
#define SECLINT_DOC_MARKS_H

#include "base/arena.h"

/* For UTF-8 text. The byte of every 64th character, in the arena; NULL for text
 * that is all ASCII. */
typedef struct sl_marks {
    sl_str text;
    const size_t *bytes;
    size_t len;
} sl_marks;

sl_marks sl_marks_index(sl_arena *arena, sl_str text);
/* Byte offset of a character; the length of the text for one behind it. O(1). */
size_t sl_marks_byte(const sl_marks *marks, size_t character);

#endif
