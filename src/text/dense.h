/* dense.h - where letters and digits stand in a row. Prose and programs have few such
 * places, what is encoded as base64 or hex consists of them. */
#ifndef SECLINT_TEXT_DENSE_H
#define SECLINT_TEXT_DENSE_H

#include "base/str.h"

enum { SL_DENSE_RUN = 24 }; /* bytes */

/* The first run of ASCII letters, digits and '/' from at on that is at least SL_DENSE_RUN
 * bytes long, in full; false if there is none. portable: without what this processor has
 * to offer; for tests. */
bool sl_dense_next(sl_str text, size_t at, sl_span *run);
bool sl_dense_next_portable(sl_str text, size_t at, sl_span *run);

#endif
