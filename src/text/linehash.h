/* linehash.h - the line fingerprint of GitHub code scanning
 * (primaryLocationLineHash), so that alerts keep their identity.
 *
 * Source: the public behaviour of github/codeql-action: the text decoded as the
 * Encoding Standard says (a byte order mark stays) into UTF-16 units, without
 * blanks and tabs, CR and CRLF as LF, 65535 at the end, a window of 100 units,
 * h = 37 * h + unit - 37^100 * oldest modulo 2^64. */
#ifndef SECLINT_TEXT_LINEHASH_H
#define SECLINT_TEXT_LINEHASH_H

#include "text/lines.h"

typedef struct sl_line_hash {
    uint64_t hash;
    uint64_t count; /* how often it has been seen in the text, this line included */
} sl_line_hash;

/* Hashes of all lines of text, *len of them: one more than there are line ends, so text
 * that ends with one has a last, empty line. The array lives in the arena. O(bytes). */
const sl_line_hash *sl_line_hashes(sl_arena *arena, sl_str text, size_t *len);

/* The same of the lines that are asked for. Lines are counted as equal if their windows
 * begin alike and have one hash; that others have it too does not happen by chance. */
typedef struct sl_line_hasher {
    sl_arena *arena;
    const sl_lines *lines; /* of the text; these two are the caller's */
    uint64_t *begins;      /* by line: the first units of its window; */
    size_t known;          /* so many are known */
    size_t spent;          /* bytes and lines looked at for what was asked */
    size_t last_number;    /* the line that was asked for last, and its hash */
    sl_line_hash last;
    const sl_line_hash *all; /* after many questions */
} sl_line_hasher;

/* Of line number, from 1 on. O(lines before it); all questions together: O(bytes). */
sl_line_hash sl_line_hash_at(sl_line_hasher *hasher, size_t number);

/* That of the first line alone, without a look at more text than it depends on; its
 * count is 1. */
uint64_t sl_line_hash_first(sl_str text);

/* "<hex>:<count>", as GitHub writes it; lives in the arena, with a NUL behind it. */
sl_str sl_line_hash_text(sl_arena *arena, sl_line_hash line);

#endif
