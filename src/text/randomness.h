/* randomness.h - does a value look drawn at random, or written by somebody?
 *
 * The score is a log-likelihood ratio: what the value costs in bits as text (letters
 * by the two before them, the change between lower case, capitals, digits and signs
 * by the class before) less what it costs as a uniform choice from the smallest usual
 * alphabet that holds it. The costs are randomness.def, which tools/randomness/train.py
 * makes from generated text; docs/randomness.md tells how, and how well it tells.
 * Integers only: the same verdict everywhere. Time is linear in the value. */
#ifndef SECLINT_TEXT_RANDOMNESS_H
#define SECLINT_TEXT_RANDOMNESS_H

#include "base/str.h"

typedef enum sl_alphabet {
    SL_ALPHABET_NONE, /* empty, or bytes beyond printable ASCII */
    SL_ALPHABET_DIGITS,
    SL_ALPHABET_HEX, /* of one case */
    SL_ALPHABET_LOWER,
    SL_ALPHABET_UPPER,
    SL_ALPHABET_BASE32,
    SL_ALPHABET_LOWER_DIGITS,
    SL_ALPHABET_UPPER_DIGITS,
    SL_ALPHABET_LETTERS,
    SL_ALPHABET_BASE62,
    SL_ALPHABET_BASE64, /* padding is not judged */
    SL_ALPHABET_BASE64URL,
    SL_ALPHABET_PRINTABLE,
    SL_ALPHABETS
} sl_alphabet;

typedef struct sl_randomness {
    sl_alphabet alphabet;
    uint32_t len;      /* bytes judged: without '=' at the end, at most 512 */
    uint32_t distinct; /* different bytes */
    uint32_t changes;  /* places where the class of character changes */
    bool lower, upper, digit, sign;
    int32_t score;    /* sixteenths of a bit; above 0: rather random than written */
    int32_t needed;   /* the score from which on it counts as random */
    uint32_t entropy; /* of its bytes, hundredths of a bit per byte */
    bool random;
    const char *why; /* why it is not random; NULL if it is */
} sl_randomness;

sl_randomness sl_randomness_of(sl_str value);
/* "base64", for messages */
const char *sl_alphabet_name(sl_alphabet alphabet);

#endif
