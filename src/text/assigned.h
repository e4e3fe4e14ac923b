/* assigned.h - the parts of assignment.h: words, values, command lines. */
#ifndef SECLINT_TEXT_ASSIGNED_H
#define SECLINT_TEXT_ASSIGNED_H

#include "text/assignment.h"

enum { SL_MAX_ASSIGNED_LINE = 400 }; /* bytes of a line read behind a name */

/* Reads what stands at text[at], behind a separator and blanks: a literal in quotes,
 * a call round one, a default behind an expression, or a bare word. Sets value, quoted
 * and, where it is not a plain value, tie; *end is behind what was read. */
bool sl_assigned_value(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* Only a literal in quotes (with a prefix such as b or r), also written \"...\". */
bool sl_assigned_quoted(sl_str text, size_t at, sl_assignment *out, size_t *end);
/* Only a bare word. */
bool sl_assigned_bare(sl_str text, size_t at, sl_assignment *out, size_t *end);

/* A word of a command line or statement that begins at text[at]: curl, mysql,
 * sshpass ... Sets all of *out if there is a secret behind it on its line. */
bool sl_assigned_command(sl_str text, size_t at, sl_assignment *out, size_t *end);

/* A call that begins at text[at] and takes a secret by position: SetBasicAuth("user",
 * "V"), mysqli_connect(host, user, 'V'). Sets all of *out. */
bool sl_assigned_call(sl_str text, size_t at, sl_assignment *out, size_t *end);

/* The name round text[at]: letters, digits, '_' and, inside it, '-' and '.'; or two words
 * such as "API key" that begin there. Empty if there is none. */
sl_span sl_assigned_name(sl_str text, size_t at);

/* Does the name that begins at text[name] belong to a tag: <name ...>, <x:name>? */
bool sl_assigned_in_tag(sl_str text, size_t name);

/* Behind blanks and tabs. */
size_t sl_assigned_blanks(sl_str text, size_t at);

#endif
