/* verdict.h - what a token says about itself, without a network.
 *
 * A scheme knows one token format: its checksum, or the structure inside it.
 * Sources of the formats stand beside each scheme. */
#ifndef SECLINT_TOKEN_VERDICT_H
#define SECLINT_TOKEN_VERDICT_H

#include "base/str.h"

typedef enum sl_verdict_kind {
    SL_VERDICT_NONE,        /* the scheme has nothing to say about these bytes */
    SL_VERDICT_VALID,       /* checksum or structure holds */
    SL_VERDICT_MISMATCH,    /* right form, wrong checksum: edited or placeholder */
    SL_VERDICT_NOT_A_TOKEN, /* cannot be one: the finding is dropped */
    SL_VERDICT_PROTECTED    /* holds no usable secret (encrypted key): dropped */
} sl_verdict_kind;

typedef struct sl_verdict {
    sl_verdict_kind kind;
    bool expired;   /* it says so itself (JWT exp): one level lower */
    bool locked;    /* a passphrase protects what is inside: one level lower */
    char note[160]; /* for the message: "checksum valid", "AWS account 123456789012";
                     * empty if there is nothing to add; never part of the secret */
} sl_verdict;

typedef struct sl_verdict_scheme {
    const char *name; /* as rules name it: "github", "jwt" */
    void (*judge)(sl_str token, sl_verdict *out);
    /* Appends the checksum that makes body a valid token into out (room bytes,
     * NUL-terminated), for samples; NULL where the format has none. */
    bool (*sign)(sl_str body, char *out, size_t room);
} sl_verdict_scheme;

/* By name, or NULL. */
const sl_verdict_scheme *sl_verdict_scheme_find(sl_str name);
/* The i-th scheme, or NULL past the last. */
const sl_verdict_scheme *sl_verdict_scheme_at(size_t i);

#endif
