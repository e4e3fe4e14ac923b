/* entropy.h - how random a value looks. */
#ifndef SECLINT_TEXT_ENTROPY_H
#define SECLINT_TEXT_ENTROPY_H

#include "base/str.h"

/* Shannon entropy of the byte frequencies, in bits per byte; 0 for empty. */
double sl_entropy(sl_str value);

#endif
