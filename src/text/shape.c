#include "text/shape.h"

#include "base/ascii.h"
#include "text/expression.h"
#include "text/known_form.h"

#include <string.h>

enum { MAX_HEX_NUMBER = 18 }; /* bytes of 64 bits, with 0x */

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

/* Dates, times, versions, addresses, amounts: digits and what stands between. */
static bool is_numeric(sl_str value)
{
    if (sl_str_starts(value, sl_lit("0x")) && value.len <= MAX_HEX_NUMBER)
        return true;
    for (size_t i = 0; i < value.len; i++)
        if (!sl_is_digit(value.ptr[i]) && !strchr("-+.,:/ TZ%()xX", value.ptr[i]))
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

        m.last_digits = sl_is_digit(c) ? m.last_digits + 1 : 0;
        if (sl_is_digit(c))
            m.digits++;
        else if (sl_is_upper(c) || sl_is_lower(c))
            m.letters++, m.capitals += sl_is_upper(c);
        else if (c == '_')
            m.underscores++;
        else if (c == '-')
            m.dashes++;
        else if (c == '.')
            m.dots++;
        else
            m.others++;
        m.humps += i > 0 && sl_is_upper(c) && sl_is_lower(value.ptr[i - 1]);
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
        (sl_is_lower(value.ptr[value.len - 1]) || (small && m.last_digits == m.digits)))
        return "a dotted name";
    if (m.dashes > 0 && small && m.last_digits == m.digits && m.digits < 3)
        return "words";
    if (m.humps > 0 && sl_is_lower(value.ptr[0]) && m.last_digits == m.digits &&
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
        if (!sl_is_digit(value.ptr[i]) && !sl_is_upper(value.ptr[i]) &&
            !sl_is_lower(value.ptr[i]) && !strchr(",+.()[]_ ", value.ptr[i]))
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
           (!sl_is_digit(next) && !sl_is_upper(next) && !sl_is_lower(next));
}

const char *sl_shape_other(sl_str value, bool random)
{
    const char *what;

    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (sl_str_starts(value, sl_str_of(beginnings[i].begin)))
            return beginnings[i].what;
    if (value.len == 0 || is_numeric(value))
        return "a number, date or version";
    what = sl_known_form(value);
    if (what)
        return what;
    if (is_joint(value))
        return "code";
    if (is_media(value))
        return "a file name";
    what = sl_expression(value);
    if (what)
        return what;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (sl_str_has(value, sl_str_of(parts[i].part)) &&
            (!random || is_meant(value, sl_str_of(parts[i].part), is_noise(value))))
            return parts[i].what;
    return random ? NULL : worded(value);
}
