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

/* How a host spells the address of a file. */
typedef struct host {
    const char *name;
    const char *before; /* the id of the commit */
    const char *line;
} host;

static const host hosts[] = {
    {"github.com", "/blob/", "#L"},
    {"gitlab.com", "/-/blob/", "#L"},
    {"codeberg.org", "/src/commit/", "#L"},
    {"bitbucket.org", "/src/", "#lines-"},
};

/* Takes scheme and user off an address that sl_remote_uri made. */
static sl_str without_user(sl_str uri)
{
    size_t at;

    uri = sl_str_skip(uri, sl_str_find(uri, sl_lit("://")) + 3);
    at = sl_str_chr(uri, '@');
    return at < sl_str_chr(uri, '/') ? sl_str_skip(uri, at + 1) : uri;
}

bool sl_remote_view(sl_str url, const char *commit, sl_str path, size_t line,
                    sl_buf *out)
{
    const host *known = NULL;
    sl_buf uri = {0};
    sl_str rest = {0}, name = {0};

    if (sl_remote_uri(url, &uri)) {
        rest = without_user(sl_buf_str(&uri));
        name = sl_str_sub(rest, 0, sl_str_chr(rest, '/'));
    }
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (sl_str_eq(name, sl_str_of(hosts[i].name)))
            known = &hosts[i];
    if (known) {
        while (sl_str_ends(rest, sl_lit("/")))
            rest.len--;
        if (sl_str_ends(rest, sl_lit(".git")))
            rest.len -= 4;
        sl_buf_printf(out, "https://%.*s%s%s/", sl_fmt(rest), known->before, commit);
        for (size_t i = 0; i < path.len; i++)
            if (is_one_of(path.ptr[i], "-._~/"))
                sl_buf_char(out, path.ptr[i]);
            else
                sl_buf_printf(out, "%%%02X", (unsigned)(uint8_t)path.ptr[i]);
        if (line > 0)
            sl_buf_printf(out, "%s%zu", known->line, line);
    }
    sl_buf_free(&uri);
    return known;
}
