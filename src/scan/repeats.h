/* repeats.h - members of archives that come again, and of which nothing came.
 *
 * Where releases are committed, the same manual lies in a hundred archives. Of the members
 * that were read their hashes are kept, so that one with the same name and bytes need not
 * be read again: what is found depends on these, in the archives of a history. The hashes
 * have a key of the run, so nobody can make two members look the same. */
#ifndef SECLINT_SCAN_REPEATS_H
#define SECLINT_SCAN_REPEATS_H

#include "base/str.h"

enum { SL_REPEATS = 1 << 15 /* members that are known at most: one in each place */ };

typedef struct sl_repeat {
    uint64_t name, bytes; /* hashes of the path, and of what the member holds; */
    size_t len;           /* of these bytes */
    uint64_t unpacked;    /* what it took of the budget, if it is an archive */
    size_t members;
    size_t binaries; /* that were counted in it */
    bool known;
} sl_repeat;

typedef struct sl_repeats sl_repeats;

/* An empty one, for one thread, or NULL if the system has no random bytes. versions: those
 * in the names of archives, and of the folder at their top, are part of the path: app-1.2.tgz
 * and app-1.3.tgz are two names, else one. */
sl_repeats *sl_repeats_new(bool versions);
/* NULL is fine. */
void sl_repeats_free(sl_repeats *repeats);

/* The member, with nothing known but what it is. path: that of the archive, "!/", and its
 * own. */
sl_repeat sl_repeats_of(sl_repeats *repeats, sl_str path, sl_str bytes);
/* The same with what is known of it; NULL: nothing. Valid until the next one is kept. */
const sl_repeat *sl_repeats_find(const sl_repeats *repeats, const sl_repeat *member);
/* Keeps it, perhaps in the place of another. */
void sl_repeats_keep(sl_repeats *repeats, const sl_repeat *member);

/* May a glob tell versions in folders apart: does it have a digit, or what stands for a
 * single character, in a pattern for a folder? */
bool sl_glob_counts(sl_str glob);

#endif
