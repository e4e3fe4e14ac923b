#include "text/name.h"

#include <string.h>
#include <strings.h>

enum { MAX_WORDS = 24 };

/* A row of a table of words: its length is known. */
typedef struct row {
    char text[23];
    uint8_t len;
} row;

#define N(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }

static sl_str str_of(const row *r)
{
    return (sl_str){r->text, r->len};
}

/* Each announces a secret as a whole word, or as the end of one: dbpassword. */
static const row endings[] = {
    N("password"),
    N("passwd"),
    N("passphrase"),
    N("passcode"),
    N("passwort"),
    N("kennwort"),
    N("secret"),
    N("secrets"),
    N("token"),
    N("apikey"),
    N("accesskey"),
    N("secretkey"),
    N("privatekey"),
    N("signingkey"),
    N("encryptionkey"),
    N("masterkey"),
    N("authkey"),
    N("credential"),
    N("passwords"),
    N("credentials"),
    N("connectionstring"),
    N("contrasena"),
    N("motdepasse"),
    N("wachtwoord"),
    N("apitoken"),
    N("securestring"),
    N("storepass"),
    N("sshpass"),
    N("keypass"),
    N("bearer"),
    N("requirepass"),
    N("masterauth"),
    N("senha"),
    N("clientkey"),
    N("adminkey"),
    N("licensekey"),
    N("contrase\303\261a"),
    N("haslo"),
    N("has\xc5\x82o"),
    N("\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c"), /* Russian */
    N("\xe5\xaf\x86\xe7\xa0\x81"),
    N("\xe5\xaf\x86\xe7\xa2\xbc"),                                     /* Chinese */
    N("\xe3\x83\x91\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89"), /* Japanese */
    N("\xeb\xb9\x84\xeb\xb0\x80\xeb\xb2\x88\xed\x98\xb8") /* Korean */};

/* Of these people choose the value themselves. */
static const row chosen[] = {
    N("password"),
    N("passwords"),
    N("passwd"),
    N("passphrase"),
    N("passcode"),
    N("passwort"),
    N("kennwort"),
    N("pass"),
    N("pwd"),
    N("passw"),
    N("pswd"),
    N("psw"),
    N("senha"),
    N("dbpass"),
    N("userpass"),
    N("rootpass"),
    N("pgpass"),
    N("dbpwd"),
    N("authpass"),
    N("motdepasse"),
    N("contrasena"),
    N("wachtwoord"),
    N("securestring"),
    N("storepass"),
    N("sshpass"),
    N("keypass"),
    N("requirepass"),
    N("masterauth"),
    N("passe"),
    N("pw"),
    N("bindpw"),
    N("rootpw"),
    N("contrase\303\261a"),
    N("haslo"),
    N("has\xc5\x82o"),
    N("\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c"),
    N("\xe5\xaf\x86\xe7\xa0\x81"),
    N("\xe5\xaf\x86\xe7\xa2\xbc"),
    N("\xe3\x83\x91\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89"),
    N("\xeb\xb9\x84\xeb\xb0\x80\xeb\xb2\x88\xed\x98\xb8")};

/* In front of "key": it opens nothing. */
static const char no_key[][16] = {
    "second",     "third",       "fourth",    "timeout",     "param",
    "header",     "attribute",   "session",   "primary",     "foreign",
    "public",     "sort",        "partition", "hash",        "cache",
    "map",        "lookup",      "object",    "index",       "group",
    "routing",    "message",     "row",       "column",      "dict",
    "json",       "i18n",        "locale",    "translation", "config",
    "property",   "feature",     "flag",      "event",       "redis",
    "bucket",     "hot",         "short",     "arrow",       "enter",
    "escape",     "tab",         "shift",     "ctrl",        "meta",
    "alt",        "unique",      "composite", "natural",     "surrogate",
    "site",       "publishable", "pub",       "pk",          "idempotency",
    "registry",   "route",       "state",     "item",        "data",
    "first",      "last",        "next",      "prev",        "parent",
    "child",      "range",       "start",     "end",         "set",
    "zset",       "list",        "stream",    "sorting",     "schema",
    "table",      "field",       "entity",    "record",      "document",
    "node",       "tree",        "any",       "other",       "test",
    "new",        "old",         "min",       "max",         "has",
    "is",         "by",          "context",   "metadata",    "label",
    "tag",        "type",        "version",   "image",       "video",
    "asset",      "file",        "block",     "chunk",       "commit",
    "dedup",      "dedupe",      "verify",    "verifying",   "validation",
    "host",       "known",       "expected",  "sealed",      "wrapped",
    "encrypted",  "project",     "parameter", "argument",    "recv",
    "identifier", "repository",  "repo",      "etag",        "gtm",
    "spreadsheet"};

/* Each announces a secret as a whole word only: "compass" and "bypass" do not. */
static const char words[][12] = {"pass",  "pwd",     "passw",    "pswd",     "psw",
                                 "senha", "dbpass",  "userpass", "rootpass", "pgpass",
                                 "dbpwd", "apikeys", "authpass", "creds",    "cred",
                                 "passe", "pw",      "bindpw",   "rootpw"};

/* Two words in a row. */
static const struct pair {
    row first, second;
} pairs[] = {{N("api"), N("key")},          {N("api"), N("keys")},
             {N("access"), N("key")},       {N("private"), N("key")},
             {N("secret"), N("key")},       {N("signing"), N("key")},
             {N("signature"), N("key")},    {N("encryption"), N("key")},
             {N("encrypt"), N("key")},      {N("encrypting"), N("key")},
             {N("decryption"), N("key")},   {N("crypto"), N("key")},
             {N("cipher"), N("key")},       {N("aes"), N("key")},
             {N("hmac"), N("key")},         {N("jwt"), N("key")},
             {N("master"), N("key")},       {N("auth"), N("key")},
             {N("account"), N("key")},      {N("storage"), N("key")},
             {N("shared"), N("key")},       {N("app"), N("key")},
             {N("application"), N("key")},  {N("service"), N("key")},
             {N("subscription"), N("key")}, {N("deploy"), N("key")},
             {N("ssh"), N("key")},          {N("rsa"), N("key")},
             {N("session"), N("key")},      {N("cookie"), N("key")},
             {N("webhook"), N("key")},      {N("function"), N("key")},
             {N("license"), N("key")},      {N("connection"), N("string")},
             {N("secure"), N("string")},    {N("conn"), N("string")},
             {N("conn"), N("str")},         {N("pass"), N("phrase")},
             {N("pass"), N("word")},        {N("pass"), N("code")},
             {N("auth"), N("salt")},        {N("nonce"), N("salt")}};

/* Behind the secret word: the value is about the secret, not the secret. */
static const char about[][16] = {
    "file",       "files",         "filename",    "path",
    "paths",      "dir",           "directory",   "folder",
    "url",        "urls",          "uri",         "uris",
    "endpoint",   "endpoints",     "host",        "port",
    "name",       "names",         "id",          "ids",
    "identifier", "type",          "types",       "kind",
    "length",     "len",           "size",        "ttl",
    "expiry",     "expires",       "expire",      "expired",
    "expiration", "expiring",      "exp",         "lifetime",
    "duration",   "timeout",       "seconds",     "minutes",
    "hours",      "days",          "age",         "interval",
    "time",       "date",          "timestamp",   "policy",
    "policies",   "rule",          "rules",       "format",
    "pattern",    "regex",         "regexp",      "algorithm",
    "algo",       "alg",           "enabled",     "disabled",
    "enable",     "disable",       "required",    "optional",
    "allowed",    "mandatory",     "prompt",      "hint",
    "hints",      "label",         "labels",      "title",
    "text",       "message",       "messages",    "description",
    "field",      "fields",        "input",       "column",
    "header",     "headers",       "param",       "parameter",
    "params",     "attribute",     "prefix",      "suffix",
    "env",        "var",           "variable",    "vars",
    "arn",        "arns",          "ref",         "refs",
    "reference",  "location",      "source",      "provider",
    "manager",    "service",       "server",      "store",
    "storage",    "backend",       "engine",      "helper",
    "handler",    "factory",       "generator",   "validator",
    "validation", "verifier",      "checker",     "encoder",
    "hasher",     "parser",        "request",     "response",
    "error",      "errors",        "exception",   "count",
    "counter",    "counts",        "limit",       "limits",
    "min",        "max",           "minimum",     "maximum",
    "strength",   "complexity",    "placeholder", "example",
    "reset",      "change",        "changed",     "confirmation",
    "recovery",   "rotation",      "rotate",      "version",
    "versions",   "status",        "state",       "mode",
    "method",     "scheme",        "class",       "style",
    "icon",       "view",          "form",        "page",
    "button",     "dialog",        "link",        "bucket",
    "group",      "groups",        "role",        "roles",
    "scope",      "scopes",        "audience",    "issuer",
    "owner",      "permission",    "permissions", "tag",
    "tags",       "list",          "index",       "sha",
    "selector",   "mount",         "volume",      "exists",
    "visible",    "hidden",        "through",     "rate",
    "ratio",      "fail",          "created",     "updated",
    "tracking",   "usage",         "schema",      "template",
    "object",     "operator",      "scanner",     "scanning",
    "detection",  "check",         "checks",      "hygiene",
    "santa",      "sharing",       "mapping",     "map",
    "config",     "configuration", "settings",    "options",
    "public",     "fingerprint",   "checksum",    "digest",
    "hash",       "hashes",        "hashed",      "md",
    "re",         "spec",          "thru",        "mgr",
    "cert",       "certificate",   "repository",  "interface",
    "username",   "usernames",     "attrs",       "attributes",
    "typehash",   "address",       "addresses",   "namespace",
    "mint",       "from",          "strategy",    "uuid",
    "guid",       "encoding",      "mtime",       "table"};

/* In front: as the first word of the name, or just before the secret word. */
static const char no_secret[][16] = {
    "csrf",         "xsrf",         "authenticity", "verification", "antiforgery",
    "authenticity", "verification", "antiforgery",  "public",       "is",
    "has",          "had",          "no",           "not",          "without",
    "use",          "uses",         "show",         "hide",         "toggle",
    "require",      "requires",     "allow",        "allows",       "enable",
    "disable",      "forgot",       "forget",       "reset",        "invalid",
    "missing",      "empty",        "generate",     "validate",     "next",
    "page",         "continuation", "pagination",   "max",          "min",
    "num",          "count",        "total",        "first",        "second",
    "render",       "boarding",     "season",       "single",       "multi",
    "existing",     "image",        "on",           "can",          "should",
    "must",         "change",       "rotate",       "cancellation", "stop",
    "eos",          "bos",          "pad",          "unk",          "mask",
    "sep",          "cls",          "special",      "checksum",     "hashed",
    "type"};

#define HAS(table, word) \
    sl_str_in_rows((table)[0], sizeof *(table), sizeof(table) / sizeof *(table), word)

typedef enum class_ { OTHER, LOWER, UPPER, DIGIT } class_;

/* Bytes beyond ASCII are letters without case. */
static class_ class_of(char c)
{
    if ((c >= 'a' && c <= 'z') || (uint8_t)c >= 0x80)
        return LOWER;
    if (c >= 'A' && c <= 'Z')
        return UPPER;
    return c >= '0' && c <= '9' ? DIGIT : OTHER;
}

/* End of the word that starts at name[at]: dbPassword, HTTPToken, OAUTH2. */
static size_t word_end(sl_str name, size_t at)
{
    class_ first = class_of(name.ptr[at]);
    class_ now = first;
    size_t end = at + 1;

    while (end < name.len && class_of(name.ptr[end]) == first)
        end++;
    if (end < name.len)
        now = class_of(name.ptr[end]);
    if (first != UPPER || now != LOWER)
        return end;
    if (end - at > 1)
        return end - 1;
    while (end < name.len && class_of(name.ptr[end]) == LOWER)
        end++;
    return end;
}

/* Cuts name into words, digits left out; SIZE_MAX if there are too many. */
static size_t split(sl_str name, sl_str out[MAX_WORDS])
{
    size_t count = 0;

    for (size_t at = 0; at < name.len;) {
        class_ first = class_of(name.ptr[at]);
        size_t end = first == OTHER ? at + 1 : word_end(name, at);

        if (first == LOWER || first == UPPER) {
            if (count == MAX_WORDS)
                return SIZE_MAX;
            out[count++] = sl_str_sub(name, at, end);
        }
        at = end;
    }
    return count;
}

static bool secret_word(sl_str word)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends_nocase(word, str_of(&endings[i])))
            return true;
    return HAS(words, word);
}

/* src/auth/passwords.php: a path of which only the file's kind stands behind the dot. */
static bool is_file(sl_str name)
{
    size_t slash = sl_str_rchr(name, '/');
    size_t dot = sl_str_rchr(name, '.');

    return slash != SIZE_MAX && dot != SIZE_MAX && dot > slash + 1 &&
           !secret_word(sl_str_skip(name, dot + 1));
}

/* Tokens by which a service knows a request again, or goes on where it stopped, and by
 * which the members of a new etcd know each other: word[at]. */
static bool is_passage(const sl_str *word, size_t at)
{
    static const char kinds[][12] = {"output",   "request",     "postman", "task",
                                     "creation", "idempotency", "update",  "lock"};

    return sl_str_eq_nocase(word[at], sl_lit("token")) &&
           (HAS(kinds, word[at - 1]) ||
            (at > 1 && sl_str_eq_nocase(word[at - 1], sl_lit("cluster")) &&
             sl_str_eq_nocase(word[at - 2], sl_lit("initial"))));
}

/* csrf_secret: by which tokens are made that are no secrets themselves. */
static bool is_forgery_key(const sl_str *word, size_t count)
{
    return count == 2 && sl_str_eq_nocase(word[1], sl_lit("secret")) &&
           (sl_str_eq_nocase(word[0], sl_lit("csrf")) ||
            sl_str_eq_nocase(word[0], sl_lit("xsrf")));
}

static bool secret_pair(sl_str first, sl_str second)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (sl_str_eq_nocase(second, str_of(&pairs[i].second)) &&
            sl_str_ends_nocase(first, str_of(&pairs[i].first)))
            return true;
    return false;
}

/* The name of something that may be a secret if its value looks like one: a key of
 * something, a salt, an authorization. */
static bool perhaps(const sl_str *word, size_t count)
{
    static const char last[][16] = {"key", "keys",  "auth", "authorization", "salt",
                                    "sk",  "creds", "jwt",  "pat",           "pepper"};

    if (count == 0 || !HAS(last, word[count - 1]))
        return false;
    for (size_t i = 0; i + 1 < count; i++) /* SUPublicEDKey */
        if (sl_str_eq_nocase(word[i], sl_lit("public")))
            return false;
    return count < 2 || (!HAS(no_key, word[count - 2]) && !HAS(no_secret, word[0]) &&
                         !HAS(no_secret, word[count - 2]));
}

sl_name_kind sl_name_kind_of(sl_str name)
{
    sl_str word[MAX_WORDS];
    size_t count = split(name, word);

    if (count == SIZE_MAX || sl_str_eq(name, sl_lit("S3Key"))) /* of CloudFormation */
        return SL_NAME_OTHER;
    if (!sl_name_is_secret(name))
        return perhaps(word, count) ? SL_NAME_PERHAPS : SL_NAME_OTHER;
    for (size_t i = count; i-- > 0;) {
        for (size_t k = 0; k < sizeof chosen / sizeof *chosen; k++)
            if (chosen[k].len > 4 ? sl_str_ends_nocase(word[i], str_of(&chosen[k]))
                                  : sl_str_eq_nocase(word[i], str_of(&chosen[k])))
                return SL_NAME_PASSWORD;
        if (i > 0 && sl_str_eq_nocase(word[i - 1], sl_lit("pass")))
            return SL_NAME_PASSWORD; /* pass_phrase */
        if (i > 0 && sl_str_eq_nocase(word[i - 1], sl_lit("secure")))
            return SL_NAME_PASSWORD; /* ConvertTo-SecureString */
    }
    return SL_NAME_SECRET;
}

bool sl_name_is_secret(sl_str name)
{
    sl_str word[MAX_WORDS];
    size_t count = split(name, word);
    size_t first = SIZE_MAX; /* words of the announcement: first to last */
    size_t last = 0;

    if (count == SIZE_MAX || sl_str_eq(name, sl_lit("PWD")) ||
        sl_str_eq(name, sl_lit("OLDPWD")) || is_file(name) ||
        sl_str_ends_nocase(name, sl_lit("X-Amz-Credential")))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool pair = i > 0 && secret_pair(word[i - 1], word[i]);

        if (!pair && !secret_word(word[i]))
            continue;
        first = pair ? i - 1 : i;
        last = i;
    }
    if (first == SIZE_MAX)
        return sl_str_eq(name, sl_lit("_auth")); /* .npmrc */
    for (size_t i = last + 1; i < count; i++)
        if (HAS(about, word[i]))
            return false;
    if (first == 0)
        return true;
    if (is_passage(word, last))
        return false;
    if (is_forgery_key(word, count))
        return true;
    return !HAS(no_secret, word[0]) && !HAS(no_secret, word[first - 1]);
}
