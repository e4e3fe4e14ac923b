/* collect_aws_taken.c - the keys that programs take out of the JSON objects in variables
 * of the environment. */
#include "base/map.h"
#include "check/aws_place.h"
#include "check/check.h"
#include "check/ref/env_read.h"

typedef struct reading {
    sl_doc *doc;
    sl_sink *sink;
    sl_map texts;   /* identifier to the variable of the environment that it holds */
    sl_map objects; /* the same, parsed; values: where the name stands in the text */
} reading;

static sl_str name_at(const reading *r, const char *at)
{
    sl_str text = r->doc->text;

    return sl_identifier_at(sl_str_make(at, text.len - (size_t)(at - text.ptr)));
}

/* The variable whose JSON an expression parses: json.loads(x), JSON.parse(x). Its
 * length, with *variable set; else 0. */
static size_t parse_at(const reading *r, sl_str text, sl_str *variable)
{
    static const char *const calls[] = {"json.loads(", "JSON.parse("};

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        sl_str call = sl_str_of(calls[i]);
        sl_str argument = sl_skip_blanks(sl_str_skip(text, call.len));
        size_t len = 0;
        const char *known;

        if (!sl_str_starts(text, call))
            continue;
        len = sl_bracket_length(sl_str_skip(text, call.len - 1));
        if (len == 0)
            return 0;
        if (sl_env_read_at(argument, variable) > 0)
            return call.len - 1 + len;
        known = sl_map_get(&r->texts, sl_identifier_at(argument));
        if (!known)
            return 0;
        *variable = name_at(r, known);
        return call.len - 1 + len;
    }
    return 0;
}

enum { MAX_KEY = 128 };

/* The key that text takes out of what stands in front of it: ["key"], .get("key"). One
 * with a default need not be there. */
static sl_str key_at(sl_str text)
{
    sl_str rest = sl_str_drop(sl_str_drop(text, sl_lit(".get(")), sl_lit("["));
    sl_str key;
    char quote;

    if (rest.len == text.len || rest.len < 2)
        return (sl_str){0};
    quote = rest.ptr[0];
    if (quote != '"' && quote != '\'')
        return (sl_str){0};
    key = sl_str_sub(rest, 1, 1 + MAX_KEY);
    key = sl_str_sub(key, 0, sl_str_chr(key, quote));
    rest = sl_skip_blanks(sl_str_skip(rest, key.len + 2));
    if (rest.len == 0 || (rest.ptr[0] != ']' && rest.ptr[0] != ')') ||
        sl_str_chr(key, '\n') != SIZE_MAX)
        return (sl_str){0};
    return key;
}

static void add_key(reading *r, sl_str variable, sl_str key)
{
    sl_aws_fact fact = sl_aws_fact_of(r->doc, false);

    if (key.len == 0)
        return;
    fact.kind = SL_AWS_KEY_READ;
    fact.name = variable;
    fact.detail = key;
    fact.text = key;
    sl_sink_aws(r->sink, sl_span_in(r->doc->text, key), &fact);
}

static bool ends_word(sl_str line, size_t at)
{
    char c = at > 0 ? line.ptr[at - 1] : ' ';

    return !(((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '.');
}

/* Every object[...] and json.loads(...)[...] of the line. */
static void find_keys(reading *r, sl_str line)
{
    for (size_t at = 0; at < line.len;) {
        sl_str rest = sl_str_skip(line, at);
        sl_str name = ends_word(line, at) ? sl_identifier_at(rest) : (sl_str){0};
        const char *known = name.len > 0 ? sl_map_get(&r->objects, name) : NULL;
        sl_str variable;
        size_t len = name.len > 0 ? parse_at(r, rest, &variable) : 0;

        if (known)
            add_key(r, name_at(r, known), key_at(sl_str_skip(rest, name.len)));
        else if (len > 0)
            add_key(r, variable, key_at(sl_str_skip(rest, len)));
        at += name.len > 0 ? name.len : 1;
    }
}

static void learn(reading *r, sl_str line)
{
    sl_str name, expression, variable;
    size_t len;

    if (!sl_assignment_of(line, &name, &expression))
        return;
    *sl_map_put(&r->texts, name) = NULL;
    *sl_map_put(&r->objects, name) = NULL;
    if (sl_env_read_at(expression, &variable) > 0) {
        *sl_map_put(&r->texts, name) = (void *)(uintptr_t)variable.ptr;
        return;
    }
    len = parse_at(r, expression, &variable);
    if (len > 0 &&
        sl_str_trim(sl_str_drop(sl_str_skip(expression, len), sl_lit(";"))).len == 0)
        *sl_map_put(&r->objects, name) = (void *)(uintptr_t)variable.ptr;
}

void sl_collect_aws_taken(sl_doc *doc, sl_sink *sink)
{
    reading r = {.doc = doc, .sink = sink};
    sl_str rest = doc->text;

    if (!sl_env_read_language(doc->blob->path) ||
        (!sl_str_has(rest, sl_lit("json.loads(")) &&
         !sl_str_has(rest, sl_lit("JSON.parse("))))
        return;
    while (rest.len > 0) {
        sl_str line = sl_str_line(&rest);

        find_keys(&r, line);
        learn(&r, line);
    }
    sl_map_free(&r.texts);
    sl_map_free(&r.objects);
}
