/* expression.h - values that are a piece of a program: an access, a type, a class. */
#ifndef SECLINT_TEXT_EXPRESSION_H
#define SECLINT_TEXT_EXPRESSION_H

#include "base/str.h"

/* What the whole of value is: "an access", "a type", "a class", "an entry point", "a
 * rule of validation", "a version", "an identifier"; NULL if it is none of them. These
 * forms are so strict that drawn text does not take them, but some of them look drawn
 * to text/randomness.h. The answer is a constant, for messages. */
const char *sl_expression(sl_str value);

#endif
