/* tracked_secret.h - secret files whose tracked version is in the clear. */
#ifndef SECLINT_CHECK_TRACKED_SECRET_H
#define SECLINT_CHECK_TRACKED_SECRET_H

#include "rule/sink.h"

/* The version in the index of a file of a secret class, if it holds plaintext secrets;
 * else NULL. git-crypt-blob-plaintext tells of files that have the filter,
 * secret-staged-over-encrypted of what replaces an encrypted version. */
const sl_fact *sl_tracked_in_clear(sl_facts of_path);

#endif
