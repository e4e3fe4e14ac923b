/* secret_ref_value.c - valueFrom of ECS and {{resolve:}} of CloudFormation. */
#include "aws/hole.h"
#include "aws/secret_ref_work.h"
#include "text/suggest.h"

/* --- ECS --- */

/* The number of colons outside placeholders. */
static size_t colons(sl_str text)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len; at++) {
        at = sl_ref_chr(text, at, ':');
        count += at < text.len;
    }
    return count;
}

/* The ":json-key:stage:version-id" of a secret: of the three colons all or none. */
static void read_tail(sl_secret_ref *ref, sl_str tail)
{
    sl_ref_tail(ref, sl_str_skip(tail, 1));
    if (colons(tail) != 3) {
        ref->faults_len = 0;
        sl_ref_fault_add(ref, SL_REF_TAIL_COLONS, tail);
    }
}

/* What people take for a JSON key of a parameter. Behind one colon a version or a label may
 * stand: those are not called so. */
static bool is_key_word(sl_str word)
{
    static const char *const words[] = {"username", "user",     "password", "pass",
                                        "host",     "hostname", "port",     "dbname",
                                        "db_name",  "name",     "database", "token",
                                        "secret",   "api_key",  "key",      "account"};

    return sl_str_among(words, sizeof words / sizeof *words, word);
}

/* parameter/NAME[:version]; parameters have no keys. */
static void read_parameter(sl_secret_ref *ref)
{
    sl_str resource = sl_str_drop(ref->arn.resource, sl_lit("parameter/"));
    size_t colon = sl_ref_chr(resource, 0, ':');
    sl_str tail = sl_str_skip(resource, colon);

    ref->provider = SL_PROVIDER_PARAMETER_STORE;
    ref->name = sl_str_sub(resource, 0, colon);
    ref->arn.whole = sl_str_sub(ref->arn.whole, 0, ref->arn.whole.len - tail.len);
    ref->arn.resource =
        sl_str_sub(ref->arn.resource, 0, ref->arn.resource.len - tail.len);
    if (colons(tail) > 1 || is_key_word(sl_str_skip(tail, 1)))
        sl_ref_fault_add(ref, SL_REF_PARAMETER_KEY, tail);
    else
        ref->version = sl_str_skip(tail, 1);
}

/* What only proc_wrapper understands. */
static bool is_foreign(sl_str text)
{
    static const char *const ends[] = {"!json", "!dotenv", "!yaml"};
    sl_provider provider = sl_ref_provider(text, false);
    sl_str code = sl_provider_code(provider);

    if (sl_str_find(text, sl_lit("|JP:")) != SIZE_MAX ||
        sl_str_ends(text, sl_lit("|SELF")) ||
        (sl_str_starts(text, code) && text.len > code.len && text.ptr[code.len] == ':'))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sl_str_ends(text, sl_str_of(ends[i])))
            return true;
    return false;
}

void sl_ref_value_from(sl_str text, sl_secret_ref *out)
{
    sl_str tail;
    size_t hole;

    text = sl_str_trim(text);
    *out = (sl_secret_ref){.form = SL_REF_VALUE_FROM,
                           .provider = SL_PROVIDER_SECRETS_MANAGER,
                           .whole = text,
                           .address = text};
    if (is_foreign(text)) {
        sl_ref_location(text, false, out);
        out->form = SL_REF_VALUE_FROM;
        out->faults_len = 0;
        sl_ref_fault_add(out, SL_REF_FOREIGN_FORM, text);
        return;
    }
    hole = sl_hole_at(text, 0);
    if (sl_ref_arn(out, text, &tail)) {
        if (tail.len > 0)
            read_tail(out, tail);
        if (sl_str_eq(out->arn.service, sl_lit("ssm")))
            read_parameter(out);
        else if (!sl_str_eq(out->arn.service, sl_lit("secretsmanager")) &&
                 !sl_hole_in(out->arn.service))
            sl_ref_fault_add(out, SL_REF_SERVICE, out->arn.service);
    } else if (hole > 0 && colons(text) == 3 && text.len > hole &&
               text.ptr[hole] == ':') { /* ${aws_secretsmanager_secret.db.arn}:key:: */
        out->name = sl_str_sub(text, 0, hole);
        sl_ref_tail(out, sl_str_skip(text, hole + 1));
    } else if (!sl_str_starts(text, sl_lit("arn:"))) {
        out->provider = SL_PROVIDER_PARAMETER_STORE;
        out->name = text;
    }
}

/* --- CloudFormation --- */

enum { MAX_RESOLVE = 2048 };

static bool is_number(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0;
}

/* Where the resource of an ARN at the start of text begins; 0 if there is none. */
static size_t behind_arn(sl_str text)
{
    enum { COLONS = 5 };
    size_t at = 0;

    if (!sl_str_starts(text, sl_lit("arn:")))
        return 0;
    for (size_t i = 0; i < COLONS; i++)
        at = sl_ref_chr(text, at, ':') + 1;
    return at < text.len ? at : 0;
}

/* Reads the name or ARN at the start of key; *tail is what follows its colon. */
static void read_id(sl_secret_ref *ref, sl_str key, sl_str *tail)
{
    size_t at = behind_arn(key);
    sl_str rest;

    if (sl_str_starts(sl_str_skip(key, at), sl_lit("secret:")) && at > 0)
        at += sl_lit("secret:").len;
    at = sl_ref_chr(key, at, ':');
    *tail = sl_str_skip(key, at + 1);
    ref->name = sl_str_sub(key, 0, at);
    if (sl_ref_arn(ref, ref->name, &rest) && ref->secret == SL_SECRET_NONE)
        ref->name = sl_str_drop(ref->arn.resource, sl_lit("parameter/"));
}

/* id:SecretString:json-key:stage:version-id */
static void resolve_secret(sl_secret_ref *ref, sl_str key)
{
    sl_str tail;
    sl_str string;
    size_t colon;

    read_id(ref, key, &tail);
    colon = sl_ref_chr(tail, 0, ':');
    string = sl_str_sub(tail, 0, colon);
    if (string.len > 0 && !sl_str_eq(string, sl_lit("SecretString")) &&
        sl_hole_at(string, 0) == 0)
        sl_ref_fault_add(ref, SL_REF_RESOLVE_STRING, string);
    else
        sl_ref_tail(ref, sl_str_skip(tail, colon + 1));
}

static void resolve_parameter(sl_secret_ref *ref, sl_str key)
{
    sl_str tail;

    ref->provider = SL_PROVIDER_PARAMETER_STORE;
    read_id(ref, key, &tail);
    ref->version = tail;
    if (ref->version.len > 0 && !is_number(ref->version) &&
        sl_hole_at(ref->version, 0) == 0)
        sl_ref_fault_add(ref, SL_REF_RESOLVE_VERSION, ref->version);
}

static const char *const services[] = {"secretsmanager", "ssm", "ssm-secure"};

/* Is it a service that holds values, or a slip of its name? */
static bool read_service(sl_secret_ref *ref)
{
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (sl_str_eq(ref->code, sl_str_of(services[i])))
            return true;
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        sl_str service = sl_str_of(services[i]);

        if (sl_str_eq_nocase(ref->code, service) ||
            (service.len > 4 && sl_edit_distance(ref->code, service) <= 2)) {
            sl_ref_fault_add(ref, SL_REF_RESOLVE_SERVICE, ref->code);
            return true;
        }
    }
    return false;
}

/* A regular expression that finds references is none. */
static bool is_pattern(sl_str text)
{
    return sl_str_chr(text, '\\') != SIZE_MAX || sl_str_chr(text, '(') != SIZE_MAX ||
           sl_str_chr(text, '*') != SIZE_MAX || sl_str_chr(text, '^') != SIZE_MAX;
}

/* text: all between "{{" and "}}" */
static bool read_resolve(sl_str text, sl_secret_ref *out)
{
    sl_str rest = sl_str_drop(text, sl_lit("resolve:"));
    size_t colon = sl_ref_chr(rest, 0, ':');
    sl_str key = sl_str_skip(rest, colon + 1);

    *out = (sl_secret_ref){.form = SL_REF_RESOLVE,
                           .provider = SL_PROVIDER_SECRETS_MANAGER,
                           .whole = text,
                           .code = sl_str_sub(rest, 0, colon),
                           .address = key};
    if (is_pattern(text) || !read_service(out))
        return false;
    if (sl_str_starts_nocase(out->code, sl_lit("ssm")))
        resolve_parameter(out, key);
    else
        resolve_secret(out, key);
    if (out->name.len == 0)
        sl_ref_fault_add(out, SL_REF_RESOLVE_EMPTY, text);
    return true;
}

bool sl_ref_resolve_next(sl_str text, size_t *at, sl_secret_ref *out)
{
    while (*at < text.len) {
        size_t found = sl_str_find(sl_str_skip(text, *at), sl_lit("{{resolve:"));
        sl_str inner;
        size_t end;

        if (found == SIZE_MAX)
            break;
        *at += found + 2;
        inner = sl_str_sub(text, *at, *at + MAX_RESOLVE);
        inner = sl_str_sub(inner, 0, sl_str_chr(inner, '\n'));
        end = sl_str_find(inner, sl_lit("}}"));
        /* "${Secret}}}" ends with the name's own brace first */
        if (end != SIZE_MAX && end + 2 < inner.len && inner.ptr[end + 2] == '}')
            end++;
        if (end != SIZE_MAX && read_resolve(sl_str_sub(inner, 0, end), out)) {
            *at += end + 2;
            return true;
        }
    }
    *at = text.len;
    return false;
}
