/* assigned_call.c - secrets that a function takes by position, without a name. */
#include "text/assigned.h"

#include <string.h>

/* As found, in small letters, and which argument is the secret. */
static const struct call {
    const char *name;
    size_t place; /* from 1 */
} calls[] = {
    {"basicauth", 2},
    {"basic_auth=(", 2},
    {"basic_auth = (", 2},
    {"basic_auth", 2},
    {"networkcredential", 2},
    {"usernamepasswordcredentials", 2},
    {"awscredentials", 2},
    {"mysqli_connect", 3},
    {"new mysqli", 3},
    {"mysql_connect", 3},
    {"new pdo", 3},
    {"getconnection", 3},
    {"dbi->connect", 3},
    {"wifi.begin", 2},
    {".login(", 2},
    {"auth=(", 2},
    {"auth = (", 2},
    {"_auth=(", 2},
    {"_auth = (", 2},
    {".authenticate(", 2},
    {"passwordauthentication", 2},
    {"mysql.connect", 3},
    {"mysqldb.connect", 3},
    {"createaccount(", 2},
    {"keystore.load", 2},
    {"hmac256", 1},
    {"createhmac", 2},
    {"hmac.new(", 1},
    {"hmac.new(", 2},
    {"hmac.hexdigest(", 2},
    {"hmac.digest(", 2},
    {"hash_hmac(", 3},
    {"createcipheriv", 2},
    {"cookieparser", 1},
    {"fernet", 1},
    {"aes.new(", 1},
    {"plainauth", 3},
    {"x509certificate2", 2},
    {"signwith", 2},
    {"secretkeyspec", 1},
    {"secretvalue.unsafeplaintext", 1},
    {"secretvalue.plaintext", 1},
    {"credentials(", 4},
    {"jwt.sign", 2},
    {"jwt.verify", 2},
    {"jwt.encode", 2},
    {"ftp_login(", 3},
    {"ftplib.ftp(", 3},
    {"ldap_bind(", 3},
    {"imap_open(", 3},
    {"ssh2_auth_password(", 3},
    {"oci_connect(", 2},
    {"odbc_connect(", 3},
    {"mysqli_real_connect(", 4},
    {"cx_oracle.connect(", 2},
    {"pymssql.connect(", 3},
    {"new sequelize(", 3},
    {"plaincredentials(", 2},
    {"httpdigestauth(", 2},
    {"usernamepasswordtoken(", 2},
    {"clientsecretcredential(", 3},
    {"symmetricsecuritykey(", 1},
    {"credentials.basic(", 2},
    {"credentials::new(", 2},
    {"createcipher(", 2},
    {"cryptojs.aes.encrypt(", 2},
    {"cryptojs.aes.decrypt(", 2},
    {"set_password(", 3},
    {"constanttimecompare(", 2},
    {"compare_digest(", 2},
    {"secure_compare(", 2},
    {"timingsafeequal(", 2},
    {"hash_equals(", 1},
    {"openssl_encrypt(", 3},
    {"openssl_decrypt(", 3},
};

/* The first two bytes of all rows: what else stands in a text is told from them at once. */
#define LETTER(c) ((c)&31)
#define BIT(c)    (1u << LETTER(c))
static const uint32_t heads[32] = {
    [LETTER('a')] = BIT('u') | BIT('w') | BIT('e'),
    [LETTER('b')] = BIT('a'),
    [LETTER('c')] = BIT('o') | BIT('r') | BIT('x') | BIT('l'),
    [LETTER('d')] = BIT('b'),
    [LETTER('f')] = BIT('e') | BIT('t'),
    [LETTER('g')] = BIT('e'),
    [LETTER('h')] = BIT('m') | BIT('a') | BIT('t'),
    [LETTER('i')] = BIT('m'),
    [LETTER('j')] = BIT('w'),
    [LETTER('k')] = BIT('e'),
    [LETTER('l')] = BIT('d'),
    [LETTER('m')] = BIT('y'),
    [LETTER('n')] = BIT('e') | BIT('a') | BIT('l'), /* '.' is LETTER('n'), too */
    [LETTER('o')] = BIT('c') | BIT('d') | BIT('p'),
    [LETTER('p')] = BIT('a') | BIT('l') | BIT('y'),
    [LETTER('s')] = BIT('e') | BIT('i') | BIT('s') | BIT('y'),
    [LETTER('t')] = BIT('i'),
    [LETTER('u')] = BIT('s'),
    [LETTER('w')] = BIT('i'),
    [LETTER('x')] = BIT('5'),
    [LETTER('_')] = BIT('a'),
};

static bool may_begin(sl_str line)
{
    return line.len > 1 &&
           heads[LETTER((uint8_t)line.ptr[0])] >> LETTER((uint8_t)line.ptr[1]) & 1;
}

/* Behind the literal that begins at line[at], or at its end if it is never closed. */
static size_t past_literal(sl_str line, size_t at)
{
    char quote = line.ptr[at++];

    while (at < line.len && line.ptr[at] != quote)
        at += line.ptr[at] == '\\' ? 2 : 1;
    return at + 1;
}

/* Where the argument behind count commas begins, or SIZE_MAX. */
static size_t argument(sl_str line, size_t at, size_t count)
{
    size_t depth = 0;

    while (at < line.len) {
        char c = line.ptr[at];

        if (c == '"' || c == '\'') {
            at = past_literal(line, at);
            continue;
        }
        if (c == ';' || c == '\0' || (strchr(")]}", c) && depth-- == 0))
            return SIZE_MAX;
        depth += strchr("([{", c) != NULL;
        at++;
        if (c == ',' && depth == 0 && --count == 0)
            return sl_assigned_blanks(line, at);
    }
    return SIZE_MAX;
}

/* Is what ends at text[end] the whole argument? */
static bool ends_argument(sl_str text, size_t end)
{
    return end >= text.len ||
           sl_str_chr(sl_lit("),.\r\n;"), sl_str_at(text, end)) != SIZE_MAX;
}

static bool read_call(const struct call *call, sl_str line, sl_assignment *out,
                      size_t *end)
{
    size_t at = strlen(call->name);

    if (call->name[at - 1] != '(') {
        size_t next = sl_assigned_blanks(line, at);

        if (sl_str_at(line, next) == '(')
            next++;
        else if (next == at ||
                 (sl_str_at(line, next) != '"' && sl_str_at(line, next) != '\''))
            return false;
        at = next;
    }
    at = call->place > 1 ? argument(line, at, call->place - 1)
                         : sl_assigned_blanks(line, at);
    return at != SIZE_MAX && sl_assigned_value(line, at, out, end) && out->quoted &&
           out->tie == SL_TIE_ASSIGNED && ends_argument(line, *end);
}

bool sl_assigned_call(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str line = sl_str_sub(text, at, at + SL_MAX_ASSIGNED_LINE);

    if (!may_begin(line))
        return false;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (sl_char_lower(line.ptr[0]) != calls[i].name[0] ||
            sl_char_lower(line.ptr[1]) != calls[i].name[1] ||
            !sl_str_starts_nocase(line, sl_str_of(calls[i].name)))
            continue;
        line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
        if (!read_call(&calls[i], line, out, end)) {
            *out = (sl_assignment){0};
            continue; /* of some names two arguments may be the secret */
        }
        out->name = sl_str_sub(line, 0, strlen(calls[i].name));
        out->tie = SL_TIE_COMMAND;
        *end += at;
        return true;
    }
    return false;
}
