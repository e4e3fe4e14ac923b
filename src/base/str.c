#include "base/str.h"

#include "base/scan.h"

#include <string.h>

/* Not strncasecmp: it stops at a NUL and knows the locale. */
bool sl_str_same_nocase(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_char_lower(a[i]) != sl_char_lower(b[i]))
            return false;
    return true;
}

int sl_str_cmp(sl_str a, sl_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

sl_str sl_str_drop(sl_str s, sl_str prefix)
{
    return sl_str_starts(s, prefix) ? sl_str_skip(s, prefix.len) : s;
}

sl_str sl_str_drop_end(sl_str s, sl_str suffix)
{
    return sl_str_ends(s, suffix) ? sl_str_sub(s, 0, s.len - suffix.len) : s;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

sl_str sl_str_trim(sl_str s)
{
    while (s.len > 0 && is_space(s.ptr[0]))
        s = sl_str_skip(s, 1);
    while (s.len > 0 && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t sl_str_chr3(sl_str s, char a, char b, char c)
{
    return sl_scan_chr3(s, a, b, c);
}

size_t sl_str_find(sl_str s, sl_str needle)
{
    const char *hit;

    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return SIZE_MAX;
    hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

size_t sl_str_find_nocase(sl_str s, sl_str needle)
{
    char first = needle.len > 0 ? sl_char_lower(needle.ptr[0]) : 0;
    char other = (char)(first >= 'a' && first <= 'z' ? first - 32 : first);
    size_t next;

    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= s.len; i += next + 1) {
        next =
            sl_str_chr3(sl_str_sub(s, i, s.len - needle.len + 1), first, other, first);
        if (next == SIZE_MAX)
            break;
        if (sl_str_same_nocase(s.ptr + i + next, needle.ptr, needle.len))
            return i + next;
    }
    return SIZE_MAX;
}

size_t sl_str_rchr(sl_str s, char c)
{
    const char *hit = s.len ? memrchr(s.ptr, c, s.len) : NULL;

    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

bool sl_str_has(sl_str s, sl_str needle)
{
    return sl_str_find(s, needle) != SIZE_MAX;
}

bool sl_str_split(sl_str s, char sep, sl_str *before, sl_str *after)
{
    size_t at = sl_str_chr(s, sep);

    if (at == SIZE_MAX)
        return false;
    *before = sl_str_sub(s, 0, at);
    *after = sl_str_skip(s, at + 1);
    return true;
}

sl_str sl_str_line(sl_str *rest)
{
    size_t at = sl_str_chr(*rest, '\n');
    sl_str line = sl_str_sub(*rest, 0, at);

    *rest = sl_str_skip(*rest, at == SIZE_MAX ? rest->len : at + 1);
    return at == SIZE_MAX ? line : sl_str_drop_end(line, sl_lit("\r"));
}

uint64_t sl_path_end(sl_str path)
{
    uint64_t end = 0;

    if (path.len < sizeof end) {
        for (size_t i = 0; i < path.len; i++)
            end = end >> 8 | (uint64_t)(unsigned char)path.ptr[i] << 56;
        return end;
    }
    memcpy(&end, path.ptr + path.len - sizeof end, sizeof end);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    end = __builtin_bswap64(end);
#endif
    return end;
}

sl_str sl_path_base(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');

    return slash == SIZE_MAX ? path : sl_str_skip(path, slash + 1);
}

sl_str sl_path_dir(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');

    return slash == SIZE_MAX ? sl_str_sub(path, 0, 0) : sl_str_sub(path, 0, slash);
}

sl_span sl_span_in(sl_str outer, sl_str inner)
{
    size_t start = (size_t)(inner.ptr - outer.ptr);

    return (sl_span){start, start + inner.len};
}

/* The first byte decides nearly always, and spares the length of the row. */
bool sl_str_in_rows(const char *rows, size_t width, size_t len, sl_str word)
{
    for (size_t i = 0; i < len && word.len > 0; i++, rows += width)
        if ((rows[0] | 0x20) == (word.ptr[0] | 0x20) &&
            sl_str_eq_nocase((sl_str){rows, strnlen(rows, width)}, word))
            return true;
    return false;
}

bool sl_str_among(const char *const *table, size_t len, sl_str word)
{
    for (size_t i = 0; i < len && word.len > 0; i++)
        if ((table[i][0] | 0x20) == (word.ptr[0] | 0x20) &&
            sl_str_eq_nocase(sl_str_of(table[i]), word))
            return true;
    return false;
}
