/* account.h - one finding in one line, for formats that have a single field for it. */
#ifndef SECLINT_REPORT_ACCOUNT_H
#define SECLINT_REPORT_ACCOUNT_H

#include "report/report.h"

/* The file that a reader can open, raw bytes: the archive for a member of one; empty
 * for the message of a commit or tag. */
sl_str sl_account_file(const sl_place *place);
/* Does the line count in the file as it is now? Not in old versions, archives and
 * messages. */
bool sl_account_is_here(const sl_place *place);

/* Appends "path:line:column", escaped; the column counts code points. Behind "./" if
 * it began with a colon: "::" at the start of a line is a command to GitHub Actions. */
void sl_account_where(const sl_place *place, sl_buf *out);
/* Appends the message and what else is known, "message; in history since ...; ...",
 * escaped, without full stop. */
void sl_account_what(const sl_finding *finding, sl_buf *out);
/* The same, then ". " and the first sentence of the remedy. */
void sl_account_write(const sl_finding *finding, sl_buf *out);

#endif
