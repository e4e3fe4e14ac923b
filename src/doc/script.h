/* script.h - which texts are scripts, in whose quoting, and what their commands write. */
#ifndef SECLINT_DOC_SCRIPT_H
#define SECLINT_DOC_SCRIPT_H

#include "doc/shell_word.h"

/* By the file's name, or by its first line: "#!/bin/sh". */
bool sl_script_known(sl_str path, sl_str text);
/* By the name of a file, a fence's language or a key ("pwsh"). */
sl_shell_kind sl_script_kind(sl_str name);
/* Is it the language of a fence that holds commands? */
bool sl_script_language(sl_str language);
/* The file that a command line writes: behind '>', tee, COPY or ADD; else empty. */
sl_str sl_command_file(sl_str command);

#endif
