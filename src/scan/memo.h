/* memo.h - what deltas brought in lately, and which literals stand there.
 *
 * Versions that git stores on one and the same, or on neighbours, bring in the same text
 * again and again: four fifths of the bytes between copies in the history of redis, three
 * fifths in that of git. So the last few MiB of such text are kept, with the literals that
 * were found in it and the verdicts on them. A stretch is known again by its bytes, all
 * of them: the hash only says where to look.
 *
 * It is kept with SL_GATE_MAX bytes on either side, so a literal that touches the stretch
 * lies inside what is compared. A verdict is kept if all that was read for it does, too;
 * where the text begins or ends on a side, it must do so where the stretch comes again.
 * And it is known only to documents of the same kind: in others, owners that are deaf to
 * them (kind_gates.h) have no literals. With them it is kept whether encoded text may begin
 * there, see text/encoded.h. */
#ifndef SECLINT_SCAN_MEMO_H
#define SECLINT_SCAN_MEMO_H

#include "scan/anchor.h"

typedef struct sl_memo sl_memo;

sl_memo *sl_memo_new(void);
/* Wipes it: it may have held secrets. NULL is fine. */
void sl_memo_free(sl_memo *memo);

/* Begins with a document of that kind: forgets what was asked for in vain. */
void sl_memo_begin(sl_memo *memo, uint8_t kind);
/* Adds to the anchors those that have a byte in span and begin at or behind floor. False:
 * no such stretch is known, and the anchors are as they were; sl_memo_learn will see
 * to it. */
bool sl_memo_find(sl_memo *memo, sl_str text, sl_span span, size_t floor,
                  sl_anchors *anchors);
/* Keeps what was asked for in vain: anchors are all of the text, with the verdicts on them. */
void sl_memo_learn(sl_memo *memo, sl_str text, const sl_anchors *anchors);
/* Is it known that sl_encoded_touches is false of span, in the document at hand? To be asked
 * in the order of what was found and learned. */
bool sl_memo_unencoded(sl_memo *memo, sl_span span);

#endif
