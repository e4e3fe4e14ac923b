/* dense.h - where seventeen letters and digits stand in a row. Prose and programs have few
 * such places, what is encoded as base64 or hex consists of them. */
#ifndef SECLINT_TEXT_DENSE_H
#define SECLINT_TEXT_DENSE_H

#include "base/str.h"

enum {
    SL_DENSE_BLOCK = 17,
    SL_DENSE_STEP = 8,
    SL_DENSE_RUN = SL_DENSE_BLOCK + SL_DENSE_STEP - 1
};

/* The first multiple of SL_DENSE_STEP, not before at, where a block of ASCII letters,
 * digits and '/' begins; SIZE_MAX if there is none. A run of them that is at least
 * SL_DENSE_RUN bytes long has such a block. portable: without what this processor has to
 * offer; for tests. */
size_t sl_dense_next(sl_str text, size_t at);
size_t sl_dense_next_portable(sl_str text, size_t at);
/* All of them that stand in a row round text[at]. */
sl_span sl_dense_around(sl_str text, size_t at);

#endif
