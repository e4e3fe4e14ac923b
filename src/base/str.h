/* str.h - slices: a pointer and a length into bytes that somebody else owns. */
#ifndef SECLINT_BASE_STR_H
#define SECLINT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes, not characters; never NUL-terminated by promise. ptr may be NULL only
 * when len is 0. */
typedef struct sl_str {
    const char *ptr;
    size_t len;
} sl_str;

/* Half-open byte range [start, end) of some text. */
typedef struct sl_span {
    size_t start;
    size_t end;
} sl_span;

/* A slice of a string literal. */
#define sl_lit(literal) ((sl_str){"" literal, sizeof(literal) - 1})

/* printf("%.*s", sl_fmt(s)) */
#define sl_fmt(s) ((int)(s).len), ((s).ptr ? (s).ptr : "")

/* What costs less than a call is inline: of a literal the compiler then knows the length,
 * and lists of words are passed over at their first or last byte.
 *
 * NULL gives the empty slice. */
static inline sl_str sl_str_of(const char *cstring)
{
    return (sl_str){cstring, cstring ? strlen(cstring) : 0};
}

static inline sl_str sl_str_make(const char *ptr, size_t len)
{
    return (sl_str){ptr, len};
}

static inline bool sl_str_eq(sl_str a, sl_str b)
{
    if (a.len != b.len)
        return false;
    if (a.len == 0 || !a.ptr || !b.ptr)
        return a.len == 0;
    return a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* ASCII case only */
static inline char sl_char_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* What sl_str_eq_nocase compares with: so many bytes of each. */
bool sl_str_same_nocase(const char *a, const char *b, size_t len);

/* NOLINTBEGIN(clang-analyzer-core.*): a slice with bytes has a pointer */
static inline bool sl_str_eq_nocase(sl_str a, sl_str b)
{
    return a.len == b.len &&
           (a.len == 0 || (sl_char_lower(a.ptr[0]) == sl_char_lower(b.ptr[0]) &&
                           sl_str_same_nocase(a.ptr, b.ptr, a.len)));
}
/* NOLINTEND(clang-analyzer-core.*) */

int sl_str_cmp(sl_str a, sl_str b); /* byte order, as memcmp */

/* Clamp start and end to the slice. */
static inline sl_str sl_str_sub(sl_str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    return start ? (sl_str){s.ptr + start, end - start} : (sl_str){s.ptr, end};
}

/* s[at]; '\0' where s has no such byte. */
static inline char sl_str_at(sl_str s, size_t at)
{
    return at < s.len ? s.ptr[at] : '\0';
}

/* Without its first bytes. */
static inline sl_str sl_str_skip(sl_str s, size_t count)
{
    return sl_str_sub(s, count, s.len);
}

static inline bool sl_str_starts(sl_str s, sl_str prefix)
{
    return s.len >= prefix.len && sl_str_eq(sl_str_sub(s, 0, prefix.len), prefix);
}

static inline bool sl_str_ends(sl_str s, sl_str suffix)
{
    return s.len >= suffix.len && sl_str_eq(sl_str_skip(s, s.len - suffix.len), suffix);
}

static inline bool sl_str_starts_nocase(sl_str s, sl_str prefix)
{
    return sl_str_eq_nocase(sl_str_sub(s, 0, prefix.len), prefix);
}

/* The last byte decides nearly always. */
/* NOLINTBEGIN(clang-analyzer-core.*): as above */
static inline bool sl_str_ends_nocase(sl_str s, sl_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || sl_char_lower(s.ptr[s.len - 1]) ==
                                   sl_char_lower(suffix.ptr[suffix.len - 1])) &&
           sl_str_eq_nocase(sl_str_skip(s, s.len - suffix.len), suffix);
}
/* NOLINTEND(clang-analyzer-core.*) */

/* Is word one of the table, whatever its ASCII case? */
bool sl_str_among(const char *const *table, size_t len, sl_str word);
/* The same of words that stand in rows of width bytes, with NUL behind them if they are
 * shorter: `static const char words[][16]`. Long tables are kept like that, as the
 * dynamic linker would set a pointer to each word before every run. */
bool sl_str_in_rows(const char *rows, size_t width, size_t len, sl_str word);

sl_str sl_str_drop(sl_str s, sl_str prefix);     /* without prefix, if it is there */
sl_str sl_str_drop_end(sl_str s, sl_str suffix); /* without suffix, if it is there */
sl_str sl_str_trim(sl_str s);                    /* blanks, tabs, CR, LF, VT, FF */

/* Index of the first one, or SIZE_MAX. */
static inline size_t sl_str_chr(sl_str s, char c)
{
    /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): as above */
    const char *hit = s.len ? (const char *)memchr(s.ptr, c, s.len) : NULL;

    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

/* Index of the first that is a, b or c, or SIZE_MAX. */
size_t sl_str_chr3(sl_str s, char a, char b, char c);

size_t sl_str_find(sl_str s, sl_str needle);
size_t sl_str_find_nocase(sl_str s, sl_str needle);
size_t sl_str_rchr(sl_str s, char c);
bool sl_str_has(sl_str s, sl_str needle);

/* Cuts s at the first sep. Returns false, with both outputs untouched, if
 * there is none. */
bool sl_str_split(sl_str s, char sep, sl_str *before, sl_str *after);

/* Takes the next line off *rest, without its LF or CRLF. Call while rest->len. */
sl_str sl_str_line(sl_str *rest);

/* The last eight bytes, the last of all the highest; of a shorter text padded with
 * zeros. */
uint64_t sl_path_end(sl_str path);
/* The last four of them. */
static inline uint32_t sl_path_tail(sl_str path)
{
    uint32_t tail;

    if (path.len < sizeof tail)
        return (uint32_t)(sl_path_end(path) >> 32);
    memcpy(&tail, path.ptr + path.len - sizeof tail, sizeof tail);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    tail = __builtin_bswap32(tail);
#endif
    return tail;
}

/* Last component of a '/'-separated path, and the part before its slash. */
sl_str sl_path_base(sl_str path);
sl_str sl_path_dir(sl_str path); /* empty at the top level */

/* A span relative to outer.ptr; inner must point into outer. */
sl_span sl_span_in(sl_str outer, sl_str inner);

#endif
