/* todo.h - what no edit of an ignore file can do: the commands for a person. */
#ifndef SECLINT_FIX_TODO_H
#define SECLINT_FIX_TODO_H

#include "fix/plan.h"

void sl_fix_todo(sl_plan *plan);

#endif
