#include "report/remote.h"

#include <string.h>

typedef struct scheme {
    const char *prefix;
    bool user; /* the user belongs to the address, as in git@host */
} scheme;

static const scheme schemes[] = {
    {"https://", false},
    {"http://", false},
    {"ssh://", true},
    {"git://", false},
};

static bool is_one_of(char c, const char *others)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr(others, c));
}

static bool consists_of(sl_str s, const char *others)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_one_of(s.ptr[i], others))
            return false;
    }
    return s.len > 0;
}

static bool is_escape(sl_str s)
{
    static const char digits[] = "0123456789abcdefABCDEF";

    return s.len >= 3 && s.ptr[0] == '%' && memchr(digits, s.ptr[1], 22) &&
           memchr(digits, s.ptr[2], 22);
}

static void add_path(sl_str path, sl_buf *out)
{
    size_t end = sl_str_chr(path, '?');
    size_t fragment = sl_str_chr(path, '#');

    path = sl_str_sub(path, 0, end < fragment ? end : fragment);
    for (size_t i = 0; i < path.len; i++) {
        if (is_one_of(path.ptr[i], "-._~/:@!$&'()*+,;=") ||
            is_escape(sl_str_skip(path, i)))
            sl_buf_char(out, path.ptr[i]);
        else
            sl_buf_printf(out, "%%%02X", (unsigned)(uint8_t)path.ptr[i]);
    }
}

/* authority is [user[:password]@]host[:port]. */
static bool add_address(const scheme *kind, sl_str authority, sl_str path, sl_buf *out)
{
    size_t at = sl_str_rchr(authority, '@');
    sl_str user = at == SIZE_MAX ? (sl_str){0} : sl_str_sub(authority, 0, at);
    sl_str host = at == SIZE_MAX ? authority : sl_str_skip(authority, at + 1);

    user = sl_str_sub(user, 0, sl_str_chr(user, ':'));
    if (!consists_of(host, ".-_:[]"))
        return false;
    sl_buf_add(out, sl_str_of(kind->prefix));
    if (kind->user && consists_of(user, "-._~")) {
        sl_buf_add(out, user);
        sl_buf_char(out, '@');
    }
    sl_buf_add(out, host);
    if (path.len > 0 && path.ptr[0] != '/')
        sl_buf_char(out, '/');
    add_path(path, out);
    return true;
}

bool sl_remote_uri(sl_str url, sl_buf *out)
{
    const scheme ssh = {"ssh://", true};
    sl_str authority, path;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        sl_str prefix = sl_str_of(schemes[i].prefix);
        size_t slash;

        if (!sl_str_starts_nocase(url, prefix))
            continue;
        url = sl_str_skip(url, prefix.len);
        slash = sl_str_chr(url, '/');
        authority = sl_str_sub(url, 0, slash);
        path = slash == SIZE_MAX ? (sl_str){0} : sl_str_skip(url, slash);
        return add_address(&schemes[i], authority, path, out);
    }
    if (sl_str_has(url, sl_lit("://")) || !sl_str_split(url, ':', &authority, &path))
        return false;
    /* A drive letter is no host, and "ext::" runs a program. */
    if (authority.len < 2 || sl_str_starts(path, sl_lit(":")) ||
        sl_str_chr(authority, '/') != SIZE_MAX)
        return false;
    return add_address(&ssh, authority, path, out);
}
