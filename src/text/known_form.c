#include "text/known_form.h"

#include "base/ascii.h"

#include <string.h>

static bool all_hex(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!sl_is_hex(value.ptr[i]))
            return false;
    return true;
}

/* 0x and twenty bytes: an account or a contract of a blockchain */
static bool is_address(sl_str value)
{
    enum { ADDRESS = 42 };

    return value.len == ADDRESS && sl_str_starts(value, sl_lit("0x")) &&
           all_hex(sl_str_skip(value, 2));
}

/* A point of P-256 that is not compressed, 65 bytes of base64 of which the first is 4:
 * the public key of Web Push. */
static bool is_point(sl_str value)
{
    enum { POINT = 87 };

    value = sl_str_drop_end(value, sl_lit("="));
    if (value.len != POINT || value.ptr[0] != 'B' || value.ptr[1] < 'A' ||
        value.ptr[1] > 'P')
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (!sl_is_digit(value.ptr[i]) && !sl_is_upper(value.ptr[i]) &&
            !sl_is_lower(value.ptr[i]) &&
            (value.ptr[i] == '\0' || !strchr("-_+/", value.ptr[i])))
            return false;
    return true;
}

bool sl_known_form_uuid(sl_str value)
{
    if (value.len != 36)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? value.ptr[i] != '-' : !sl_is_hex(value.ptr[i]))
            return false;
    }
    return true;
}

static bool is_mail(sl_str value)
{
    size_t at = sl_str_chr(value, '@');
    sl_str host = at == SIZE_MAX ? sl_lit("") : sl_str_skip(value, at + 1);
    size_t dot = sl_str_rchr(host, '.');

    if (at == SIZE_MAX || at == 0 || dot == SIZE_MAX || host.len - dot > 8)
        return false;
    for (size_t i = 0; i < host.len; i++)
        if (!sl_is_digit(host.ptr[i]) && !sl_is_upper(host.ptr[i]) &&
            !sl_is_lower(host.ptr[i]) && !strchr(".-", host.ptr[i]))
            return false;
    return true;
}

static bool is_encoding(sl_str value)
{
    static const char *const names[] = {"latin1",  "latin-1", "utf-8",      "utf8",
                                        "utf-16",  "utf16",   "iso-8859-1", "iso8859-1",
                                        "cp1252",  "cp437",   "us-ascii",   "utf-8-sig",
                                        "utf-16le"};

    return sl_str_among(names, sizeof names / sizeof *names, value);
}

bool sl_known_form_key_id(sl_str name, sl_str value)
{
    enum { SHORT_ID = 16, FINGERPRINT = 40 };
    bool upper = true; /* as gpg prints it */

    if (value.len != SHORT_ID && value.len != FINGERPRINT)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        upper = upper && !sl_is_lower(value.ptr[i]);
        if (!sl_is_hex(value.ptr[i]))
            return false;
    }
    if (upper && (sl_str_eq_nocase(name, sl_lit("signingkey")) || /* of git */
                  sl_str_eq(name, sl_lit("default-key")) ||       /* of gpg.conf */
                  (sl_str_eq(name, sl_lit("key")) && value.len == FINGERPRINT)))
        return true;
    return sl_str_find_nocase(name, sl_lit("pass")) == SIZE_MAX &&
           (sl_str_find_nocase(name, sl_lit("gpg")) != SIZE_MAX ||
            sl_str_find_nocase(name, sl_lit("pgp")) != SIZE_MAX);
}

bool sl_known_form_search_key(sl_str value)
{
    enum { SEARCH_KEY = 32 };

    for (size_t i = 0; i < value.len; i++)
        if (!sl_is_digit(value.ptr[i]) && !(value.ptr[i] >= 'a' && value.ptr[i] <= 'f'))
            return false;
    return value.len == SEARCH_KEY;
}

/* A JWT whose issuer is "supabase-demo", by what base64 makes of that name: the key that
 * every Supabase on one's own machine trusts. */
static bool is_demo(sl_str value)
{
    static const char *const names[] = {"c3VwYWJhc2UtZGVtb", "N1cGFiYXNlLWRlbW",
                                        "zdXBhYmFzZS1kZW1v"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_starts(value, sl_lit("eyJ")) &&
            sl_str_has(value, sl_str_of(names[i])))
            return true;
    return false;
}

/* langsmith==0.9.4, requests>=2.31,<3: a package and its versions, as pip reads them. */
static bool is_requirement(sl_str value)
{
    static const char *const signs[] = {"==", ">=", "<=", "~=", "!=", "<", ">"};
    size_t at = 0, sign = 0;

    while (at < value.len &&
           (sl_is_lower(value.ptr[at]) || sl_is_upper(value.ptr[at]) ||
            sl_is_digit(value.ptr[at]) ||
            sl_str_chr(sl_lit("-_."), value.ptr[at]) != SIZE_MAX))
        at++;
    for (size_t i = 0; at > 1 && sign == 0 && i < sizeof signs / sizeof *signs; i++)
        if (sl_str_starts(sl_str_skip(value, at), sl_str_of(signs[i])))
            sign = strlen(signs[i]);
    if (sign == 0)
        return false;
    value = sl_str_skip(value, at + sign);
    for (size_t i = 0; i < value.len; i++)
        if (!sl_is_digit(value.ptr[i]) &&
            sl_str_chr(sl_lit(".,<>=!~*"), value.ptr[i]) == SIZE_MAX)
            return false;
    return sl_is_digit(sl_str_at(value, 0)) && sl_str_chr(value, '.') != SIZE_MAX;
}

static size_t base64_end(sl_str value, size_t at)
{
    while (at < value.len &&
           (sl_is_lower(value.ptr[at]) || sl_is_upper(value.ptr[at]) ||
            sl_is_digit(value.ptr[at]) || value.ptr[at] == '+' || value.ptr[at] == '/'))
        at++;
    while (sl_str_at(value, at) == '=')
        at++;
    return at;
}

/* 2.<iv>|<text>|<mac>: what Bitwarden encrypted with the key of a user; 0 has no mac. */
static bool is_cipher_string(sl_str value)
{
    enum { IV = 24, MAC = 44 }; /* digits of base64 */
    size_t at, end;

    if (value.len < 2 || value.ptr[0] < '0' || value.ptr[0] > '2' ||
        value.ptr[1] != '.' || base64_end(value, 2) != 2 + IV ||
        sl_str_at(value, 2 + IV) != '|')
        return false;
    at = 2 + IV + 1;
    end = base64_end(value, at);
    if (end == at || (end - at) % 4 != 0)
        return false;
    if (value.ptr[0] == '0')
        return end == value.len;
    return sl_str_at(value, end) == '|' && value.len == end + 1 + MAC &&
           base64_end(value, end + 1) == value.len;
}

const char *sl_known_form(sl_str value)
{
    if (is_demo(value))
        return "a published key";
    if (is_address(value))
        return "an address of a blockchain";
    if (is_point(value))
        return "a public key";
    if (is_requirement(value))
        return "a version of a package";
    if (is_cipher_string(value))
        return "an encrypted value";
    if (is_mail(value))
        return "a mail address";
    return is_encoding(value) ? "an encoding" : NULL;
}
