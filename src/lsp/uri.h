/* uri.h - file: URIs (RFC 8089) and the paths that they mean. */
#ifndef SECLINT_LSP_URI_H
#define SECLINT_LSP_URI_H

#include "base/buf.h"

/* Appends the absolute path of a file: URI; false, with nothing appended, if it is another
 * URI, is relative, or has a NUL in it. */
bool sl_uri_path(sl_str uri, sl_buf *out);
/* Appends the file: URI of an absolute path. */
void sl_uri_of_path(sl_str path, sl_buf *out);

#endif
