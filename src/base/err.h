/* err.h - why something failed, in one line for a person. */
#ifndef SECLINT_BASE_ERR_H
#define SECLINT_BASE_ERR_H

#include "base/str.h"

typedef enum sl_err_code {
    SL_OK = 0,
    SL_EUSAGE,    /* the command line or configuration is wrong */
    SL_EIO,       /* the system refused; errno's text is appended by sl_fail */
    SL_EFORMAT,   /* bytes that do not follow their format */
    SL_ELIMIT,    /* a ceiling of base/limits.h was hit */
    SL_ENOTFOUND, /* the thing asked for is not there */
    SL_EREPO,     /* the repository cannot be read */
    SL_ELOST      /* an object or a ref of it cannot be read, by any reader */
} sl_err_code;

/* A zeroed sl_err means no error. */
typedef struct sl_err {
    sl_err_code code;
    char text[512]; /* lower case, no full stop, names the thing; never a secret */
} sl_err;

/* Fills *err (which may be NULL) and returns false, so that a function can
 * `return sl_fail(err, SL_EIO, "open %s", path);`. With SL_EIO ": " and the
 * text of errno follow. */
bool sl_fail(sl_err *err, sl_err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
