/* layout_lines.h - switches and adds the lines that layouts know. */
#ifndef SECLINT_FIX_LAYOUT_LINES_H
#define SECLINT_FIX_LAYOUT_LINES_H

#include "fix/plan.h"

/* All layouts in use, each for its strategy. */
void sl_layout_lines(sl_plan *plan);

#endif
