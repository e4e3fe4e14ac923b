/* out.h - standard output that does not lose bytes, and errors on standard error. */
#ifndef SECLINT_CLI_OUT_H
#define SECLINT_CLI_OUT_H

#include "base/err.h"

/* To be called first. A reader that goes away becomes an error (EPIPE) in place of
 * a signal. Standard descriptors that are closed get one that cannot be used in
 * their direction, so that no file opened later takes their place. */
void sl_stdio_guard(void);

/* Nothing of what the program holds in memory outlives a crash: no core is written, and
 * other processes of the same user cannot look into it. */
void sl_core_guard(void);

/* Writes all of it, past interruptions, or fails with SL_EIO. */
bool sl_stdout_write(sl_str bytes, sl_err *err);
/* At the end of the program: errors that a file system tells only now. */
bool sl_stdout_close(sl_err *err);

void sl_stderr_write(sl_str bytes);

/* "WHO: TEXT" on standard error, escaped. */
void sl_complain_as(const char *who, const sl_err *err);
/* The same as seclint. Returns the exit status for errors. */
int sl_complain(const sl_err *err);

#endif
