/* str.h - slices: a pointer and a length into bytes that somebody else owns. */
#ifndef SECLINT_BASE_STR_H
#define SECLINT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

sl_str sl_str_of(const char *cstring); /* NULL gives the empty slice */
sl_str sl_str_make(const char *ptr, size_t len);
bool sl_str_eq(sl_str a, sl_str b);
bool sl_str_eq_nocase(sl_str a, sl_str b); /* ASCII case only */
int sl_str_cmp(sl_str a, sl_str b);        /* byte order, as memcmp */
bool sl_str_starts(sl_str s, sl_str prefix);
bool sl_str_ends(sl_str s, sl_str suffix);
bool sl_str_starts_nocase(sl_str s, sl_str prefix);
bool sl_str_ends_nocase(sl_str s, sl_str suffix);
/* Is word one of the table, whatever its ASCII case? */
bool sl_str_among(const char *const *table, size_t len, sl_str word);

/* Clamp start and end to the slice. */
sl_str sl_str_sub(sl_str s, size_t start, size_t end);
sl_str sl_str_skip(sl_str s, size_t count);      /* without its first bytes */
sl_str sl_str_drop(sl_str s, sl_str prefix);     /* without prefix, if it is there */
sl_str sl_str_drop_end(sl_str s, sl_str suffix); /* without suffix, if it is there */
sl_str sl_str_trim(sl_str s);                    /* blanks, tabs, CR, LF, VT, FF */

/* Index of the first needle, or SIZE_MAX. */
size_t sl_str_find(sl_str s, sl_str needle);
size_t sl_str_find_nocase(sl_str s, sl_str needle);
size_t sl_str_chr(sl_str s, char c);
size_t sl_str_rchr(sl_str s, char c);
bool sl_str_has(sl_str s, sl_str needle);

/* Cuts s at the first sep. Returns false, with both outputs untouched, if
 * there is none. */
bool sl_str_split(sl_str s, char sep, sl_str *before, sl_str *after);

/* Takes the next line off *rest, without its LF or CRLF. Call while rest->len. */
sl_str sl_str_line(sl_str *rest);

/* Last component of a '/'-separated path, and the part before its slash. */
sl_str sl_path_base(sl_str path);
sl_str sl_path_dir(sl_str path); /* empty at the top level */

/* A span relative to outer.ptr; inner must point into outer. */
sl_span sl_span_in(sl_str outer, sl_str inner);

#endif
