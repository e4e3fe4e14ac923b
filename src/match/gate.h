/* gate.h - finds every literal of every rule in one pass over the bytes.
 *
 * Soundness: a rule can only match where one of its literals stands, so a text
 * without any literal needs no regex. The gate reads four folded bytes at each
 * position and looks their hash up in a bitmap of 32 KiB (level-1 cache); every
 * literal is entered once, by its rarest four-byte window. What passes is
 * compared with the literals of that window, byte by byte. So the cost is one
 * multiplication and one load for a byte of text, and comparisons only where
 * four bytes already agree. Method and measurements: docs/performance.md. */
#ifndef SECLINT_MATCH_GATE_H
#define SECLINT_MATCH_GATE_H

#include "base/vec.h"
#include "base/str.h"

typedef struct sl_gate sl_gate;

typedef struct sl_gate_literal {
    sl_str text;      /* at least SL_GATE_MIN bytes */
    bool ignore_case; /* ASCII */
    uint32_t owner;   /* the caller's number, handed back in hits */
} sl_gate_literal;

enum { SL_GATE_MIN = 3 };

typedef struct sl_gate_hit {
    size_t at;      /* offset of the literal's first byte */
    uint32_t len;   /* of the literal */
    uint32_t owner;
} sl_gate_hit;

SL_VEC(sl_gate_hits, sl_gate_hit);

/* Literals are borrowed. Immutable afterwards, shared by all threads. */
sl_gate *sl_gate_build(const sl_gate_literal *literals, size_t len);
void sl_gate_free(sl_gate *gate);

/* Appends every occurrence of every literal, ordered by offset of the window
 * that found it. Stops at max hits in all and then returns false. */
bool sl_gate_scan(const sl_gate *gate, sl_str text, sl_gate_hits *hits, size_t max);

#endif
