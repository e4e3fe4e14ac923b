/* dull_pairs.h - names with values of which nothing came, known when they come again.
 *
 * A history has most lines of its configuration in hundreds of versions. Of those whose
 * verdict depends on name and value alone a hash is kept, under a key of the run, so that
 * nobody can make two pairs look the same. */
#ifndef SECLINT_CHECK_DULL_PAIRS_H
#define SECLINT_CHECK_DULL_PAIRS_H

#include "base/str.h"

typedef struct sl_dull_pairs sl_dull_pairs;

/* Without any, for one thread; NULL if the system has no random bytes. */
sl_dull_pairs *sl_dull_pairs_new(void);
/* NULL is fine. */
void sl_dull_pairs_free(sl_dull_pairs *pairs);

/* The hash of a pair, of which neither is empty, as it is judged: strictly or not. 0 if it
 * is longer than those that are kept. */
uint64_t sl_dull_pair(const sl_dull_pairs *pairs, sl_str name, sl_str value,
                      bool strict);
/* Was the pair kept? Not if it is 0, or if another one took its place. */
bool sl_dull_pair_known(const sl_dull_pairs *pairs, uint64_t pair);
void sl_dull_pair_keep(sl_dull_pairs *pairs, uint64_t pair);

#endif
