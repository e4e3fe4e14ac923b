/* infer.h - which strategy a layout follows, from what its files are. */
#ifndef SECLINT_SCAN_INFER_H
#define SECLINT_SCAN_INFER_H

#include "rule/fact.h"

/* Fills strategy, inferred and evidence of every use (facts.survey->uses_len of
 * them). given: what the user said, or SL_STRATEGY_NONE. Texts live in the arena. */
void sl_infer_strategies(sl_layout_use *uses, sl_facts facts, sl_strategy given,
                         sl_arena *arena);

#endif
