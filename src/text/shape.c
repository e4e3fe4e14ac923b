#include "text/shape.h"

#include "text/expression.h"

#include <string.h>

enum { MAX_HEX_NUMBER = 18 }; /* bytes of 64 bits, with 0x */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Whatever follows. */
static const struct {
    char begin[20], what[20];
} beginnings[] = {
    {"http://", "a URL"},
    {"https://", "a URL"},
    {"ftp://", "a URL"},
    {"urn:", "a URN"},
    {"sha1:", "a digest"},
    {"sha256:", "a digest"},
    {"sha384:", "a digest"},
    {"sha512:", "a digest"},
    {"sha1-", "a digest"},
    {"sha256-", "a digest"},
    {"sha384-", "a digest"},
    {"sha512-", "a digest"},
    {"hash:", "a digest"},
    {"md5:", "a digest"},
    {"data:", "a data URI"},
    {"ssh-rsa ", "a public key"},
    {"ssh-ed25519 ", "a public key"},
    {"ecdsa-", "a public key"},
    {"-----BEGIN", "PEM"},
    {"AAAAB3NzaC", "a public key"},
    {"AAAAC3NzaC", "a public key"},
    {"MIIBIj", "a public key"},
    {"MIGfMA0", "a public key"},
    {"MFkwEwYH", "a public key"},
    {"MCowBQYDK2V", "a public key"},
    {"$2a$", "a password hash"},
    {"$2b$", "a password hash"},
    {"$2y$", "a password hash"},
    {"$1$", "a password hash"},
    {"$5$", "a password hash"},
    {"$6$", "a password hash"},
    {"$argon2", "a password hash"},
    {"$pbkdf2", "a password hash"},
    {"pbkdf2", "a password hash"},
    {"$apr1$", "a password hash"},
    {"{SSHA", "a password hash"},
    {"{SHA", "a password hash"},
    {"{bcrypt}", "a password hash"},
    {"AQIAAANmAAAApAAA", "an encrypted key"}, /* SIMPLEBLOB of CryptoAPI: 3DES, */
    {"AQIAAA5mAAAApAAA", "an encrypted key"}, /* AES-128 */
    {"AQIAABBmAAAApAAA", "an encrypted key"}, /* AES-256 */
    {"{noop}", "a test password"},
    {"scrypt:", "a password hash"},
    {"SCRAM-SHA", "a password hash"},
    {"md5$", "a password hash"},
    {"sha1$", "a password hash"},
    {"pk_", "a public key"},
    {"sb_publishable_", "a public key"},
    {"vault:v", "encrypted"},
    {"ENC[", "encrypted"},
    {"U2FsdGVkX1", "encrypted"},
    {"CfDJ8", "encrypted"},
    {"gAAAAA", "encrypted"},
    {"AQAAANCMnd8", "encrypted"}, /* by DPAPI of Windows */
    {"age1", "a public key"},
    {"<?", "markup"},
    {"</", "markup"},
    {"javax.", "a class"},
    {"java.", "a class"},
    {"org.", "a class"},
    {"com.", "a class"},
    {"System.", "code"},
    {"function", "code"},
    {"return ", "code"},
    {"LS0tLS1CRUdJTi", "PEM"},
    {"amzn1.ask.", "an identifier"},
    {"amzn1.application", "an identifier"},
    {"source=", "settings"},
    {"type=secret", "settings"},
    {"id=", "settings"},
    {"*.", "a pattern"},
    {"iVBORw0KGgo", "an image"},
    {"R0lGOD", "an image"},
    {"/9j/4AAQ", "an image"},
    {"UklGR", "an image"},
    {"d09GR", "a font"},
    {"PHN2Zy", "an image"},
    {"H4sIA", "compressed"},
    {"{\"", "data"},
    {"{\\\"", "data"},
    {"'.", "code"},
    {"'+", "code"},
    {"' +", "code"},
    {"')", "code"},
    {"\".", "code"},
    {"\"+", "code"},
    {"\" +", "code"},
    {"\")", "code"},
};

/* Wherever they stand. */
static const struct {
    char part[16], what[16];
} parts[] = {
    {"://", "a URL"},
    {"%s", "a format"},
    {"%S", "a format"},
    {"%d", "a format"},
    {"{}", "a format"},
    {"{0}", "a format"},
    {"${", "a template"},
    {"{$", "a template"},
    {"#{", "a template"},
    {"{{", "a template"},
    {"<%", "a template"},
    {"<<", "a template"},
    {"\\w", "a pattern"},
    {"\\d", "a pattern"},
    {"\\s", "a pattern"},
    {"[^", "a pattern"},
    {"(?", "a pattern"},
    {".*", "a pattern"},
    {"[a-z", "a pattern"},
    {"[A-Z", "a pattern"},
    {"[0-9", "a pattern"},
    {"[a-f", "a pattern"},
    {"::", "code"},
    {"()", "code"},
    {"->", "code"},
    {"=>", "code"},
    {"===", "code"},
    {"&amp;", "markup"},
    {"</", "markup"},
    {"/>", "markup"},
    {"&lt;", "markup"},
    {"\\n", "text"},
    {"\\u", "escapes"},
    {"\\x", "escapes"},
    {"Hmac", "an algorithm"},
    {"PBKDF2", "an algorithm"},
    {"SHA256", "an algorithm"},
    {"SHA512", "an algorithm"},
    {"AES/", "an algorithm"},
    {"PKCS", "an algorithm"},
    {"RSA/", "an algorithm"},
    {"withRSA", "an algorithm"},
    {"WithRSA", "an algorithm"},
    {"..", "a range"},
    {"%w", "a format"},
    {"%v", "a format"},
    {"%q", "a format"},
    {"%p", "a format"},
};

static bool all_hex(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!is_hex(value.ptr[i]))
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
        if (!is_digit(value.ptr[i]) && !is_upper(value.ptr[i]) &&
            !is_lower(value.ptr[i]) &&
            (value.ptr[i] == '\0' || !strchr("-_+/", value.ptr[i])))
            return false;
    return true;
}

bool sl_shape_uuid(sl_str value)
{
    if (value.len != 36)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? value.ptr[i] != '-' : !is_hex(value.ptr[i]))
            return false;
    }
    return true;
}

/* Dates, times, versions, addresses, amounts: digits and what stands between. */
static bool is_numeric(sl_str value)
{
    if (sl_str_starts(value, sl_lit("0x")) && value.len <= MAX_HEX_NUMBER)
        return true;
    for (size_t i = 0; i < value.len; i++)
        if (!is_digit(value.ptr[i]) && !strchr("-+.,:/ TZ%()xX", value.ptr[i]))
            return false;
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
        if (!is_digit(host.ptr[i]) && !is_upper(host.ptr[i]) &&
            !is_lower(host.ptr[i]) && !strchr(".-", host.ptr[i]))
            return false;
    return true;
}

/* "Purple71/v4/cc/e3/source/abc.png", however drawn its directories look */
static bool is_media(sl_str value)
{
    static const char *const endings[] = {".png",  ".jpg", ".jpeg", ".gif", ".svg",
                                          ".webp", ".pdf", ".mp4",  ".ico"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends_nocase(value, sl_str_of(endings[i])))
            return true;
    return false;
}

typedef struct make_up {
    size_t letters, capitals, digits, underscores, dashes, dots, others;
    size_t last_digits; /* at the end */
    size_t humps;       /* a capital behind a small letter */
} make_up;

static make_up make_up_of(sl_str value)
{
    make_up m = {0};

    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        m.last_digits = is_digit(c) ? m.last_digits + 1 : 0;
        if (is_digit(c))
            m.digits++;
        else if (is_upper(c) || is_lower(c))
            m.letters++, m.capitals += is_upper(c);
        else if (c == '_')
            m.underscores++;
        else if (c == '-')
            m.dashes++;
        else if (c == '.')
            m.dots++;
        else
            m.others++;
        m.humps += i > 0 && is_upper(c) && is_lower(value.ptr[i - 1]);
    }
    return m;
}

/* Of words: an identifier in one of the styles, a file name, a dotted name. */
static const char *identifier(sl_str value)
{
    make_up m = make_up_of(value);
    bool small = m.capitals == 0;

    if (m.others > 0 || m.letters == 0)
        return NULL;
    if (m.underscores > 0 && (small || m.capitals == m.letters))
        return "an identifier";
    if (m.dots > 0 && m.dots < 8 && value.ptr[value.len - 1] != '.' &&
        (is_lower(value.ptr[value.len - 1]) || (small && m.last_digits == m.digits)))
        return "a dotted name";
    if (m.dashes > 0 && small && m.last_digits == m.digits && m.digits < 3)
        return "words";
    if (m.humps > 0 && is_lower(value.ptr[0]) && m.last_digits == m.digits &&
        m.digits < 2 && m.dashes + m.dots + m.underscores == 0)
        return "an identifier";
    return NULL;
}

static const char *worded(sl_str value)
{
    char last = value.ptr[value.len - 1];

    if (sl_str_chr(value, '/') != SIZE_MAX || sl_str_has(value, sl_lit(":\\")) ||
        sl_str_has(value, sl_lit("\\\\")))
        return "a path";
    if (value.ptr[0] == '<' || value.ptr[0] == '[' || value.ptr[0] == '{' ||
        value.ptr[0] == '(' || sl_str_chr(value, '(') != SIZE_MAX)
        return "code";
    if (last == ':' || last == '=' || last == ',' || last == '{' || last == '[')
        return "a label";
    if (strchr("#.&:-", value.ptr[0]) && value.len > 1)
        return "a selector";
    return identifier(value);
}

/* Drawn from all signs of the keyboard: what looks like an operator is chance. */
static bool is_noise(sl_str value)
{
    enum { LEAST = 20, SIGNS = 5 };
    static const char signs[] = "!@#$%^&*()-_=+";
    size_t seen = 0;

    for (size_t i = 0; i + 1 < sizeof signs; i++)
        seen += sl_str_chr(value, signs[i]) != SIZE_MAX;
    return value.len >= LEAST && seen >= SIGNS;
}

/* What stands between two literals that a program joins: "...?password="+x.Password+"&".
 * Base64 has no dot or bracket. */
static bool is_joint(sl_str value)
{
    bool code = false;

    if (value.len < 3 || !strchr(",+", value.ptr[0]) ||
        !strchr(",+(", value.ptr[value.len - 1]))
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (!is_digit(value.ptr[i]) && !is_upper(value.ptr[i]) &&
            !is_lower(value.ptr[i]) && !strchr(",+.()[]_ ", value.ptr[i]))
            return false;
    for (size_t i = 1; i + 1 < value.len; i++)
        code = code || strchr(".([", value.ptr[i]) != NULL;
    return code;
}

/* Is the part at value[at] what it looks like, in a value that looks drawn? */
static bool is_meant(sl_str value, sl_str part, bool noise)
{
    static const char *const operators[] = {"()", "->", "=>", "..", "::"};
    size_t at = sl_str_find(value, part);
    size_t end = at + part.len;
    char next = end < value.len ? value.ptr[end] : ' ';

    if (noise && (part.ptr[0] == '%' ||
                  sl_str_among(operators, sizeof operators / sizeof *operators, part)))
        return false;
    return part.ptr[0] != '%' ||
           (!is_digit(next) && !is_upper(next) && !is_lower(next));
}

static bool is_encoding(sl_str value)
{
    static const char *const names[] = {"latin1",  "latin-1", "utf-8",      "utf8",
                                        "utf-16",  "utf16",   "iso-8859-1", "iso8859-1",
                                        "cp1252",  "cp437",   "us-ascii",   "utf-8-sig",
                                        "utf-16le"};

    return sl_str_among(names, sizeof names / sizeof *names, value);
}

bool sl_shape_key_id(sl_str name, sl_str value)
{
    enum { SHORT_ID = 16, FINGERPRINT = 40 };
    bool upper = true; /* as gpg prints it */

    if (value.len != SHORT_ID && value.len != FINGERPRINT)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        upper = upper && !is_lower(value.ptr[i]);
        if (!is_hex(value.ptr[i]))
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

bool sl_shape_search_key(sl_str value)
{
    enum { SEARCH_KEY = 32 };

    for (size_t i = 0; i < value.len; i++)
        if (!is_digit(value.ptr[i]) && !(value.ptr[i] >= 'a' && value.ptr[i] <= 'f'))
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

    while (at < value.len && (is_lower(value.ptr[at]) || is_upper(value.ptr[at]) ||
                              is_digit(value.ptr[at]) ||
                              sl_str_chr(sl_lit("-_."), value.ptr[at]) != SIZE_MAX))
        at++;
    for (size_t i = 0; at > 1 && sign == 0 && i < sizeof signs / sizeof *signs; i++)
        if (sl_str_starts(sl_str_skip(value, at), sl_str_of(signs[i])))
            sign = strlen(signs[i]);
    if (sign == 0)
        return false;
    value = sl_str_skip(value, at + sign);
    for (size_t i = 0; i < value.len; i++)
        if (!is_digit(value.ptr[i]) &&
            sl_str_chr(sl_lit(".,<>=!~*"), value.ptr[i]) == SIZE_MAX)
            return false;
    return is_digit(sl_str_at(value, 0)) && sl_str_chr(value, '.') != SIZE_MAX;
}

static size_t base64_end(sl_str value, size_t at)
{
    while (at < value.len &&
           (is_lower(value.ptr[at]) || is_upper(value.ptr[at]) ||
            is_digit(value.ptr[at]) || value.ptr[at] == '+' || value.ptr[at] == '/'))
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

const char *sl_shape_other(sl_str value, bool random)
{
    const char *expression;

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (sl_str_starts(value, sl_str_of(beginnings[i].begin)))
            return beginnings[i].what;
    if (value.len == 0 || is_numeric(value))
        return "a number, date or version";
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
    if (is_joint(value))
        return "code";
    if (is_mail(value))
        return "a mail address";
    if (is_encoding(value))
        return "an encoding";
    if (is_media(value))
        return "a file name";
    expression = sl_expression(value);
    if (expression)
        return expression;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (sl_str_has(value, sl_str_of(parts[i].part)) &&
            (!random || is_meant(value, sl_str_of(parts[i].part), is_noise(value))))
            return parts[i].what;
    return random ? NULL : worded(value);
}
