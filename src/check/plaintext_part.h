/* plaintext_part.h - secrets that are only a part of a value: the password of a
 * connection string, NAME=value in a list, an option of a command. */
#ifndef SECLINT_CHECK_PLAINTEXT_PART_H
#define SECLINT_CHECK_PLAINTEXT_PART_H

#include "base/str.h"

/* Called for each part; value points into the text searched. */
typedef void sl_part_fn(void *ctx, sl_str name, sl_str value);

/* Finds the passwords of the connection string that text is, or that stand in it:
 * scheme://user:V@host?password=V, Server=h;Password=V;, host=h password=V,
 * user:V@tcp(host). Returns false if it is none. Linear time. */
bool sl_connection_parts(sl_str text, bool strict, sl_part_fn *found, void *ctx);

/* Finds secrets among the words of text: NAME=V, --name=V, --name V, -Dname=V. */
void sl_command_parts(sl_str text, sl_part_fn *found, void *ctx);

/* The name of an option that is a whole word ("--requirepass", in a list with its value
 * behind it), as a name that announces a secret; empty if it is none. */
sl_str sl_option_name(sl_str word);

#endif
