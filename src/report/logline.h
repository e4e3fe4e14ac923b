/* logline.h - text of others in the log of a CI server, where lines can be commands. */
#ifndef SECLINT_REPORT_LOGLINE_H
#define SECLINT_REPORT_LOGLINE_H

#include "base/buf.h"

/* Appends text with the second '#' of "##[" and "##vso[" written as \x23: both are
 * commands to Azure Pipelines and GitHub Actions anywhere on a line. */
void sl_logline_disarm(sl_str text, sl_buf *out);

/* How a server escapes what stands in its commands: '%' becomes percent; CR, LF and the
 * characters of specials become % and two hex digits. */
typedef struct sl_logline_form {
    const char *percent;
    const char *specials;
} sl_logline_form;

/* Appends text for one field of a command. What would steer the terminal of who reads
 * the log is escaped as sl_escape does it, tabs and line ends excepted. */
void sl_logline_field(sl_str text, const sl_logline_form *form, sl_buf *out);

#endif
