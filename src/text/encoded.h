/* encoded.h - stretches of a text that are text once more, encoded as a whole: base64
 * in either alphabet, on one line or on several of equal length, and hexadecimal.
 *
 * The search is made to cost little where there is nothing. Base64 of ASCII text gives
 * itself away without being decoded: of every four digits the first has a value below
 * 32, the second has bit 3 and the third bit 1 unset (the top bits of three bytes).
 * That holds for random digits in one of 2^18 places of eighteen bytes each, so
 * images, fonts, certificates and keys are passed over. */
#ifndef SECLINT_TEXT_ENCODED_H
#define SECLINT_TEXT_ENCODED_H

#include "base/str.h"

typedef enum sl_code {
    SL_CODE_BASE64,      /* of something that begins as ASCII text */
    SL_CODE_BASE64_WIDE, /* of UTF-16 */
    SL_CODE_BASE64_GZIP, /* of what begins as gzip does */
    SL_CODE_HEX
} sl_code;

typedef struct sl_encoded {
    sl_span span; /* digits, padding, and the line ends and indentation within */
    sl_code code;
} sl_encoded;

enum { SL_ENCODED_MIN = 24 }; /* digits, at least */

/* The next stretch at or behind *at, which moves behind it. False at the end of the
 * text. Every byte is looked at a bounded number of times. */
bool sl_encoded_next(sl_str text, size_t *at, sl_encoded *out);

/* May a stretch begin in the runs of digits that have a byte in span, or touch it? A run
 * that goes on far outside of it may. */
bool sl_encoded_touches(sl_str text, sl_span span);

#endif
