/* public_file.h - files that are meant to be committed in plain text, and what for. */
#ifndef SECLINT_CHECK_PUBLIC_FILE_H
#define SECLINT_CHECK_PUBLIC_FILE_H

#include "check/check.h"

typedef enum sl_public_kind {
    SL_PUBLIC_DEV,    /* used as it is by every developer: .env.dev, dev.yml */
    SL_PUBLIC_EXAMPLE /* to be copied and filled in, or shared by all environments */
} sl_public_kind;

/* By the words of the base name; an example of a development file is an example. */
sl_public_kind sl_public_kind_of(sl_str path);

/* The first version of a tracked public file of that kind that has plaintext secrets
 * in it: the one in the index, else the file; NULL if there is none. */
const sl_fact *sl_public_leak(sl_facts of_path, sl_public_kind kind);

/* "staged", "committed" or "in the working tree, not staged yet" */
const char *sl_public_leak_stage(const sl_fact *fact);

#endif
