/* exposed_value.c - a program that sends the value of a secret to a log, to standard
 * output or into a status message. Only what can be told from one place is: a variable
 * of the environment whose name announces a secret, by itself or by the variable that it
 * was assigned to last, as an argument of its own or as a field of a formatted string. */
#include "base/map.h"
#include "check/ref/env_read.h"
#include "check/ref/ref_report.h"
#include "check/vault_password.h"
#include "text/name.h"

/* Functions that write to where others read; the last ones are proc_wrapper's. */
static const char *const sinks[] = {
    "print",           "console.log",    "console.info", "console.warn",
    "console.error",   "console.debug",  "stdout.write", "stderr.write",
    "capture_message", "captureMessage", "send_update",  "update_status"};

/* Methods of whatever is called log, logger or logging. */
static const char *const log_methods[] = {"debug",    "info",  "warning",
                                          "warn",     "error", "exception",
                                          "critical", "log",   "fatal"};

/* Identifiers to the name of the variable whose value they have: where it stands in the
 * text. NULL: something else was assigned since. */
typedef struct scanning {
    sl_ref_report report;
    sl_map globals; /* assigned at the start of a line */
    sl_map locals;  /* of the function at hand */
} scanning;

static bool is_word(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
           c == '_';
}

/* Which function is called by the parenthesis at text[at]? Its name, if it is one of the
 * above. */
static sl_str sink_before(sl_str text, size_t at)
{
    size_t start = at;
    sl_str name, object;
    size_t dot;

    while (start > 0 && (is_word(text.ptr[start - 1]) || text.ptr[start - 1] == '.'))
        start--;
    name = sl_str_sub(text, start, at);
    for (size_t i = 0; i < sizeof sinks / sizeof *sinks; i++) {
        sl_str sink = sl_str_of(sinks[i]);

        if (sl_str_ends(name, sink) &&
            (name.len == sink.len || name.ptr[name.len - sink.len - 1] == '.'))
            return sink;
    }
    dot = sl_str_rchr(name, '.');
    if (dot == SIZE_MAX)
        return (sl_str){0};
    object = sl_str_sub(name, 0, dot);
    if ((sl_str_ends_nocase(object, sl_lit("log")) ||
         sl_str_ends_nocase(object, sl_lit("logger")) ||
         sl_str_ends_nocase(object, sl_lit("logging"))) &&
        sl_str_among(log_methods, sizeof log_methods / sizeof *log_methods,
                     sl_str_skip(name, dot + 1)))
        return name;
    return (sl_str){0};
}

/* PASSWORD_ITERATIONS, TOKEN_COUNT: how a secret is treated, not the secret. */
static bool is_secret(sl_str name)
{
    static const char *const endings[] = {"_ITERATIONS", "_ROUNDS",  "_COUNT",
                                          "_POLICY",     "_ENABLED", "_REQUIRED",
                                          "_LIMIT",      "_MODE"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends_nocase(name, sl_str_of(endings[i])))
            return false;
    return sl_name_is_secret(name);
}

/* The secret whose value text begins with, and how long the expression is; else 0. */
static size_t secret_at(const scanning *s, sl_str text, sl_str *secret)
{
    size_t len = sl_env_read_at(text, secret);
    sl_str name;
    const char *known;

    if (len > 0)
        return is_secret(*secret) ? len : 0;
    name = sl_identifier_at(text);
    known = sl_map_get(sl_map_has(&s->locals, name) ? &s->locals : &s->globals, name);
    if (!known)
        return 0;
    *secret = sl_identifier_at(sl_str_make(
        known, s->report.doc->text.len - (size_t)(known - s->report.doc->text.ptr)));
    return name.len;
}

static char first_char(sl_str text)
{
    text = sl_skip_blanks(text);
    return text.len > 0 ? text.ptr[0] : '\0';
}

static bool one_of(const char *set, char c)
{
    return c != '\0' && sl_str_chr(sl_str_of(set), c) != SIZE_MAX;
}

/* A call's arguments, brackets included, and what is found in them. */
typedef struct reading {
    sl_str text;
    size_t at;
    char quote;  /* of the string that is read, or 0 */
    bool fields; /* it is a formatted one */
    size_t depth;
    char before;   /* the last character that is no blank, outside of strings */
    size_t word;   /* where the last word outside of strings begins */
    sl_str secret; /* found: the variable, */
    sl_span place; /* and where its value is used */
} reading;

/* Does an expression with a secret's value begin at text[at], with one of enders behind? */
static bool found(const scanning *s, reading *r, size_t at, const char *enders)
{
    size_t len;

    while (at < r->text.len && r->text.ptr[at] == ' ')
        at++;
    len = secret_at(s, sl_str_skip(r->text, at), &r->secret);
    r->place = (sl_span){at, at + len};
    return len > 0 && one_of(enders, first_char(sl_str_skip(r->text, at + len)));
}

/* The next character of a string: {x} {x!r} {x=} of Python, ${x} of JavaScript. */
static bool step_string(const scanning *s, reading *r)
{
    char c = r->text.ptr[r->at];
    bool field = r->fields && c == '{' && found(s, r, r->at + 1, "}!:=");

    if (c == '\\')
        r->at++;
    else if (c == r->quote)
        r->quote = '\0';
    r->at++;
    r->before = '"';
    return field;
}

/* Is the keyword in front of '=' one of a message? Others may be what needs the secret. */
static bool is_message(const reading *r)
{
    static const char *const words[] = {"mess", "msg", "text", "status"};
    sl_str word = sl_str_sub(r->text, r->word, r->at);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_has(word, sl_str_of(words[i])))
            return true;
    return false;
}

/* The next character outside of strings: arguments by themselves, and joined ones. */
static bool step_code(const scanning *s, reading *r)
{
    char c = r->text.ptr[r->at];
    bool begins = is_word(c) && (r->at == 0 || !is_word(r->text.ptr[r->at - 1]));

    if (begins && r->depth == 1 &&
        (one_of("(,+%", r->before) || (r->before == '=' && is_message(r))) &&
        found(s, r, r->at, ",)+"))
        return true;
    if (begins && r->before != '=')
        r->word = r->at;
    if (one_of("\"'`", c)) {
        r->quote = c;
        r->fields = c == '`' || one_of("fF", r->at > 0 ? r->text.ptr[r->at - 1] : '\0');
    } else if (one_of("([{", c)) {
        r->depth++;
    } else if (one_of(")]}", c)) {
        r->depth -= r->depth > 0;
    }
    if (!one_of(" \t\r\n", c))
        r->before = c;
    r->at++;
    return false;
}

/* Returns how long the arguments are. */
static size_t judge_call(const scanning *s, sl_str sink, size_t open)
{
    reading r = {.text = sl_str_skip(s->report.doc->text, open)};

    r.text = sl_str_sub(r.text, 0, sl_bracket_length(r.text));
    while (r.at < r.text.len) {
        if (!(r.quote ? step_string(s, &r) : step_code(s, &r)))
            continue;
        sl_ref_hit(&s->report, (sl_span){open + r.place.start, open + r.place.end},
                   SL_LEVEL_OFF,
                   "%.*s writes the value of %.*s where others can read it",
                   sl_fmt(sink), sl_fmt(sl_ref_quote(r.secret)));
        break; /* once for each call */
    }
    return r.text.len;
}

static bool is_indented(sl_str line)
{
    return line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* Remembers, or forgets, what a line assigns. */
static void learn(scanning *s, sl_str line)
{
    sl_str name, expression, secret;
    void **known;
    size_t len;

    if (!sl_assignment_of(line, &name, &expression))
        return;
    len = sl_env_read_at(expression, &secret);
    known = sl_map_put(is_indented(line) ? &s->locals : &s->globals, name);
    *known = NULL;
    expression = sl_str_skip(expression, len);
    if (len > 0 && is_secret(secret) &&
        (expression.len == 0 || one_of(";#|?o", first_char(expression))))
        *known = (void *)(uintptr_t)secret.ptr;
}

/* A function begins: its variables are others. */
static bool begins_function(sl_str line)
{
    static const char *const words[] = {"def ", "async def ", "class ", "function ",
                                        "async function "};

    line = sl_str_trim(line);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_starts(line, sl_str_of(words[i])))
            return true;
    return false;
}

void sl_check_exposed_value(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    scanning s = {.report = {rule, doc, sink}};
    sl_str rest = doc->text;

    /* To print it is what a script for Ansible's vault password is for. */
    if (!sl_env_read_language(doc->blob->path) ||
        sl_vault_script_name(sl_path_base(doc->blob->path)))
        return;
    while (rest.len > 0 && !sink->full) {
        sl_str line = sl_str_line(&rest);
        size_t start = (size_t)(line.ptr - doc->text.ptr);

        if (begins_function(line)) {
            sl_map_free(&s.locals);
            s.locals = (sl_map){0};
        }
        learn(&s, line);
        for (size_t at = 0; at < line.len; at++) {
            sl_str called = line.ptr[at] == '(' ? sink_before(line, at) : (sl_str){0};

            if (called.len > 0)
                at += judge_call(&s, called, start + at);
        }
    }
    sl_map_free(&s.globals);
    sl_map_free(&s.locals);
}
