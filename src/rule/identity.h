/* identity.h - what tells one secret at several places. */
#ifndef SECLINT_RULE_IDENTITY_H
#define SECLINT_RULE_IDENTITY_H

#include "base/str.h"

enum { SL_IDENTITY_KEY = 32 };

/* The identity of a text under a rule (an empty id: under any), never 0: the first 64
 * bits of an HMAC-SHA-256, big-endian, of both. Line ends and indents are not part of a
 * text, and of one that is no secret no blanks are. Without the key a reader of the
 * identity has nothing to guess against; it is of one run alone, or of a baseline's salt
 * (scan/baseline.h). */
uint64_t sl_identity(const uint8_t key[SL_IDENTITY_KEY], sl_str rule_id, sl_str text,
                     bool secret);

#endif
