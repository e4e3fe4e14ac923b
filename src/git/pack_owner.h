/* pack_owner.h - which pack delivers an object that several hold: the first. */
#ifndef SECLINT_GIT_PACK_OWNER_H
#define SECLINT_GIT_PACK_OWNER_H

#include "git/pack_index.h"

/* For each index, count bytes by position: 1 where an earlier index, or an
 * earlier position of the same one, holds the id too, otherwise 0; NULL if all
 * would be 0. Free each array, and the array of them, with free(). */
uint8_t **sl_pack_duplicates(const sl_pack_index *const *indexes, size_t len,
                             unsigned threads);

#endif
