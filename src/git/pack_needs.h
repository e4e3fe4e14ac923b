/* pack_needs.h - which objects of a pack a walk cannot do without. */
#ifndef SECLINT_GIT_PACK_NEEDS_H
#define SECLINT_GIT_PACK_NEEDS_H

#include "git/odb.h"
#include "git/pack_forest.h"

typedef enum sl_pack_need {
    SL_PACK_NOT_NEEDED,
    SL_PACK_NEEDED,
    SL_PACK_NEEDED_BELOW /* as a base, and no more */
} sl_pack_need;

/* An sl_pack_need for each node, to be freed with free(): what the visitor needs, and the
 * bases of that. NULL: it needs all. */
uint8_t *sl_pack_needs(const sl_pack_forest *forest, const sl_odb_visitor *visitor);

#endif
