/* unescape.h - quoted text with its escapes resolved. */
#ifndef SECLINT_DOC_UNESCAPE_H
#define SECLINT_DOC_UNESCAPE_H

#include "base/arena.h"

/* The inside of a JSON string (RFC 8259, section 7). An escape that JSON does not
 * have stays as written, half a surrogate pair becomes U+FFFD. The result is the
 * argument itself when there is no escape in it, else in the arena. */
sl_str sl_unescape_json(sl_arena *arena, sl_str inside);

/* The inside of a quoted .env value, as python-dotenv decodes it: \\ and \' between
 * single quotes, C escapes between double ones, none otherwise. */
sl_str sl_unescape_env(sl_arena *arena, sl_str inside, char quote);

/* The inside of a TOML basic string or an HCL string: as JSON, and \e, and
 * a backslash at the end of a line, which eats the blanks up to the next word. */
sl_str sl_unescape_toml(sl_arena *arena, sl_str inside);

/* A key or value of a .properties file: \t, \n, \f, \r, \uNNNN, a line that goes on
 * in the next one, and otherwise the backslash alone is left out. */
sl_str sl_unescape_properties(sl_arena *arena, sl_str inside);

/* Text or attribute of XML: the five named entities and &#N; &#xN;. Others stay as
 * written. */
sl_str sl_unescape_xml(sl_arena *arena, sl_str inside);

#endif
