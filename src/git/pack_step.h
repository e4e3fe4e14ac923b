/* pack_step.h - from the base of a delta to what is made from it. */
#ifndef SECLINT_GIT_PACK_STEP_H
#define SECLINT_GIT_PACK_STEP_H

#include "git/pack.h"
#include "git/stock.h"

/* Inflates the stream of an entry into a block of the stock. *out is the caller's to give
 * back, also after a fault. */
sl_pack_fault sl_pack_take(const sl_pack *pack, const sl_pack_entry *entry,
                           sl_inflate *inflate, sl_stock *stock, sl_block *out);
/* Turns *bytes, the base, into what the entry makes from it. After a fault they are still
 * the base. */
sl_pack_fault sl_pack_step(const sl_pack *pack, const sl_pack_entry *entry,
                           sl_inflate *inflate, sl_stock *stock, sl_block *bytes);

#endif
