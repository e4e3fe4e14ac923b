/* layout_lines.h - switches and adds the lines that layouts know. */
#ifndef SECLINT_FIX_LAYOUT_LINES_H
#define SECLINT_FIX_LAYOUT_LINES_H

#include "fix/plan.h"

/* Of all layouts in use, each for its strategy: switches the lines that are there, */
void sl_layout_switch(sl_plan *plan);
/* and adds those that are missing and needed. */
void sl_layout_add(sl_plan *plan);

#endif
