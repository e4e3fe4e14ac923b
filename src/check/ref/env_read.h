/* env_read.h - expressions of programs that read an environment variable, without a
 * parser: Python and JavaScript write them in a handful of ways. */
#ifndef SECLINT_CHECK_REF_ENV_READ_H
#define SECLINT_CHECK_REF_ENV_READ_H

#include "base/str.h"

/* Does text begin with one: os.environ["X"], os.environ.get("X", ...), os.getenv("X"),
 * process.env.X, process.env["X"]? Returns its length, with *name set; else 0. */
size_t sl_env_read_at(sl_str text, sl_str *name);

/* Is it a program that they are looked for in? By its name. */
bool sl_env_read_language(sl_str path);

/* The identifier that text begins with; empty if it begins with none. */
sl_str sl_identifier_at(sl_str text);

/* text without the blanks in front; those at its end are not looked at, so that it may be
 * the rest of a document. */
sl_str sl_skip_blanks(sl_str text);

/* A line "name = expression", with const, let, var, or a type behind the name. */
bool sl_assignment_of(sl_str line, sl_str *name, sl_str *expression);

/* Length of text up to the bracket that closes the one it begins with, both included,
 * strings skipped; 0 if that is not within a page of text. */
size_t sl_bracket_length(sl_str text);

#endif
