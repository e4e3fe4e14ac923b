/* config_file.h - the syntax of git's configuration files.
 *
 * Source: git-config(1), "Syntax". Where git and libgit2 differ, this follows git. */
#ifndef SECLINT_GIT_CONFIG_FILE_H
#define SECLINT_GIT_CONFIG_FILE_H

#include "base/buf.h"
#include "base/vec.h"

/* One assignment, in a file that was parsed. */
typedef struct sl_config_item {
    sl_str key;    /* "section.name" or "section.Sub.name": section and name in lower
                    * case, the subsection as it is written */
    sl_str value;  /* unquoted */
    bool assigned; /* there is a "="; without it git takes the value for true */
} sl_config_item;

/* A walk over the assignments of text, which must live as long as it does. */
typedef struct sl_config_reader {
    sl_str text;
    size_t at;
    bool started; /* the byte order mark is behind us */
    bool failed;
    sl_buf section; /* with its dot */
    sl_buf key;
    sl_buf value;
} sl_config_reader;

/* The next assignment; its slices are good until the next call. False at the end, or,
 * with failed set, where git gives up on the file. */
bool sl_config_next(sl_config_reader *reader, sl_config_item *out);
/* The line that the reader has reached, from 1. */
size_t sl_config_line(const sl_config_reader *reader);
void sl_config_reader_free(sl_config_reader *reader);

/* What git takes for a boolean: true, yes, on, false, no, off, nothing (false) or a
 * number with k, m or g. False, with *out untouched, for anything else. */
bool sl_config_bool(sl_str value, bool *out);

#endif
