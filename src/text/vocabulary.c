#include "text/vocabulary.h"

#include <string.h>

enum { MAX_VALUE = 128, MAX_NUMBER = 4, MIN_RUN = 3 };

static const char function_words[][8] = {
    "the", "is",   "your",   "my",   "this", "that", "to", "of",   "in",
    "for", "not",  "and",    "with", "it",   "you",  "be", "here", "are",
    "or",  "from", "will",   "an",   "as",   "by",   "on", "at",   "if",
    "no",  "must", "should", "can",  "do",   "only", "a",  "i",    "our"};

static const char secret_nouns[][16] = {
    "password", "passwd", "pass",   "pwd",        "passphrase",  "secret", "secrets",
    "token",    "key",    "apikey", "credential", "credentials", "pw"};

/* Sorted by nothing but topic: the list is short and read for few values. */
static const char words[][28] = {
    /* to be replaced */
    "change", "changeme", "changeit", "replace", "replaced", "insert", "enter", "put",
    "add", "fill", "set", "paste", "use", "own", "real", "actual", "generate",
    "generated", "update", "edit", "modify", "provide", "provided", "specify", "me",
    "it", "us", "please", "todo", "fixme", "tbd", "tba", "wip", "xyz", "yyy", "zzz",
    "configure", "get", "one", "later", "now", "before", "after", "default", "defaults",
    /* examples */
    "example", "examples", "sample", "demo", "dummy", "fake", "mock", "mocked", "stub",
    "test", "tests", "testing", "tester", "testkey", "unittest", "placeholder", "foo",
    "bar", "baz", "qux", "quux", "foobar", "foobarbaz", "spam", "eggs", "lorem",
    "ipsum", "hello", "world", "asdf", "qwerty", "abc", "letmein", "welcome",
    "whatever", "something", "anything", "nothing", "blah", "bla", "opensesame",
    "correcthorsebatterystaple", "deadbeef", "cafebabe", "temp", "tmp", "temporary",
    "invalid", "wrong", "incorrect", "bogus", "made", "up", "noop",
    /* nothing */
    "none", "null", "nil", "undefined", "empty", "blank", "unset", "na", "nan", "void",
    "redacted", "hidden", "masked", "removed", "censored", "encrypted", "omitted",
    "snip", "stripped", "true", "false", "yes", "off", "missing", "unknown", "disabled",
    "enabled", "required", "optional", "unused", "ignored", "ignore",
    /* what it is */
    "value", "values", "string", "str", "text", "data", "name", "code", "id", "ids",
    "hash", "salt", "seed", "pin", "auth", "access", "api", "oauth", "client",
    "consumer", "app", "application", "user", "username", "usr", "admin",
    "administrator", "root", "toor", "guest", "login", "account", "owner", "service",
    "server", "host", "url", "webhook", "endpoint", "db", "database", "session",
    "signing", "signature", "encryption", "encrypt", "master", "shared", "personal",
    "private", "public", "bearer", "basic", "jwt", "cookie", "refresh", "bot", "deploy",
    "deployment", "backup", "storage", "accesstoken", "classic", "fine", "grained",
    "env", "var", "variable", "environment", "config", "file", "field", "input",
    "number", "project", "org", "organization", "company", "team", "domain", "email",
    "mail", "smtp", "http", "https", "ssh", "rsa", "aes", "hmac", "cert", "certificate",
    "connection", "conn", "registry", "repo", "repository", "license", "system",
    /* of which kind */
    "secure", "strong", "weak", "bad", "good", "long", "short", "random", "super",
    "top", "very", "safe", "some", "new", "old", "nohackme", "hack", "hackme", "unsafe",
    "insecure", "different", "same", "unique", "shh", "shhh", "simple", "easy", "best",
    "great", "nice", "cool", "other", "another", "first", "second", "local",
    "localhost", "dev", "develop", "development", "prod", "production", "stage",
    "staging", "live", "sandbox", "ci", "build", "runtime", "docker", "compose",
    "keyboard", "cat", "characters", "chars", "char", "letters", "least", "django",
    "flask", "rails", "laravel", "spring", "node", "express", "next", "vue", "react",
    /* of whom */
    "aws", "amazon", "azure", "gcp", "google", "github", "gitlab", "gitea", "bitbucket",
    "slack", "stripe", "openai", "anthropic", "twilio", "sendgrid", "mailgun", "heroku",
    "npm", "pypi", "postgres", "postgresql", "psql", "pg", "mysql", "mariadb", "mongo",
    "mongodb", "redis", "rabbitmq", "rabbit", "elastic", "elasticsearch", "kibana",
    "grafana", "minio", "minioadmin", "keycloak", "vault", "consul", "kafka", "jenkins",
    "sonar", "wordpress", "snowflake", "oracle", "sa", "jdbc", "ldap", "kube",
    "kubernetes", "ansible", "terraform", "datadog", "sentry", "discord", "telegram",
    "firebase", "facebook", "twitter", "cloudflare", "cloud", "reactor", "cloudreactor",
    "wrapper", "task", "dotenv", "homestead",
    /* with what it begins */
    "ghp", "gho", "ghs", "ghu", "glpat", "sk", "pk", "rk", "xoxb", "xoxp", "xapp", "hf",
    "sg", "tok", "pat", "whsec", "shpat", "dop", "akia", "asia", "proj", "ant", "v",
    "s", "nonce"};

/* Each stands inside the value, in any case but that of cased_by_hand. At least five
 * characters, so that hardly any random text holds one by chance. */
static const char phrases[][20] = {
    "changeme",     "change_me",    "change-me",    "changethis",   "change_this",
    "change-this",  "change_it",    "replaceme",    "replace_me",   "replace-me",
    "replace_with", "replace-with", "replacethis",  "replace_this", "replace-this",
    "placeholder",  "example",      "redacted",     "your_",        "your-",
    "yourpassword", "yoursecret",   "yourtoken",    "yourapi",      "youraccess",
    "yourkey",      "your api",     "your own",     "insert_",      "insert-",
    "dummy",        "notreal",      "not-real",     "not_real",     "not-a-real",
    "not_a_real",   "somesecret",   "some_secret",  "some-secret",  "sometoken",
    "someapi",      "somepassword", "somepersonal", "paste_",       "todo:",
    "todo-",        "todo_",        "fixme",        "mysecret",     "my-secret",
    "my_secret",    "mypassword",   "my-password",  "my_password",  "secretpassword",
    "supersecret",  "super-secret", "super_secret", "fake-",        "fake_",
    "_fake",        "-fake",        "do-not-use",   "do_not_use",   "donotuse",
    "goes-here",    "goes_here",    "abcdefgh",     "lorem ipsum",  "undefined",
    "longsecret",   "mockapi"};

/* How secrets begin that everybody knows: emulators of storage and databases come with
 * them, development chains of Ethereum, and Grafana. */
static const char published[][20] = {
    "Eby8vdM02xNOcqFl", "C2y6yDjf5/R+ob0N", "ac0974bec39a17e3", "59c6995e998f97a5",
    "5de4111afa1a4b94", "7c852118294e51e6", "47e179ec19748859", "8b3a350cf5c34c91",
    "92db14e403b83dfe", "4bbbf85ce3377467", "dbda1821b80551c9", "2a871d0798f97d79",
    "4f3edf983ac636a6", "SW2YcwTIb9zpOOho"};

static const char *const phrase_ends[] = {"_here", "-here", "_here>", " here"};

/* Neighbours on a keyboard, in a code table, or a repetition: both directions. */
static const char *const rows[] = {"01234567890", "abcdefghijklmnopqrstuvwxyz",
                                   "qwertyuiop",  "asdfghjkl",
                                   "zxcvbnm",     "qwertzuiop",
                                   "azertyuiop"};

/* What people type who are asked for a password, before they add the digits that it
 * must have. "test1234" and "changeme1" are not among them: they stand for one. */
static const char weak_stems[][16] = {
    "password", "passwort",  "passwd", "letmein", "welcome",  "qwerty",
    "qwertz",   "azerty",    "admin",  "root",    "hello",    "administrator",
    "login",    "master",    "hunter", "summer",  "winter",   "autumn",
    "dragon",   "monkey",    "shadow", "company", "iloveyou", "football",
    "batman",   "superman",  "trust",  "trustno", "sunshine", "princess",
    "senha",    "contrasena"};

#define HAS(table, word) \
    sl_str_in_rows((table)[0], sizeof *(table), sizeof(table) / sizeof *(table), word)

bool sl_vocabulary_secret_noun(sl_str word)
{
    return HAS(secret_nouns, word);
}

bool sl_vocabulary_function_word(sl_str word)
{
    return HAS(function_words, word);
}

/* A word as people write it: capitals everywhere, nowhere, or at its start only. In
 * random text of both cases the letters of a short word come up in all others. */
static bool cased_by_hand(sl_str word)
{
    size_t letters = 0, capitals = 0, at_start = 0;

    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool capital = c >= 'A' && c <= 'Z';

        at_start += capital && letters == 0;
        letters += capital || (c >= 'a' && c <= 'z');
        capitals += capital;
    }
    return capitals == at_start || capitals == letters;
}

static bool holds(sl_str value, sl_str phrase)
{
    enum { SHORT_WORD = 5 };
    size_t at = sl_str_find_nocase(value, phrase);

    return at != SIZE_MAX && (phrase.len > SHORT_WORD ||
                              cased_by_hand(sl_str_sub(value, at, at + phrase.len)));
}

/* mock_token, sk-mock-1: a word of its own, in the case of programs. "hammock-Tree9!x" and
 * "Mock-Trial!9x" are passwords. */
static bool is_mock(sl_str value)
{
    static const char *const forms[] = {"mock-", "mock_", "MOCK-", "MOCK_"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t at = sl_str_find(value, sl_str_of(forms[i]));

        if (at == 0 || (at != SIZE_MAX &&
                        sl_str_chr(sl_lit("-_.:/ "), value.ptr[at - 1]) != SIZE_MAX))
            return true;
    }
    return false;
}

bool sl_vocabulary_phrase(sl_str value)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (holds(value, sl_str_of(phrases[i])))
            return true;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        if (holds(value, sl_str_of(published[i])))
            return true;
    for (size_t i = 0; i < sizeof phrase_ends / sizeof *phrase_ends; i++)
        if (sl_str_ends_nocase(value, sl_str_of(phrase_ends[i])))
            return true;
    return is_mock(value);
}

bool sl_vocabulary_weak(sl_str value)
{
    enum { LEAST = 8, MOST = 20 };
    static const char written[] = "013@$";
    static const char meant[] = "oieas";
    char stem[MOST];
    size_t end = value.len;

    if (value.len < LEAST || value.len > MOST)
        return false;
    while (end > 0 &&
           ((value.ptr[end - 1] >= '0' && value.ptr[end - 1] <= '9') ||
            (value.ptr[end - 1] && strchr("!@#$%&*?.+", value.ptr[end - 1]))))
        end--;
    if (value.len - end < 2)
        return false; /* "Password1" is the label of a field */
    for (size_t i = 0; i < end; i++) {
        const char *hit = value.ptr[i] ? strchr(written, value.ptr[i]) : NULL;

        stem[i] = hit ? meant[hit - written] : value.ptr[i];
    }
    return HAS(weak_stems, sl_str_make(stem, end));
}

/* What the walk below knows: which places a cover of words and runs reaches. */
typedef struct cover {
    sl_str text; /* lower case */
    bool reached[MAX_VALUE + 1];
} cover;

static void mark_words(cover *c, size_t at, const char *table, size_t width, size_t len)
{
    sl_str rest = sl_str_skip(c->text, at);

    for (size_t i = 0; i < len && rest.len > 0; i++, table += width) {
        sl_str word;

        /* NOLINTNEXTLINE(clang-analyzer-core.*): what is left of the text is written */
        if (table[0] != rest.ptr[0])
            continue; /* as most, and the length of the row is spared */
        word = sl_str_make(table, strnlen(table, width));
        /* Words of one letter stand alone or not at all. */
        if (sl_str_starts(rest, word) && (word.len > 1 || rest.len == 1))
            c->reached[at + word.len] = true;
    }
}

#define MARK(c, at, table) \
    mark_words(c, at, (table)[0], sizeof *(table), sizeof(table) / sizeof *(table))

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of few digits, which neither begins nor ends inside another. */
static void mark_number(cover *c, size_t at)
{
    size_t end = at;

    while (end < c->text.len && is_digit(c->text.ptr[end]))
        end++;
    if (end > at && end - at <= MAX_NUMBER &&
        (at == 0 || !is_digit(c->text.ptr[at - 1])))
        c->reached[end] = true;
}

/* Do a and b stand side by side in row, b step places behind a? */
static bool follows(const char *row, char a, char b, int step)
{
    for (const char *p = row; *p; p++)
        if (*p == a && (step > 0 ? p[1] == b : p > row && p[-1] == b))
            return true;
    return false;
}

/* The run that starts at place at: one character again and again, or a piece of a
 * row, forwards or backwards. Pieces of it are runs as well. */
static void mark_run(cover *c, size_t at, const char *row, int step)
{
    const char *p = c->text.ptr;
    size_t end = at + 1;

    while (end < c->text.len &&
           (row ? follows(row, p[end - 1], p[end], step) : p[end - 1] == p[end])) {
        end++;
        if (end - at >= MIN_RUN)
            c->reached[end] = true;
    }
}

static bool covered(sl_str word)
{
    cover c = {.text = word};

    c.reached[0] = true;
    for (size_t at = 0; at < word.len; at++) {
        if (!c.reached[at])
            continue;
        MARK(&c, at, words);
        MARK(&c, at, function_words);
        MARK(&c, at, secret_nouns);
        mark_number(&c, at);
        mark_run(&c, at, NULL, 0);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            mark_run(&c, at, rows[i], 1);
            mark_run(&c, at, rows[i], -1);
        }
    }
    return c.reached[word.len];
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/* Every stretch of letters and digits is covered. */
static bool all_covered(sl_str text)
{
    bool any = false;

    for (size_t at = 0; at < text.len;) {
        size_t end = at;

        while (end < text.len && is_alnum(text.ptr[end]))
            end++;
        if (end > at && !covered(sl_str_sub(text, at, end)))
            return false;
        any = any || end > at;
        at = end + 1;
    }
    return any;
}

bool sl_vocabulary_covers(sl_str value)
{
    static const char written[] = "0134578@$!";
    static const char meant[] = "oleastbasi";
    char lower[MAX_VALUE];
    sl_str text = {lower, value.len};

    if (value.len > MAX_VALUE)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if ((uint8_t)c >= 0x80)
            return false;
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (all_covered(text))
        return true;
    for (size_t i = 0; i < value.len; i++) { /* p4$$w0rd */
        const char *hit = lower[i] ? strchr(written, lower[i]) : NULL;

        if (hit && (lower[i] != '!' || i + 1 < value.len))
            lower[i] = meant[hit - written];
    }
    return all_covered(text);
}
