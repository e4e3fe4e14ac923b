/* sample.h - placeholders in rule examples and fixtures, expanded at run time.
 *
 * The repository holds no text that looks like a live token; it holds
 *
 *     <<PREFIX:LENGTH:ALPHABET>>          <<AKIA:16:A-Z2-7>>
 *     <<PREFIX:LENGTH:ALPHABET:SCHEME>>   <<ghp_:30:0-9A-Za-z:github>>
 *     ...#N before the closing brackets   another token of the same form
 *
 * which become PREFIX followed by LENGTH pseudo-random characters of ALPHABET (a
 * bracket expression without brackets: ranges and single characters) and, with
 * a SCHEME (token/verdict.h), the checksum that makes the whole valid. Further
 * forms: <<base64:TEXT>> and <<base64url:TEXT>> (TEXT may hold placeholders
 * written with single angle brackets), <<hex:TEXT>>, <<pem:LABEL:BYTES>> (a PEM
 * block of BYTES pseudo-random bytes behind the head that its kind of key has; with
 * :json behind BYTES its line ends are written \n), <<join:A|B|...>> (the parts
 * without the bars: for words that must not stand whole in the source). A placeholder
 * stands on one line. Expansion is a pure function of its text. */
#ifndef SECLINT_TOKEN_SAMPLE_H
#define SECLINT_TOKEN_SAMPLE_H

#include "base/buf.h"
#include "base/err.h"

/* Appends text with its placeholders expanded to *out. Text in double angle
 * brackets that is no placeholder stays as it is. Fails on a placeholder with an
 * unknown scheme, a bad range or a length above 4096. */
bool sl_sample_expand(sl_str text, sl_buf *out, sl_err *err);

#endif
