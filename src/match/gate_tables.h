/* gate_tables.h - what a gate looks things up in: flat arrays without a pointer in
 * them, so that those of the built-in rules are constants of the program.
 *
 * A literal is looked for by its core: four bytes of it, folded like a window. A
 * bitmap by a hash of cores has one bit for each that occurs; how many bits are set
 * before it says which group of literals it stands for. */
#ifndef SECLINT_MATCH_GATE_TABLES_H
#define SECLINT_MATCH_GATE_TABLES_H

#include "match/filter.h"
#include "match/gate.h"

enum { SL_CORE_BITS = 18, SL_CORE_WORDS = 1 << (SL_CORE_BITS - 6) };

/* Of the folded bytes. Its upper bits choose a word, the lower six a bit. */
static inline uint32_t sl_core_hash(uint32_t factor, uint32_t core)
{
    return core * factor >> (32 - SL_CORE_BITS);
}

static inline unsigned sl_count_bits(uint64_t word)
{
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (unsigned)(word * 0x0101010101010101 >> 56);
}

/* Literals whose cores have one hash. Where the core stands, the eight bytes that
 * begin so many before it are want under mask, for each of them. */
typedef struct sl_gate_group {
    uint64_t mask, want;
    uint32_t first; /* of its entries */
    uint32_t count : 29;
    uint32_t back : 3;
} sl_gate_group;

/* One text, which may be a literal of several owners. */
typedef struct sl_gate_entry {
    uint64_t mask, want; /* as for the group; letters of any case lack bit 5 */
    uint32_t text;       /* where it begins in texts */
    uint32_t owners;     /* the first of them */
    uint32_t owners_len;
    uint16_t len;
    int8_t offset; /* of the core in the text; -1: the byte in front may be any */
    uint8_t back;
    bool ignore_case;
    bool whole; /* want has all bytes of the text */
    bool even;  /* counts at even positions only */
} sl_gate_entry;

enum { SL_GATE_GROUP_MAX = (1 << 29) - 1 };

struct sl_gate_tables {
    const uint8_t *first;   /* of the filter, SL_FILTER_BYTES */
    const uint64_t *cores;  /* SL_CORE_WORDS */
    const uint32_t *ranks;  /* of each word: bits set before it */
    const uint32_t *places; /* by rank: the group */
    const sl_gate_group *groups;
    const sl_gate_entry *entries;
    const uint32_t *owners;
    const char *texts;
    uint32_t factor;      /* of the filter */
    uint32_t core_factor; /* of sl_core_hash */
    uint32_t head;        /* bytes of a literal in front of its core, at most, */
    uint32_t tail;        /* and from the core's first byte to its last one */
    uint32_t places_len, groups_len, entries_len, owners_len, texts_len;
};

#endif
