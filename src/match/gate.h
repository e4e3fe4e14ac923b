/* gate.h - finds every literal of every rule in one pass over the bytes.
 *
 * A rule can only match where one of its literals stands, so a text without any literal
 * needs no regex. Literals are found by their cores: of each the four bytes, folded as
 * filter.h does, that are rarest in text (rarity.h). Four steps, of which each sees what
 * the one before it passed on:
 * - the filter reads a window at every second position and lists those that may be of
 *   use: the cores, and the four bytes that begin one behind each core;
 * - a bitmap by a hash of four bytes is asked for the core at each listed position and
 *   for the one a byte before it;
 * - eight bytes round the core are compared with what the literals of that core have
 *   there in common;
 * - each of these literals is compared.
 * The first three do without a branch that depends on the text, as hardly one position in
 * a hundred is left then. What they look things up in fits the caches (gate_tables.h).
 *
 * Soundness: every occurrence is found, and once. Wherever a literal stands, its core
 * begins at an even position, and the core's window is listed, or at an odd one, and the
 * window behind is listed. That window may reach a byte beyond its literal; then its last
 * byte may be any. Zeros stand for what lies past the end of the text. Case is no matter,
 * as all is folded that is asked for. Literals of three bytes are entered with every
 * fourth byte that may follow them, for even positions, and with every byte that may
 * stand in front, for odd ones. What the last step compares is the literal as a whole, and
 * zeros past the end are not taken for text.
 *
 * Worst case: text made of literals costs a comparison for each literal that shares the
 * core; max bounds the hits. Measurements: docs/performance.md. */
#ifndef SECLINT_MATCH_GATE_H
#define SECLINT_MATCH_GATE_H

#include "base/vec.h"
#include "base/str.h"

typedef struct sl_gate sl_gate;

/* What a gate looks things up in (gate_tables.h). */
typedef struct sl_gate_tables sl_gate_tables;

typedef struct sl_gate_literal {
    sl_str text;      /* SL_GATE_MIN to SL_GATE_MAX bytes, others are not found */
    bool ignore_case; /* ASCII */
    uint32_t owner;   /* the caller's number, handed back in hits */
} sl_gate_literal;

enum { SL_GATE_MIN = 3, SL_GATE_MAX = 128 }; /* bytes of a literal */

#define SL_GATE_NOBODY UINT32_MAX

typedef struct sl_gate_hit {
    size_t at;    /* offset of the literal's first byte */
    uint32_t len; /* of the literal */
    uint32_t owner;
} sl_gate_hit;

SL_VEC(sl_gate_hits, sl_gate_hit);

/* Nothing is borrowed. Immutable afterwards, shared by all threads. */
sl_gate *sl_gate_build(const sl_gate_literal *literals, size_t len);
/* A gate over tables of somebody else, which must outlive it, as into must. into says by
 * owner in the tables who that is for the caller, or that it is nobody, whose literals
 * are no hits; NULL: the owners are the caller's. portable: without what this processor
 * has to offer; for tests. */
sl_gate *sl_gate_on(const sl_gate_tables *tables, const uint32_t *into, bool portable);
/* The same gate for texts in which the literals of some owners are no hits: deaf says by
 * owner, as hits have it, which. It must outlive the new gate, and so must the old one. */
sl_gate *sl_gate_without(const sl_gate *gate, const bool *deaf);
void sl_gate_free(sl_gate *gate);

/* Appends every occurrence of every literal, ordered by offset, then by owner, longer
 * ones first. Stops where there would be more than max hits in all and then returns
 * false. */
bool sl_gate_scan(const sl_gate *gate, sl_str text, sl_gate_hits *hits, size_t max);
/* The same of those occurrences that have a byte in span or, where that is empty, lie
 * across it. Offsets are those of the text. */
bool sl_gate_scan_across(const sl_gate *gate, sl_str text, sl_span span,
                         sl_gate_hits *hits, size_t max);

#endif
