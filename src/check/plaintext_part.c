#include "check/plaintext_part.h"

#include "check/leaf.h"
#include "text/name.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool in(char c, const char *set)
{
    return c != '\0' && sl_str_chr(sl_str_of(set), c) != SIZE_MAX;
}

static size_t until(sl_str s, size_t at, const char *ends)
{
    while (at < s.len && !is_space(s.ptr[at]) && !in(s.ptr[at], ends))
        at++;
    return at;
}

/* A host that only the machine itself or a compose network knows: passwords of such
 * databases are often as public as their file. */
static bool is_local(sl_str host)
{
    host = sl_str_sub(host, 0, until(host, 0, ":/?,;"));
    return host.len == 0 || sl_str_chr(host, '.') == SIZE_MAX ||
           sl_str_starts(host, sl_lit("127.")) ||
           sl_str_starts(host, sl_lit("0.0.0.0")) ||
           sl_str_starts_nocase(host, sl_lit("example.")) ||
           sl_str_has(host, sl_lit(".example"));
}

static bool worth(sl_str user, sl_str password, sl_str host, bool strict)
{
    return !sl_str_eq_nocase(user, password) && sl_str_chr(password, '$') == SIZE_MAX &&
           sl_str_chr(password, '{') == SIZE_MAX &&
           sl_pair_is_secret(sl_lit("password"), password, strict || is_local(host));
}

/* $name, to the end or to what closes a text or an element. A query may hold a '$' that is
 * one of the password, too. */
static bool is_variable(sl_str value)
{
    size_t at = 1;

    if (value.len < 2 || value.ptr[0] != '$')
        return false;
    while (at < value.len &&
           ((value.ptr[at] >= '0' && value.ptr[at] <= '9') ||
            ((value.ptr[at] | 0x20) >= 'a' && (value.ptr[at] | 0x20) <= 'z') ||
            value.ptr[at] == '_'))
        at++;
    return at > 1 && (at == value.len || in(value.ptr[at], " \t\"'`<>),;|\\"));
}

/* a=b separated by one of separators; the password among them is a part. Returns how
 * many pairs there are whose names fit a connection. */
static size_t pairs(sl_str text, const char *separators, bool strict, sl_part_fn *found,
                    void *ctx)
{
    bool query = in('&', separators);
    size_t count = 0;

    while (text.len > 0) {
        size_t end = 0;
        sl_str pair, name, value;

        while (end < text.len && !in(text.ptr[end], separators))
            end++;
        pair = sl_str_sub(text, 0, end);
        text = sl_str_skip(text, end + 1);
        if (!sl_str_split(pair, '=', &name, &value))
            continue;
        name = sl_str_trim(name);
        value = sl_str_trim(value);
        if (value.len > 1 && in(value.ptr[0], "'\"") &&
            value.ptr[value.len - 1] == value.ptr[0])
            value = sl_str_sub(value, 1, value.len - 1);
        count++;
        if (query && is_variable(value))
            continue;
        if (sl_name_is_secret(name) && sl_str_chr(value, '{') == SIZE_MAX &&
            sl_pair_is_secret(name, value, strict))
            found(ctx, name, value);
    }
    return count;
}

/* user:password@ between "://" and the end of the authority. */
static void url_parts(sl_str rest, bool strict, sl_part_fn *found, void *ctx)
{
    sl_str authority = sl_str_sub(rest, 0, until(rest, 0, "/?#\"'<>`\\"));
    size_t at = sl_str_rchr(authority, '@');
    sl_str tail = sl_str_sub(rest, authority.len, until(rest, authority.len, "\"'<>`"));
    sl_str user, password;

    if (at != SIZE_MAX &&
        sl_str_split(sl_str_sub(authority, 0, at), ':', &user, &password) &&
        worth(user, password, sl_str_skip(authority, at + 1), strict))
        found(ctx, sl_lit("password"), password);
    at = sl_str_chr(tail, '?');
    if (at != SIZE_MAX)
        pairs(sl_str_skip(tail, at + 1), "&", true, found, ctx);
    else if (sl_str_chr(rest, ';') != SIZE_MAX)
        pairs(sl_str_skip(rest, sl_str_chr(rest, ';') + 1), ";", strict, found, ctx);
}

static bool urls(sl_str text, bool strict, sl_part_fn *found, void *ctx)
{
    sl_str mark = sl_lit("://");
    size_t at = sl_str_find(text, mark);
    bool any = at != SIZE_MAX;

    while (at != SIZE_MAX) {
        text = sl_str_skip(text, at + mark.len);
        at = sl_str_find(text, mark);
        url_parts(sl_str_sub(text, 0, at), strict, found, ctx);
    }
    return any;
}

/* Does one of these names stand before a '=' of text? */
static bool has_host(sl_str text)
{
    static const char *const names[] = {
        "server",   "host",     "data source", "user id",     "uid",
        "endpoint", "database", "dbname",      "accountname", "addr",
        "hostname", "user",     "username",    "sslmode",     "initial catalog"};
    size_t at = 0, next;

    while ((next = sl_str_chr(sl_str_skip(text, at), '=')) != SIZE_MAX) {
        sl_str before = sl_str_sub(text, 0, at + next);

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (sl_str_ends_nocase(before, sl_str_of(names[i])))
                return true;
        at += next + 1;
    }
    return false;
}

/* user:password@tcp(host:port)/database, of Go's drivers. */
static bool go_parts(sl_str text, bool strict, sl_part_fn *found, void *ctx)
{
    size_t at = sl_str_find(text, sl_lit("@tcp("));
    sl_str user, password;

    if (at == SIZE_MAX || !sl_str_split(sl_str_sub(text, 0, at), ':', &user, &password))
        return false;
    if (worth(user, password, sl_str_skip(text, at + sl_lit("@tcp(").len), strict))
        found(ctx, sl_lit("password"), password);
    return true;
}

bool sl_connection_parts(sl_str text, bool strict, sl_part_fn *found, void *ctx)
{
    enum { LONGEST = 4096 }; /* nobody connects with more */

    if (text.len > LONGEST ||
        (sl_str_chr(text, '=') == SIZE_MAX && sl_str_chr(text, ':') == SIZE_MAX))
        return false;
    if (urls(text, strict, found, ctx) && !sl_str_has(text, sl_lit("=http")))
        return true;
    if (go_parts(text, strict, found, ctx))
        return true;
    if (!has_host(text) || sl_str_chr(text, '\n') != SIZE_MAX)
        return false;
    return pairs(text, sl_str_chr(text, ';') != SIZE_MAX ? ";" : " ", strict, found,
                 ctx) > 1;
}

static bool name_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-' || c == '.';
}

/* Options whose names are too short to announce much elsewhere. */
sl_str sl_option_name(sl_str word)
{
    static const char *const password[] = {"requirepass", "masterauth", "pass",
                                           "passwd", "rootpass"};
    sl_str name = word;

    if (!sl_str_starts(word, sl_lit("-")) || word.len > 64)
        return (sl_str){0};
    while (name.len > 0 && name.ptr[0] == '-')
        name = sl_str_skip(name, 1);
    for (size_t i = 0; i < name.len; i++)
        if (!name_char(name.ptr[i]))
            return (sl_str){0};
    for (size_t i = 0; i < sizeof password / sizeof *password; i++)
        if (sl_str_eq(name, sl_str_of(password[i])))
            return sl_lit("password");
    return sl_name_is_secret(name) ? name : (sl_str){0};
}

static sl_str bare(sl_str value)
{
    while (value.len > 0 && in(value.ptr[0], "'\"`\\("))
        value = sl_str_skip(value, 1);
    while (value.len > 0 && in(value.ptr[value.len - 1], "'\"`,;)\\"))
        value.len--;
    return value;
}

static void judge(sl_str name, sl_str value, sl_part_fn *found, void *ctx)
{
    value = bare(value);
    if (sl_str_chr(value, '{') == SIZE_MAX && sl_str_chr(value, '$') == SIZE_MAX &&
        sl_str_chr(value, '(') == SIZE_MAX && sl_pair_is_secret(name, value, true))
        found(ctx, name, value);
}

void sl_command_parts(sl_str text, sl_part_fn *found, void *ctx)
{
    sl_str option = {0}; /* the word before, if its value comes next */

    if (sl_str_chr(text, '-') == SIZE_MAX && sl_str_chr(text, '=') == SIZE_MAX)
        return;
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        sl_str word, name, value;

        while (end < text.len && !is_space(text.ptr[end]))
            end++;
        word = sl_str_sub(text, at, end);
        at = end + 1;
        if (word.len == 0)
            continue;
        if (option.len > 0 && word.ptr[0] != '-')
            judge(option, word, found, ctx);
        option = sl_option_name(word);
        if (option.len > 0 || !sl_str_split(word, '=', &name, &value))
            continue;
        name = bare(name);
        if (sl_str_chr(name, '/') != SIZE_MAX || sl_str_chr(name, '@') != SIZE_MAX)
            continue; /* an address */
        while (name.len > 0 && name.ptr[0] == '-')
            name = sl_str_skip(name, 1);
        if (name.len > 2 && name.ptr[0] == 'D' && word.ptr[0] == '-')
            name = sl_str_skip(name, 1);
        if (name.len > 0 && name.len <= 64 && name_char(name.ptr[0]))
            judge(sl_str_eq(name, sl_lit("requirepass")) ? sl_lit("password") : name,
                  value, found, ctx);
    }
}
