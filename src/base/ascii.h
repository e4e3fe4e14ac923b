/* ascii.h - classes of ASCII characters, whatever the locale. */
#ifndef SECLINT_BASE_ASCII_H
#define SECLINT_BASE_ASCII_H

#include <stdbool.h>

static inline bool sl_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool sl_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool sl_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* In either case. */
static inline bool sl_is_hex(char c)
{
    return sl_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

#endif
