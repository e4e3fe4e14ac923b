/* mapping.h - a whole file in memory, read-only, by mmap. */
#ifndef SECLINT_GIT_MAPPING_H
#define SECLINT_GIT_MAPPING_H

#include "base/err.h"

/* A zeroed sl_mapping is empty. The bytes stay readable when the file is
 * unlinked; a file that somebody truncates in place ends the program (SIGBUS),
 * which git never does to the files mapped here. */
typedef struct sl_mapping {
    sl_str bytes;
} sl_mapping;

/* Maps the regular file name below the directory dir. SL_ENOTFOUND if it is not
 * there, SL_EFORMAT if it is not a regular file, otherwise SL_EIO; the message
 * holds name as given. */
bool sl_mapping_open(int dir, const char *name, sl_mapping *out, sl_err *err);
/* All of it is about to be read: its pages are mapped at once, where the system can. */
void sl_mapping_fetch(const sl_mapping *mapping);
void sl_mapping_close(sl_mapping *mapping);

#endif
