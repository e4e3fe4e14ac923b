#include "text/value.h"

#include "text/reference.h"

#include <string.h>

enum { MAX_NESTING = 4 }; /* of defaults in defaults */

/* In place, see sl_str_in_rows. */
typedef struct row {
    char text[31];
    uint8_t len;
} row;

/* value begins with one of these and holds more than it; case as written. */
static const row prefixes[] = {
#define P(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }
    P("arn:"),
    P("ssm:"),
    P("vault:"),
    P("op://"),
    P("file://"),
    P("file:"),
    P("env:"),
    P("env://"),
    P("ENV:"),
    P("CONFIG:"),
    P("FILE:"),
    P("AWS_SM:"),
    P("AWS_SSM:"),
    P("AWS_S3:"),
    P("AWS_APP_CONFIG:"),
    P("aws:"),
    P("aws-sm:"),
    P("awssm:"),
    P("awssm://"),
    P("awsps://"),
    P("kms:"),
    P("kms://"),
    P("secretsmanager:"),
    P("secretsmanager://"),
    P("secretsManager:"),
    P("gcpsm:"),
    P("sm://"),
    P("gsm://"),
    P("gcp-sm:"),
    P("keyring:"),
    P("keychain:"),
    P("doppler://"),
    P("doppler:"),
    P("bw://"),
    P("akv:"),
    P("akv://"),
    P("keyvault:"),
    P("keyvault://"),
    P("@Microsoft.KeyVault("),
    P("ref+"),
    P("secretref:"),
    P("secretref+"),
    P("secretRef:"),
    P("secret://"),
    P("k8s:"),
    P("k8s://"),
    P("kubernetes://"),
    P("s3://"),
    P("gs://"),
    P("ssm://"),
    P("vault://"),
    P("sops:"),
    P("sops://"),
    P("conjur:"),
    P("!Ref"),
    P("!GetAtt"),
    P("!Sub"),
    P("!ImportValue"),
    P("!FindInMap"),
    P("!Join"),
    P("!vault"),
    P("!reference"),
    P("!secret"),
    P("!var"),
    P("!env"),
    P("!env_var"),
    P("!ENV"),
    P("Fn::"),
    P("{{resolve:"),
    P("ENC["),
    P("EJ[1:"),
    P("@keychain:"),
    P("@env:"),
    P("encrypted:"),
    P("ENC("),
    P("{cipher}"),
    P("$ANSIBLE_VAULT"),
    P("AGE-ENCRYPTED"),
    P("-----BEGIN AGE ENCRYPTED FILE"),
    P("-----BEGIN PGP MESSAGE"),
    P("lookup("),
    P("credentials("),
    P("getenv("),
    P("env("),
    P("/run/secrets/"),
    P("/var/run/secrets/"),
    P("/etc/"),
    P("/usr/"),
    P("/var/"),
    P("/home/"),
    P("/opt/"),
    P("/root/"),
    P("/tmp/"),
    P("/mnt/"),
    P("/secrets/"),
    P("/Users/"),
    P("/app/"),
    P("/srv/"),
    P("./"),
    P("../"),
    P("~/"),
    P("$HOME/"),
    P("ENCRYPTED["),
    P("ENV["),
    P("System.getenv"),
    P("Deno.env"),
#undef P
};

/* value is code: it begins with one of these and goes on as names, indexes and
 * calls do. */
static const row objects[] = {
#define P(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }
    P("os.environ"),
    P("os.getenv"),
    P("os.Getenv"),
    P("process.env."),
    P("process.env["),
    P("import.meta.env."),
    P("secrets."),
    P("secrets["),
    P("var."),
    P("vars."),
    P("local."),
    P("data."),
    P("module."),
    P("env."),
    P("config."),
    P("settings."),
    P("self."),
    P("this."),
    P("params."),
    P("args."),
    P("options."),
    P("opts."),
    P("inputs."),
    P("outputs."),
    P("steps."),
    P("needs."),
    P("matrix."),
    P("github."),
    P("context."),
    P("ctx."),
    P("props."),
    P("state."),
    P("request."),
    P("req."),
    P("values."),
    P("Values."),
    P(".Values."),
    P("random_password."),
    P("aws_"),
    P("azurerm_"),
    P("google_"),
    P("cfg."),
    P("conf."),
    P("app.config"),
    P("Rails.application"),
    P("Environment."),
    P("each."),
    P("cls."),
#undef P
};

static bool is_upper(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_with_one(sl_str value, const row *table, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (value.len > table[i].len &&
            sl_str_starts(value, (sl_str){table[i].text, table[i].len}))
            return true;
    return false;
}

static bool only(sl_str s, const char *also)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_letter(s.ptr[i]) && !is_digit(s.ptr[i]) &&
            (s.ptr[i] == '\0' || !strchr(also, s.ptr[i])))
            return false;
    return s.len > 0;
}

/* Index behind the brace that closes the one at value[at], or 0. */
static size_t brace_end(sl_str value, size_t at)
{
    size_t depth = 0;

    for (; at < value.len; at++) {
        if (value.ptr[at] == '{')
            depth++;
        else if (value.ptr[at] == '}' && --depth == 0)
            return at + 1;
    }
    return 0;
}

static const sl_str openings[] = {{"${", 2}, {"#{", 2}, {"@{", 2}, {"%{", 2}};

static bool has_opening(sl_str value)
{
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (sl_str_has(value, openings[i]))
            return true;
    return false;
}

static bool expands(sl_str value, unsigned depth);

/* ${self:custom.password}, ${env:name}, ${file(secrets.yml):key}: of the Serverless
 * Framework and its like, where a source stands in front of the colon, and behind it what
 * is taken from it. Behind a comma there may be a default. */
static bool from_source(sl_str inner)
{
    static const char *const sources[] = {
        "self", "env", "opt",   "param",  "ssm",    "cf",        "s3",
        "sls",  "aws", "sys",   "input",  "vault",  "terraform", "secretsManager",
        "file", "git", "azure", "config", "command"};
    size_t colon = sl_str_chr(inner, ':');
    sl_str source = sl_str_sub(inner, 0, colon);
    sl_str address = sl_str_skip(inner, source.len + 1);

    if (sl_str_starts(source, sl_lit("file(")) || sl_str_starts(source, sl_lit("cf.")))
        source = sl_str_sub(source, 0, source.ptr[0] == 'c' ? 2 : 4);
    return colon != SIZE_MAX && address.len > 0 && !strchr("-=?+:", address.ptr[0]) &&
           sl_str_chr(address, ',') == SIZE_MAX &&
           sl_str_among(sources, sizeof sources / sizeof *sources, source);
}

/* The inside of ${ }: a name, or a name with a default that is no secret. Only
 * expands() is asked again about a default with expansions in it: to go back to
 * sl_placeholder would take time exponential in their nesting. */
static bool expansion(sl_str inner, unsigned depth)
{
    static const char marks[] = ":-=?+";
    size_t at = 0;
    sl_str fallback;

    if (from_source(inner))
        return true;
    while (at < inner.len && (is_letter(inner.ptr[at]) || is_digit(inner.ptr[at]) ||
                              strchr(". []'\"()/@*!#", inner.ptr[at])))
        at++;
    if (at == inner.len || !strchr(marks, inner.ptr[at]))
        return true; /* other operators: still a variable */
    fallback = sl_str_skip(inner, at + 1);
    if (inner.ptr[at] == ':' && fallback.len > 0 && strchr(marks, fallback.ptr[0]))
        fallback = sl_str_skip(fallback, 1);
    if (fallback.len > 1 && strchr("\"'", fallback.ptr[0]) &&
        fallback.ptr[fallback.len - 1] == fallback.ptr[0])
        fallback = sl_str_sub(fallback, 1, fallback.len - 1);
    if (has_opening(fallback))
        return depth < MAX_NESTING && expands(fallback, depth + 1);
    return sl_placeholder(fallback) || sl_reference(fallback);
}

static bool expands(sl_str value, unsigned depth)
{
    bool found = false;

    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        sl_str rest = value;
        size_t at;

        while ((at = sl_str_find(rest, openings[i])) != SIZE_MAX) {
            size_t end = brace_end(rest, at + 1);

            if (end == 0)
                break;
            if (!expansion(sl_str_sub(rest, at + 2, end - 1), depth))
                return false;
            found = true;
            rest = sl_str_skip(rest, end);
        }
    }
    return found;
}

/* pod=$(NAMESPACE)/$(POD_NAME): variables of Kubernetes and make among other text. */
static bool has_round(sl_str value)
{
    enum { LEAST = 2 }; /* letters of a name */
    size_t at;

    while ((at = sl_str_find(value, sl_lit("$("))) != SIZE_MAX) {
        size_t len = 0;

        value = sl_str_skip(value, at + 2);
        while (len < value.len &&
               (is_upper(value.ptr[len]) || is_digit(value.ptr[len])))
            len++;
        if (len >= LEAST && !is_digit(value.ptr[0]) && sl_str_at(value, len) == ')')
            return true;
    }
    return false;
}

bool sl_reference_expansion(sl_str value)
{
    size_t close = sl_str_find(value, sl_lit("}}"));

    if (close != SIZE_MAX && sl_str_find(value, sl_lit("{{")) < close)
        return true;
    if (sl_str_has(value, sl_lit("<%")) && sl_str_has(value, sl_lit("%>")))
        return true;
    return has_round(value) || expands(value, 0);
}

sl_str sl_reference_default(sl_str value)
{
    size_t colon;

    if (!sl_str_starts(value, sl_lit("${")))
        return (sl_str){0};
    colon = sl_str_chr(value, ':');
    if (colon == SIZE_MAX || sl_str_chr(value, '}') != value.len - 1 ||
        from_source(sl_str_sub(value, 2, value.len - 1)))
        return (sl_str){0};
    value = sl_str_sub(value, colon + 1, value.len - 1);
    if (value.len > 0 && strchr("-=", value.ptr[0]))
        value = sl_str_skip(value, 1);
    if (value.len > 1 && strchr("\"'", value.ptr[0]) &&
        value.ptr[value.len - 1] == value.ptr[0])
        value = sl_str_sub(value, 1, value.len - 1);
    if (value.len == 0 || strchr("+?", value.ptr[0]) ||
        sl_str_chr(value, '$') != SIZE_MAX)
        return (sl_str){0}; /* ${X:+v}, ${X:?message} */
    return value;
}

/* $NAME, $name, $env:NAME, $(command), %NAME%, $1. */
static bool variable(sl_str value)
{
    bool upper = true, letters = true;
    sl_str name = sl_str_drop(sl_str_skip(value, 1), sl_lit("$"));

    if (value.len > 2 && value.ptr[0] == '%' && value.ptr[value.len - 1] == '%')
        return only(sl_str_sub(value, 1, value.len - 1), "_.");
    if (value.len > 4 && value.ptr[0] == '%' && sl_str_chr(value, '_') != SIZE_MAX) {
        for (size_t i = 1; i < value.len; i++)
            if (!is_upper(value.ptr[i])) /* %DB_PASSWORD */
                return false;
        return true;
    }
    if (value.len < 2 || value.ptr[0] != '$')
        return false;
    if (sl_str_starts_nocase(name, sl_lit("env:")) || name.len == 0)
        return name.len > 4;
    if (name.ptr[0] == '(')
        return name.ptr[name.len - 1] == ')';
    if (name.len == 1)
        return is_letter(name.ptr[0]) || is_digit(name.ptr[0]);
    for (size_t i = 0; i < name.len; i++) {
        upper = upper && (is_upper(name.ptr[i]) || (i > 0 && is_digit(name.ptr[i])));
        letters = letters && is_letter(name.ptr[i]);
    }
    return upper || letters;
}

/* get_secret("name"), Config.token(), cdk.SecretValue.secretsManager('x') */
static bool call(sl_str value)
{
    size_t open = sl_str_chr(value, '(');
    sl_str name, inner;

    if (open == SIZE_MAX || open == 0 || value.ptr[value.len - 1] != ')' ||
        !is_letter(value.ptr[0]))
        return false;
    name = sl_str_sub(value, 0, open);
    inner = sl_str_trim(sl_str_sub(value, open + 1, value.len - 1));
    return only(name, ".:") &&
           (inner.len == 0 || inner.ptr[0] == '"' || inner.ptr[0] == '\'' ||
            (sl_str_chr(name, '.') != SIZE_MAX && only(inner, "_.,:/- []'\"()")) ||
            (sl_str_chr(name, '_') != SIZE_MAX && only(inner, "_.,:/- []'\"()")));
}

bool sl_reference(sl_str value)
{
    value = sl_str_trim(value);
    if (sl_str_ends(value, sl_lit("}}")) && sl_str_chr(value, '{') == SIZE_MAX)
        value.len -= 2; /* the end of an expression: ${{ x ? secrets.A : secrets.B }} */
    value = sl_str_trim(value);
    if (value.len < 2)
        return false;
    if (begins_with_one(value, prefixes, sizeof prefixes / sizeof *prefixes))
        return true;
    if (begins_with_one(value, objects, sizeof objects / sizeof *objects) &&
        only(value, "_.,:/- []'\"()"))
        return true;
    return variable(value) || sl_reference_expansion(value) || call(value);
}
