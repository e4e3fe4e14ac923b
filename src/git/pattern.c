#include "git/pattern.h"

#include "git/wildmatch.h"

static size_t literal_length(sl_str s)
{
    size_t i = 0;

    while (i < s.len && s.ptr[i] != '*' && s.ptr[i] != '?' && s.ptr[i] != '[' &&
           s.ptr[i] != '\\')
        i++;
    return i;
}

sl_path_pattern sl_path_pattern_parse(sl_str written)
{
    sl_path_pattern out = {.negated = sl_str_starts(written, sl_lit("!"))};
    sl_str text = out.negated ? sl_str_skip(written, 1) : written;

    out.directory_only = sl_str_ends(text, sl_lit("/"));
    if (out.directory_only)
        text.len--;
    if (sl_str_chr(text, '/') != SIZE_MAX)
        out.kind = SL_PATTERN_PATH;
    out.text = sl_str_drop(text, sl_lit("/"));
    out.prefix = literal_length(out.text);
    if (out.kind == SL_PATTERN_PATH || out.prefix == out.text.len)
        return out;
    text = sl_str_skip(out.text, 1);
    out.kind = out.text.ptr[0] == '*' && literal_length(text) == text.len
                   ? SL_PATTERN_SUFFIX
                   : SL_PATTERN_GLOB;
    return out;
}

/* Nearly all questions end at the length or at the first byte. */
static bool same(sl_str a, sl_str b, bool ignore_case)
{
    if (a.len != b.len || (a.len > 0 && !ignore_case && a.ptr[0] != b.ptr[0]))
        return false;
    return ignore_case ? sl_str_eq_nocase(a, b) : sl_str_eq(a, b);
}

static bool match_path(const sl_path_pattern *pattern, sl_str path, unsigned flags)
{
    size_t prefix = pattern->prefix;

    if (path.len < prefix ||
        !same(sl_str_sub(path, 0, prefix), sl_str_sub(pattern->text, 0, prefix),
              flags & SL_WM_CASEFOLD))
        return false;
    if (prefix == pattern->text.len)
        return path.len == prefix;
    return sl_wildmatch(sl_str_skip(pattern->text, prefix), sl_str_skip(path, prefix),
                        flags | SL_WM_PATHNAME);
}

bool sl_path_pattern_match(const sl_path_pattern *pattern, const sl_path_query *query,
                           size_t depth)
{
    sl_str text = pattern->text;
    sl_str name = query->name;
    bool ignore_case = query->ignore_case;
    unsigned flags = ignore_case ? SL_WM_CASEFOLD : 0;

    if (pattern->directory_only && !query->directory)
        return false;
    switch (pattern->kind) {
    case SL_PATTERN_NAME: return same(text, name, ignore_case);
    case SL_PATTERN_SUFFIX:
        text = (sl_str){text.ptr + 1, text.len - 1};
        if (name.len < text.len)
            return false;
        name = (sl_str){name.ptr + (name.len - text.len), text.len};
        return same(name, text, ignore_case);
    case SL_PATTERN_GLOB: return sl_wildmatch(text, name, flags);
    case SL_PATTERN_PATH:
        return match_path(pattern, sl_str_skip(query->path, depth), flags);
    }
    return false;
}
