/* linehash.h - the line fingerprint of GitHub code scanning
 * (primaryLocationLineHash), so that alerts keep their identity.
 *
 * Source: the public behaviour of github/codeql-action: the text decoded as the
 * Encoding Standard says (a byte order mark stays) into UTF-16 units, without
 * blanks and tabs, CR and CRLF as LF, 65535 at the end, a window of 100 units,
 * h = 37 * h + unit - 37^100 * oldest modulo 2^64. */
#ifndef SECLINT_TEXT_LINEHASH_H
#define SECLINT_TEXT_LINEHASH_H

#include "base/arena.h"

typedef struct sl_line_hash {
    uint64_t hash;
    uint64_t count; /* how often it has been seen in the text, this line included */
} sl_line_hash;

/* Hashes of the first *len lines of text, which it must have; SIZE_MAX: of all, and *len
 * becomes their number. There is one more than there are line ends, so text that ends with
 * one has a last, empty line. The array lives in the arena. O(bytes up to there). */
const sl_line_hash *sl_line_hashes(sl_arena *arena, sl_str text, size_t *len);

/* That of the first line alone, without a look at more text than it depends on. */
sl_line_hash sl_line_hash_first(sl_arena *arena, sl_str text);

/* "<hex>:<count>", as GitHub writes it; lives in the arena, with a NUL behind it. */
sl_str sl_line_hash_text(sl_arena *arena, sl_line_hash line);

#endif
