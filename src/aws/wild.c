#include "aws/wild.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

sl_str sl_wild_literal(sl_str pattern)
{
    size_t len = 0;

    while (len < pattern.len && pattern.ptr[len] != '*' && pattern.ptr[len] != '?')
        len++;
    return sl_str_sub(pattern, 0, len);
}

/* Only the last '*' is ever tried anew: what an earlier one could eat beside, it can. */
bool sl_wild_match(sl_str pattern, sl_str text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, retry = 0;

    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.len && (pattern.ptr[p] == '?' ||
                                       lower(pattern.ptr[p]) == lower(text.ptr[t]))) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

/* Length of the hole at template_[at]; 0 if none begins there. */
static size_t hole(sl_str template_, size_t at)
{
    sl_str rest = sl_str_skip(template_, at);
    size_t end = sl_str_starts(rest, sl_lit("${")) ? sl_str_chr(rest, '}') : SIZE_MAX;

    return end == SIZE_MAX ? 0 : end + 1;
}

bool sl_template_match(sl_str template_, sl_str text)
{
    size_t p = 0, t = 0, behind = SIZE_MAX, retry = 0;

    while (t < text.len) {
        size_t skip = hole(template_, p);

        if (skip > 0) {
            p = behind = p + skip;
            retry = ++t;
        } else if (p < template_.len && lower(template_.ptr[p]) == lower(text.ptr[t])) {
            p++;
            t++;
        } else if (behind != SIZE_MAX) {
            p = behind;
            t = ++retry;
        } else {
            return false;
        }
    }
    return p == template_.len;
}
