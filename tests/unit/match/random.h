/* random.h - the same random texts in every run. */
#ifndef TEST_MATCH_RANDOM_H
#define TEST_MATCH_RANDOM_H

#include "base/str.h"

/* xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift
 * generators, scrambled", 2016. *state must not be 0. Below bound. */
static inline size_t random_below(uint64_t *state, size_t bound)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)(*state * 0x2545f4914f6cdd1d >> 33) % bound;
}

/* Few letters, so that much agrees by chance; both cases; what folding mixes up
 * ('[' and '{', '_' and DEL, NUL and blank); bytes above ASCII. */
static inline void random_text(uint64_t *state, char *text, size_t len)
{
    static const char letters[] = "aaaabbbbkeyKEYab  _\x7f[{\n*\0\xe4\xc4";

    for (size_t i = 0; i < len; i++)
        text[i] = letters[random_below(state, sizeof letters - 1)];
}

#endif
