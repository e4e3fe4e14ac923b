/* value.h - what a value is worth: placeholder, reference, or perhaps a secret. */
#ifndef SECLINT_TEXT_VALUE_H
#define SECLINT_TEXT_VALUE_H

#include "base/str.h"

/* Could a person have written it as a stand-in? The vocabulary of examples:
 * XXX, changeme, your_..., <...>, {{ }}, ${ }, EXAMPLE, runs of one
 * character, ascending runs, sentences. Empty counts as a placeholder. */
bool sl_placeholder(sl_str value);

/* A value that only points at a secret kept elsewhere: an ARN, ${VAR}, $VAR,
 * {{ lookup }}, vault:path, ENV:NAME, !Ref, file://, op://, ssm: and the like. */
bool sl_reference(sl_str value);

#endif
