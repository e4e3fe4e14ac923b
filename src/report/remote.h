/* remote.h - the address of a git remote, as an absolute URI for a report. */
#ifndef SECLINT_REPORT_REMOTE_H
#define SECLINT_REPORT_REMOTE_H

#include "base/buf.h"

/* Appends url as a URI (RFC 3986) without password, query and fragment; the form
 * host:path becomes ssh://host/path. Returns false, with nothing appended, for
 * what is no https, http, ssh or git address: a local path says something about
 * the machine and nothing to the reader. */
bool sl_remote_uri(sl_str url, sl_buf *out);

/* Appends where the host of that remote shows a line of a file (path: raw bytes; line 0:
 * the file) as a commit has it. False, with nothing appended, for a host whose addresses
 * are not known. */
bool sl_remote_view(sl_str url, const char *commit, sl_str path, size_t line,
                    sl_buf *out);

#endif
