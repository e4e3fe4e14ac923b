/* gate.h - finds every literal of every rule in one pass over the bytes.
 *
 * A rule can only match where one of its literals stands, so a text without any
 * literal needs no regex. The gate reads a window of four folded bytes at every
 * second position and asks the two tables of filter.h for it. What they pass on is
 * compared with the literals of that window: eight bytes at once under a mask, then
 * the literal as a whole. So most bytes cost half a table look-up, and comparisons
 * are made only where at least three bytes agree.
 *
 * Soundness: every occurrence is found, and once. A literal is entered with the two
 * windows that begin at its offsets o and o + 1 (chosen by rarity.h). Wherever it
 * stands, exactly one of the two begins at an even position of the text, and every
 * even position is read; zeros stand for what lies past the end. Case is no matter,
 * as windows are folded; the tables let a window pass if its bytes are those that
 * were entered. A window may reach beyond its literal, by one byte:
 * - in front (o = -1). That byte may be any, so the window is entered 128 times, for
 *   each folded byte; one of them is there, since it is for odd positions of the
 *   literal only, and those have a byte in front. What is compared then is all
 *   three bytes that choose the word, so no more than one of the 128 fits.
 * - behind. Of a window whose fourth byte may be any the first table holds a word of
 *   ones, and all else goes by the first three bytes.
 * What passes is compared exactly, and zeros past the end are not taken for text.
 *
 * Worst case: text made of literals costs a comparison for each literal that shares
 * the window; max bounds the hits. Measurements: docs/performance.md. */
#ifndef SECLINT_MATCH_GATE_H
#define SECLINT_MATCH_GATE_H

#include "base/vec.h"
#include "base/str.h"

typedef struct sl_gate sl_gate;

typedef struct sl_gate_literal {
    sl_str text;      /* at least SL_GATE_MIN bytes, shorter ones are not found */
    bool ignore_case; /* ASCII */
    bool wakes;       /* sets woken[owner] and is no hit */
    uint32_t owner;   /* the caller's number, handed back in hits */
} sl_gate_literal;

enum { SL_GATE_MIN = 3, SL_GATE_MAX = 128 }; /* bytes of a literal */

typedef struct sl_gate_hit {
    size_t at;    /* offset of the literal's first byte */
    uint32_t len; /* of the literal */
    uint32_t owner;
} sl_gate_hit;

SL_VEC(sl_gate_hits, sl_gate_hit);

/* Literals are borrowed. Immutable afterwards, shared by all threads. */
sl_gate *sl_gate_build(const sl_gate_literal *literals, size_t len);
void sl_gate_free(sl_gate *gate);

/* Appends every occurrence of every literal that is a hit, ordered by offset, and
 * sets woken[owner] to 1 for every literal that occurs; woken may be NULL if no
 * literal wakes. Stops where there would be more than max hits in all and then
 * returns false. */
bool sl_gate_scan(const sl_gate *gate, sl_str text, sl_gate_hits *hits, uint8_t *woken,
                  size_t max);

#endif
