#include "check/leaf.h"

#include "text/encoding.h"
#include "text/entropy.h"
#include "text/name.h"
#include "text/randomness.h"
#include "text/known_form.h"
#include "text/shape.h"
#include "text/value.h"
#include "text/vocabulary.h"

#include <string.h>

enum {
    MAX_VALUE = 4096,
    MIN_RANDOM = 12,  /* under a name of secrets; shorter ones may be chance */
    MIN_PERHAPS = 20, /* under a name that says little */
    MIN_STRONG = 8,
    MIN_CHOSEN = 6,
    MAX_CHOSEN = 64,   /* nobody types more */
    MIN_WORDLESS = 24, /* letters only, drawn at random */
    MIN_CASES = 14,    /* letters only, of both cases, for a password */
    MIN_CHANGES = 6,   /* of case in them, */
    CLEARLY = 2,       /* or so much more random than needed */
    MAX_WORD_DIGITS = 6
};

typedef struct shape {
    size_t letters;
    size_t capitals;
    size_t digits;
    size_t symbols;
    size_t marks; /* symbols that words are not joined by */
    size_t blanks;
    size_t breaks; /* of lines */
    size_t others; /* beyond ASCII */
} shape;

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Those of the keyboard that words are not joined by. */
static bool is_mark(char c)
{
    switch (c) {
    case '!':
    case '@':
    case '#':
    case '$':
    case '%':
    case '^':
    case '&':
    case '*':
    case '+':
    case '=':
    case '~':
    case '?': return true;
    default: return false;
    }
}

/* Digits of words in which they are no choice: S3, oauth2, sha256. Such a word stands
 * between capitals, signs and the ends, as in AmazonS3Bucket and oauth2Token. */
static size_t digits_of_words(sl_str value)
{
    static const char *const words[] = {
        "s3",     "ec2",   "oauth2", "oauth1", "sha1",  "sha256", "sha512", "md5",
        "base64", "utf8",  "ipv4",   "ipv6",   "x509",  "k8s",    "i18n",   "win32",
        "http2",  "pkcs8", "aes128", "aes256", "rs256", "hs256",  "mysql8", "db2",
        "neo4j",  "log4j", "pkcs12", "p12",    "r2",    "ldap3",  "2fa",    "v2"};
    size_t digits = 0;

    for (size_t at = 0; at < value.len; at++) {
        bool capital = value.ptr[at] >= 'A' && value.ptr[at] <= 'Z';
        bool begins = at == 0 || !is_plain(value.ptr[at - 1]) ||
                      (capital && value.ptr[at - 1] >= 'a');

        for (size_t i = 0; begins && i < sizeof words / sizeof *words; i++) {
            sl_str word = sl_str_of(words[i]);
            char next = sl_str_at(value, at + word.len);

            if (!sl_str_starts_nocase(sl_str_skip(value, at), word) ||
                (is_plain(next) && (next < 'A' || next > 'Z')))
                continue;
            for (size_t k = 0; k < word.len; k++)
                digits += word.ptr[k] >= '0' && word.ptr[k] <= '9';
            at += word.len - 1;
            break;
        }
    }
    return digits;
}

static shape shape_of(sl_str value)
{
    shape s = {0};

    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (c >= 'A' && c <= 'Z')
            s.capitals++, s.letters++;
        else if (c >= 'a' && c <= 'z')
            s.letters++;
        else if (c >= '0' && c <= '9')
            s.digits++;
        else if (c == '\n' || c == '\r')
            s.breaks++;
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
            s.blanks++;
        else if ((uint8_t)c >= 0x80)
            s.others++;
        else
            s.symbols++, s.marks += is_mark(c);
    }
    if (s.digits > 0 && s.digits <= MAX_WORD_DIGITS && s.letters > 0)
        s.digits -= digits_of_words(value);
    return s;
}

/* What a person types who is asked for a password. */
static sl_worth chosen(sl_str value, const shape *s)
{
    bool both = s->capitals > 0 && s->capitals < s->letters;

    if (s->blanks + s->breaks > 0 || s->letters < 2 || value.len > MAX_CHOSEN)
        return SL_WORTH_NONE;
    if (value.len >= MIN_STRONG &&
        ((s->digits > 0 && (s->marks > 0 || both)) || (s->marks > 0 && both)))
        return SL_WORTH_STRONG;
    if (value.len >= MIN_CHOSEN && (s->digits > 0 || s->marks > 0))
        return SL_WORTH_CHOSEN;
    return SL_WORTH_NONE;
}

/* getOtlpGrpcUrl, AmzFwdHeaderSSE: do letters change their case as joined words do? In
 * drawn ones every second run is a small letter alone or some capitals in a row. */
static bool is_camel(sl_str value, uint32_t changes)
{
    enum { ODD_PART = 5 }; /* words have at most one such run of so many */
    size_t odd = 0, start = 0;

    for (size_t i = 1; i <= value.len; i++) {
        bool upper = value.ptr[start] < 'a';

        if (i < value.len && (value.ptr[i] < 'a') == upper)
            continue;
        odd += upper == (i - start > 1);
        start = i;
    }
    return odd * ODD_PART <= changes + 1;
}

/* 8-4-4-4-12 digits, alone or with signs round them: Q-<uuid>-0 of Grafana. */
static bool holds_uuid(sl_str value)
{
    enum { UUID = 36 };

    for (size_t at = 0; at + UUID <= value.len; at++)
        if (sl_known_form_uuid(sl_str_sub(value, at, at + UUID)))
            return true;
    return false;
}

/* Is a random value one that this kind of name has? */
static bool fits(sl_name_kind kind, sl_str value, const sl_randomness *r)
{
    bool mixed = r->digit && (r->lower || r->upper);

    if (!mixed && r->len < MIN_WORDLESS &&
        (kind != SL_NAME_PASSWORD || r->len < MIN_CASES ||
         (r->changes < MIN_CHANGES && r->score < CLEARLY * r->needed) ||
         r->alphabet != SL_ALPHABET_LETTERS))
        return false;
    if (r->alphabet == SL_ALPHABET_LETTERS && is_camel(value, r->changes))
        return false;
    if (kind == SL_NAME_PERHAPS)
        return r->len >= MIN_PERHAPS && mixed && !holds_uuid(value) &&
               (r->alphabet == SL_ALPHABET_HEX || r->alphabet == SL_ALPHABET_BASE62 ||
                r->alphabet == SL_ALPHABET_BASE64 ||
                r->alphabet == SL_ALPHABET_BASE64URL);
    return r->len >= MIN_RANDOM;
}

static bool is_weak(sl_name_kind kind, sl_str value)
{
    return kind == SL_NAME_PASSWORD && sl_vocabulary_weak(value);
}

/* DB2INST1_PASSWORD: the name of the variable that holds it, also where a digit in the
 * middle makes it look drawn. PROD_DB_PASS_9X2 is what somebody thought of. */
static bool is_variable(sl_str value)
{
    size_t mark = sl_str_rchr(value, '_');

    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool digit = c >= '0' && c <= '9' && i < mark;

        if (!(c >= 'A' && c <= 'Z') && !digit && c != '_')
            return false;
    }
    return mark != SIZE_MAX && sl_name_is_secret(value);
}

/* A placeholder, or the base64 of one: what an example of a Kubernetes Secret holds. Of a
 * login the password counts, whatever its user is called. */
static bool stands_in(sl_str value)
{
    enum { LEAST = 12, MOST = 172 }; /* digits: eight bytes, 128 */
    sl_buf text = {0};
    sl_str decoded;
    bool out;

    if (sl_placeholder(value) || is_variable(value))
        return true;
    if (value.len < LEAST || value.len > MOST || value.len % 4 != 0)
        return false;
    out = sl_base64_decode(value, &text);
    for (size_t i = 0; i < text.len; i++)
        out = out && text.ptr[i] >= ' ' && text.ptr[i] <= '~';
    decoded = sl_buf_str(&text);
    out = out && sl_placeholder(decoded) &&
          sl_placeholder(sl_str_skip(decoded, sl_str_rchr(decoded, ':') + 1));
    sl_buf_free(&text);
    return out;
}

/* getSecretByKeyV3 = "GetSecretByKeyV3", "update-db-password": "updateDbPassword": the
 * name again, in another style. UpgradeTokenV2 = @UpgradeTokenV2 is a parameter of SQL. */
static bool is_name_again(sl_str name, sl_str value)
{
    enum { LEAST = 12 }; /* letters and digits */
    size_t at = 0, same = 0;

    value = sl_str_drop(value, sl_lit("@"));
    for (size_t i = 0; i < value.len; i++) {
        if (!is_plain(value.ptr[i])) {
            if (sl_str_chr(sl_lit("-_. "), value.ptr[i]) == SIZE_MAX)
                return false;
            continue;
        }
        while (at < name.len && !is_plain(name.ptr[at]))
            at++;
        if (at == name.len ||
            sl_char_lower(name.ptr[at++]) != sl_char_lower(value.ptr[i]))
            return false;
        same++;
    }
    while (at < name.len && !is_plain(name.ptr[at]))
        at++;
    return same >= LEAST && at == name.len;
}

/* redis:6379, "dbname=app": a connection without a login, unless it looks drawn. */
static bool is_open_connection(sl_str name, sl_str value)
{
    static const char *const logins[] = {"pass",  "pwd", "key", "secret",
                                         "token", "sig", "@"};

    if (sl_str_find_nocase(name, sl_lit("conn")) == SIZE_MAX ||
        sl_str_find_nocase(name, sl_lit("str")) == SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++)
        if (sl_str_find_nocase(value, sl_str_of(logins[i])) != SIZE_MAX)
            return false;
    return !sl_randomness_of(value).random;
}

/* What is called a credential, but is the id by which Jenkins keeps it. */
static bool is_id_of_credential(sl_str name, sl_str value)
{
    return sl_str_ends_nocase(name, sl_lit("credentials")) && sl_known_form_uuid(value);
}

static bool names_another(sl_str name, sl_str value)
{
    return sl_known_form_key_id(name, value) || is_id_of_credential(name, value);
}

static sl_worth judge(sl_name_kind kind, sl_str value, const char **why)
{
    sl_randomness r = sl_randomness_of(value);
    shape s = shape_of(value);
    sl_worth worth = SL_WORTH_NONE;
    bool weak = is_weak(kind, value);

    *why = !weak && stands_in(value) ? "a placeholder"
           : sl_reference(value)     ? "a reference"
                                     : sl_shape_other(value, r.random);
    if (*why)
        return SL_WORTH_NONE;
    if (!weak && r.random && s.blanks == 0 && fits(kind, value, &r)) {
        *why = "looks random";
        return SL_WORTH_RANDOM;
    }
    *why = r.why ? r.why : "too short for its name";
    if (kind == SL_NAME_PASSWORD || (kind == SL_NAME_SECRET && r.random))
        worth = chosen(value, &s);
    if (kind == SL_NAME_SECRET && !r.random && chosen(value, &s) == SL_WORTH_STRONG &&
        s.digits > 0 && s.marks > 0 && value.len >= MIN_RANDOM)
        worth = SL_WORTH_STRONG;
    if (weak && worth != SL_WORTH_NONE)
        worth = s.marks > 0 ? SL_WORTH_CHOSEN : SL_WORTH_WEAK;
    if (worth != SL_WORTH_NONE)
        *why = "looks like a password";
    return worth;
}

sl_worth sl_pair_worth(sl_str name, sl_str value, const char **why)
{
    sl_name_kind kind = sl_name_kind_of(name);
    const char *unused;

    if (!why)
        why = &unused;
    value = sl_str_trim(value);
    *why = kind == SL_NAME_OTHER ? "the name announces no secret" : "too long";
    if (kind == SL_NAME_OTHER || value.len > MAX_VALUE)
        return SL_WORTH_NONE;
    if (names_another(name, value)) {
        *why = "a fingerprint or an id";
        return SL_WORTH_NONE;
    }
    if (is_name_again(name, value)) {
        *why = "the name again";
        return SL_WORTH_NONE;
    }
    if (is_open_connection(name, value)) {
        *why = "a connection without a login";
        return SL_WORTH_NONE;
    }
    return judge(kind, value, why);
}

/* deploy/credentials.json */
static bool is_key_file(sl_str value)
{
    static const char *const endings[] = {".json", ".pem",  ".key", ".p12",
                                          ".yml",  ".yaml", ".jks", ".txt"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends(value, sl_str_of(endings[i])))
            return sl_str_chr(value, '/') != SIZE_MAX;
    return false;
}

/* What people write into a file that is meant to hold secrets, a passphrase too. */
static bool plausible(sl_str value)
{
    shape s = shape_of(value);
    sl_randomness r = sl_randomness_of(value);
    bool wordy = s.blanks > 0 && s.digits + s.marks == 0 && s.blanks < 3;

    if (value.len < 4 || (s.digits == value.len && value.len < 6) || wordy)
        return false;
    if (!r.random && (value.ptr[0] == '/' || sl_str_starts(value, sl_lit("./")) ||
                      sl_str_starts(value, sl_lit("../")) ||
                      sl_str_starts(value, sl_lit("~/")) || is_key_file(value)))
        return false;
    return !sl_str_starts_nocase(value, sl_lit("http://")) &&
           !sl_str_starts_nocase(value, sl_lit("https://")) &&
           !sl_str_starts_nocase(value, sl_lit("urn:")) &&
           !sl_str_starts_nocase(value, sl_lit("sha256:")) &&
           !sl_str_starts_nocase(value, sl_lit("sha512-"));
}

/* Every way in which convincing() says yes, without the name: what looks random is
 * without blanks and has digits or 24 letters, or 14 of both cases, what was chosen has
 * digits, or signs and letters of both cases. */
bool sl_value_may_convince(sl_str value)
{
    bool digit = false, lower = false, upper = false, sign = false;

    value = sl_str_trim(value);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (c == ' ' || (c >= '\t' && c <= '\r' && c != '\n' && c != '\r'))
            return false;
        digit = digit || (c >= '0' && c <= '9');
        lower = lower || (c >= 'a' && c <= 'z');
        upper = upper || (c >= 'A' && c <= 'Z');
        sign =
            sign || c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || c > 'z';
    }
    return value.len >= MIN_CHOSEN &&
           (digit || value.len >= MIN_WORDLESS ||
            (lower && upper && (sign || value.len >= MIN_CASES)));
}

/* In configuration of any kind: the value must show that it is no word. */
static bool convincing(sl_str name, sl_str value)
{
    sl_name_kind kind = sl_name_kind_of(name);
    shape s = shape_of(value);

    if (sl_pair_worth(name, value, NULL) == SL_WORTH_RANDOM)
        return true;
    if (kind == SL_NAME_PASSWORD && value.len >= MIN_CHOSEN && value.len < MIN_STRONG)
        return s.digits > 0 && s.letters > s.digits &&
               sl_pair_worth(name, value, NULL) != SL_WORTH_NONE; /* hunter2 */
    if (kind == SL_NAME_PERHAPS || value.len < MIN_STRONG || s.letters == 0 ||
        s.breaks > 0 || s.blanks > 0 || sl_shape_other(value, false))
        return false;
    return s.digits > 0 ? sl_entropy(value) > 2.3
                        : s.symbols > 0 && s.capitals > 0 && s.capitals < s.letters;
}

bool sl_pair_is_secret(sl_str name, sl_str value, bool strict)
{
    sl_name_kind kind;

    value = sl_str_trim(value); /* the line end of a block scalar is no part of it */
    if (strict && !sl_value_may_convince(value))
        return false;
    kind = sl_name_kind_of(name);
    if (kind == SL_NAME_OTHER || sl_reference(value) || names_another(name, value) ||
        is_name_again(name, value) || is_open_connection(name, value) ||
        (stands_in(value) && !is_weak(kind, value)))
        return false;
    if (strict || kind == SL_NAME_PERHAPS)
        return convincing(name, value);
    return plausible(value);
}

bool sl_leaf_is_secret(const sl_node *leaf, bool strict)
{
    if (leaf->type != SL_NODE_SCALAR || leaf->tag.len > 0)
        return false;
    return sl_pair_is_secret(sl_node_name(leaf), leaf->value,
                             strict || leaf->commented);
}
