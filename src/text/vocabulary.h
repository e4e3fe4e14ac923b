/* vocabulary.h - the words that people write where a secret will stand later. */
#ifndef SECLINT_TEXT_VOCABULARY_H
#define SECLINT_TEXT_VOCABULARY_H

#include "base/str.h"

/* Is value, whatever its punctuation and case, made of nothing but such words,
 * short numbers and runs (aaaa, abcd, 4321, qwerty): "my-secret-password",
 * "someApiKey123"? Values above 128 bytes are not. */
bool sl_vocabulary_covers(sl_str value);

/* Does value hold a phrase that no secret holds: "changeme", "your_", "EXAMPLE"? */
bool sl_vocabulary_phrase(sl_str value);

/* Is it a word that names a kind of secret: password, token, key ...? */
bool sl_vocabulary_secret_noun(sl_str word);
/* Is it one of the small words of running English: the, is, your ...? */
bool sl_vocabulary_function_word(sl_str word);

/* Is it one of the passwords that everybody tries first, ended by two digits or signs:
 * password123, Welcome1!, letmein2041? Real, however weak; stand-ins are not. */
bool sl_vocabulary_weak(sl_str value);

#endif
