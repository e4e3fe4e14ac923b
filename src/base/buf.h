/* buf.h - bytes that grow up to a ceiling. */
#ifndef SECLINT_BASE_BUF_H
#define SECLINT_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

/* A zeroed sl_buf is empty and has no ceiling. Beyond max (0: none) appends are
 * dropped and truncated is set: callers that care look at it once, at the end.
 * ptr is NUL-terminated whenever it is not NULL. */
typedef struct sl_buf {
    char *ptr;
    size_t len;
    size_t cap;
    size_t max;
    bool truncated;
} sl_buf;

void sl_buf_add(sl_buf *buf, sl_str bytes);
void sl_buf_char(sl_buf *buf, char c);
/* In decimal, with zeros in front if it has fewer than so many digits, at most 20. Without
 * printf, whose first call costs a start ten microseconds. */
void sl_buf_number(sl_buf *buf, uint64_t number, size_t digits);
void sl_buf_printf(sl_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void sl_buf_vprintf(sl_buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void sl_buf_reserve(sl_buf *buf, size_t more);
sl_str sl_buf_str(const sl_buf *buf);
void sl_buf_clear(sl_buf *buf); /* keeps the memory */
void sl_buf_free(sl_buf *buf);  /* wipes it: it may have held secrets */

#endif
