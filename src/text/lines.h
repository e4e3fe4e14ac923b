/* lines.h - from byte offsets to lines and columns.
 *
 * Lines end with LF, CRLF or a lone CR, as GitHub's code scanning counts them.
 * Columns start at 1 and are counted in bytes, code points and UTF-16 units; an
 * invalid UTF-8 byte counts as one of each. A byte order mark belongs to the
 * first line and counts as one character. */
#ifndef SECLINT_TEXT_LINES_H
#define SECLINT_TEXT_LINES_H

#include "base/arena.h"

/* A place in a long line whose columns are known. */
typedef struct sl_line_mark sl_line_mark;

typedef struct sl_lines {
    sl_str text;
    const size_t *starts;      /* byte offset of each line's first byte */
    size_t len;                /* at least 1 */
    const sl_line_mark *marks; /* one every few kilobytes of a line, ascending */
    size_t marks_len;
} sl_lines;

typedef struct sl_position {
    size_t line;
    size_t byte;       /* column in bytes */
    size_t code_point; /* column in code points */
    size_t utf16;      /* column in UTF-16 units */
} sl_position;

/* Indexes text; the table lives in the arena. O(bytes). */
sl_lines sl_lines_index(sl_arena *arena, sl_str text);
/* offset is clamped to the text. O(log bytes), however long the line. */
sl_position sl_lines_position(const sl_lines *lines, size_t offset);
/* The line that offset stands on, without its end. O(log lines). */
sl_span sl_lines_around(const sl_lines *lines, size_t offset);
/* The line's text without its end; number from 1, empty past the last. */
sl_str sl_lines_text(const sl_lines *lines, size_t number);

/* Takes the next line off *rest, without its LF, CRLF or CR. Call while rest->len. */
sl_str sl_line_take(sl_str *rest);

/* Decodes one code point at text[*at] and moves *at past it. An invalid byte
 * gives UINT32_MAX and moves by one. Call while *at < text.len. */
uint32_t sl_utf8_next(sl_str text, size_t *at);
bool sl_utf8_valid(sl_str text);

#endif
