/* glob.h - path globs of rules and configuration.
 *
 * '*' and '?' do not cross '/', a double star does, {a,b} are alternatives, [a-z] a
 * class. A glob without '/' is matched against the last component, one with '/'
 * against the whole path; a leading "/" only anchors. */
#ifndef SECLINT_TEXT_GLOB_H
#define SECLINT_TEXT_GLOB_H

#include "base/str.h"

/* What sl_glob_match does when the last byte does not decide. */
bool sl_glob_match_all(sl_str glob, sl_str path);

/* Does c mean anything but itself, at least in some place? */
static inline bool sl_glob_special(char c)
{
    switch (c) {
    case '*':
    case '?':
    case '[':
    case ']':
    case '{':
    case '}':
    case ',':
    case '\\':
    case '\0': return true;
    default: return false;
    }
}

/* Nearly every path is turned away by its last byte: rules and layouts ask hundreds of
 * globs about it. */
static inline bool sl_glob_match(sl_str glob, sl_str path)
{
    char last = glob.len > 0 ? glob.ptr[glob.len - 1] : '*';

    if (path.len > 0 && path.ptr[path.len - 1] != last && !sl_glob_special(last))
        return false;
    return sl_glob_match_all(glob, path);
}

/* The bytes behind the last special one and the last '/': what every path that fits
 * ends with. */
sl_str sl_glob_end(sl_str glob);
/* Bytes that stand in every path that fits, as sl_glob_bits has them. Not all of those. */
uint64_t sl_glob_bytes(sl_str glob);
/* A bit for each byte of the text; four bytes share one. */
static inline uint64_t sl_glob_bits(sl_str text)
{
    uint64_t bits = 0;

    for (size_t i = 0; i < text.len; i++)
        bits |= (uint64_t)1 << ((uint8_t)text.ptr[i] & 63);
    return bits;
}
/* False, with *why set, for an unclosed class or brace. */
bool sl_glob_valid(sl_str glob, const char **why);

#endif
