/* repeats.h - members of archives that come again, and of which nothing came.
 *
 * Where releases are committed, the same manual lies in a hundred archives. The last few
 * members are kept as they are, so that one with the same name and bytes need not be
 * read again: what is found depends on these, in the archives of a history. */
#ifndef SECLINT_SCAN_REPEATS_H
#define SECLINT_SCAN_REPEATS_H

#include "base/str.h"

enum {
    SL_REPEATS = 64,          /* members that are kept, */
    SL_REPEAT_MAX = 64 * 1024 /* none with more bytes, its path among them */
};

typedef struct sl_repeat {
    char *bytes;          /* the path, and what the member holds; NULL: none yet */
    size_t path_len, len; /* of the path, of both */
    uint64_t unpacked;    /* what it took of the budget, if it is an archive */
    size_t members;
    size_t binaries; /* that were counted in it */
} sl_repeat;

typedef struct sl_repeats {
    sl_repeat at[SL_REPEATS];
    size_t next; /* to be replaced */
} sl_repeats;

/* NULL if it is not one of the last. */
const sl_repeat *sl_repeats_find(const sl_repeats *repeats, sl_str path, sl_str bytes);
/* Copies both, unless they are too long; the rest is as in what. */
void sl_repeats_add(sl_repeats *repeats, sl_str path, sl_str bytes,
                    const sl_repeat *what);
/* NULL is fine. */
void sl_repeats_free(sl_repeats *repeats);

#endif
