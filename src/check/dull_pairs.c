#include "check/dull_pairs.h"

#include "base/mem.h"
#include "base/siphash.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    SETS = 1 << 12, /* 128 KiB */
    WAYS = 4,       /* pairs in a set, the one kept last in front */
    LONGEST = 127   /* bytes of name and value together */
};

struct sl_dull_pairs {
    uint8_t key[SL_SIPHASH_KEY];
    uint64_t sets[SETS]
                 [WAYS]; /* each pair in the one that its last bits name; 0: none */
};

sl_dull_pairs *sl_dull_pairs_new(void)
{
    sl_dull_pairs *pairs = sl_calloc(1, sizeof *pairs);

    if (getrandom(pairs->key, sizeof pairs->key, 0) == sizeof pairs->key)
        return pairs;
    free(pairs);
    return NULL;
}

void sl_dull_pairs_free(sl_dull_pairs *pairs)
{
    free(pairs);
}

/* The length of the name says where it ends. */
uint64_t sl_dull_pair(const sl_dull_pairs *pairs, sl_str name, sl_str value,
                      bool strict)
{
    char bytes[1 + LONGEST];

    if (name.len > LONGEST || value.len > LONGEST - name.len)
        return 0;
    bytes[0] = (char)(2 * name.len + strict);
    memcpy(bytes + 1, name.ptr, name.len);
    memcpy(bytes + 1 + name.len, value.ptr, value.len);
    return sl_siphash(pairs->key, sl_str_make(bytes, 1 + name.len + value.len));
}

bool sl_dull_pair_known(const sl_dull_pairs *pairs, uint64_t pair)
{
    const uint64_t *set = pairs->sets[pair % SETS];

    return pair != 0 &&
           (set[0] == pair || set[1] == pair || set[2] == pair || set[3] == pair);
}

void sl_dull_pair_keep(sl_dull_pairs *pairs, uint64_t pair)
{
    uint64_t *set = pairs->sets[pair % SETS];

    memmove(set + 1, set, (WAYS - 1) * sizeof *set);
    set[0] = pair;
}
