/* allow.h - the comment that allows a finding (docs/allowing.md), put where it works. */
#ifndef SECLINT_LSP_ALLOW_H
#define SECLINT_LSP_ALLOW_H

#include "base/arena.h"
#include "lsp/document.h"
#include "scan/results.h"

/* Places to try for a finding on that line (from 1), the better one first. */
typedef struct sl_allow_try {
    size_t at;   /* offset in the document */
    sl_str text; /* that is inserted there; in the arena */
} sl_allow_try;

enum { SL_ALLOW_TRIES = 2 };

/* How many there are: none for files without comments, for what only the index holds, and
 * inside of a text that a comment would become a part of. */
size_t sl_allow_tries(const sl_document *document, sl_str rule_id, size_t line,
                      sl_arena *arena, sl_allow_try out[SL_ALLOW_TRIES]);

#endif
