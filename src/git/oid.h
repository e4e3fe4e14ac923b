/* oid.h - object ids: SHA-1 (20 bytes) now, SHA-256 (32 bytes) by length. */
#ifndef SECLINT_GIT_OID_H
#define SECLINT_GIT_OID_H

#include "base/str.h"

#include <string.h>

enum { SL_OID_MAX = 32, SL_OID_SHA1 = 20, SL_OID_HEX_MAX = 64 };

/* Raw id; len is 0 for "none", else 20 or 32. */
typedef struct sl_oid {
    uint8_t raw[SL_OID_MAX];
    uint8_t len;
} sl_oid;

typedef enum sl_object_type {
    SL_OBJ_NONE = 0,
    SL_OBJ_COMMIT = 1, /* the numbers of the pack format */
    SL_OBJ_TREE = 2,
    SL_OBJ_BLOB = 3,
    SL_OBJ_TAG = 4
} sl_object_type;

static inline sl_oid sl_oid_make(const uint8_t *raw, size_t len)
{
    sl_oid oid = {.len = (uint8_t)len};

    if (len == SL_OID_SHA1) /* two moves, where an unknown length is a call */
        memcpy(oid.raw, raw, SL_OID_SHA1);
    else
        memcpy(oid.raw, raw, len);
    return oid;
}

/* Exactly 40 or 64 hex digits; false otherwise. */
bool sl_oid_parse(sl_str hex, sl_oid *out);
/* Writes 2 * len digits and a NUL; out holds SL_OID_HEX_MAX + 1. Returns out. */
const char *sl_oid_hex(const sl_oid *oid, char *out);
bool sl_oid_eq(const sl_oid *a, const sl_oid *b);
int sl_oid_cmp(const sl_oid *a, const sl_oid *b);
/* The raw bytes as a slice, for use as a map key. */
sl_str sl_oid_str(const sl_oid *oid);

#endif
