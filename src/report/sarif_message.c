/* sarif_message.c - what is said of a finding: its own sentence, which GitHub makes the
 * title, and a second part of where it stands and since when.
 *
 * Message strings are the log's own table of sentences: all that is the same for many
 * results stands in them, what differs is an argument in single quotes (3.11.5). */
#include "report/origin.h"
#include "report/prose.h"
#include "report/sarif.h"
#include "text/escape.h"

enum { LINKS = 10, SHORT_ID = 12 };

typedef void clause_fn(const sl_finding *, sl_buf *);

/* A message that grows in both forms. */
typedef struct composition {
    sl_sarif *log;
    sl_sarif_result *result;
    sl_buf format;
    sl_buf text;
} composition;

/* Appends the text of a link, where brackets are escaped. */
static void add_link_text(sl_str text, sl_buf *out)
{
    sl_buf flow = {0};

    sl_prose_flow(text, &flow);
    for (size_t i = 0; i < flow.len; i++) {
        if (flow.ptr[i] == '[' || flow.ptr[i] == ']' || flow.ptr[i] == '\\')
            sl_buf_char(out, '\\');
        sl_buf_char(out, flow.ptr[i]);
    }
    sl_buf_free(&flow);
}

void sl_sarif_unlinked(sl_str text, sl_buf *out)
{
    if (sl_str_has(text, sl_lit("](")))
        add_link_text(text, out);
    else
        sl_prose_flow(text, out);
}

/* In a format braces are doubled. */
static void say(composition *c, sl_str text)
{
    sl_buf_add(&c->text, text);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '{' || text.ptr[i] == '}')
            sl_buf_char(&c->format, text.ptr[i]);
        sl_buf_char(&c->format, text.ptr[i]);
    }
}

static void quote(composition *c, sl_str argument)
{
    sl_sarif_result *result = c->result;

    sl_buf_printf(&c->text, "'%.*s'", sl_fmt(argument));
    sl_buf_printf(&c->format, "'{%zu}'", result->arguments_len);
    result->arguments[result->arguments_len++] = sl_arena_str(&c->log->arena, argument);
}

static void quote_id(composition *c, const char *before, const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1];

    say(c, sl_str_of(before));
    quote(c, sl_str_sub(sl_str_of(sl_oid_hex(oid, hex)), 0, SHORT_ID));
}

static void quote_date(composition *c, int64_t time)
{
    sl_buf date = {0};

    if (sl_origin_date(time, &date)) {
        say(c, sl_lit(" of "));
        quote(c, sl_buf_str(&date));
    }
    sl_buf_free(&date);
}

/* "In 'a/b' of the history, since commit 'abc' of '2024-02-29 UTC'" */
static void say_where(composition *c, const sl_finding *f)
{
    const sl_place *place = &f->place;
    bool committed = place->commit.len > 0;
    sl_buf path = {0};

    sl_sarif_unlinked(place->path, &path);
    say(c, sl_lit(" In "));
    quote(c, path.len > 0 ? sl_buf_str(&path) : sl_lit("."));
    sl_buf_free(&path);
    switch (place->origin) {
    case SL_ORIGIN_INDEX: say(c, sl_lit(" of the index")); break;
    case SL_ORIGIN_MESSAGE:
        say(c, sl_lit(", the message of a commit or tag"));
        if (committed)
            quote_date(c, place->commit_time);
        break;
    case SL_ORIGIN_RANGE:
        if (committed)
            quote_id(c, ", brought by commit ", &place->commit);
        break;
    case SL_ORIGIN_HISTORY:
        say(c, sl_lit(" of the history"));
        if (committed)
            quote_id(c, ", since commit ", &place->commit);
        else if (place->blob.len > 0 && !c->log->style->no_hashes)
            quote_id(c, ", object ", &place->blob);
        break;
    default: break;
    }
    if (committed &&
        (place->origin == SL_ORIGIN_HISTORY || place->origin == SL_ORIGIN_RANGE))
        quote_date(c, place->commit_time);
}

/* A clause as a sentence of its own. */
static void say_clause(composition *c, const sl_finding *f, clause_fn *clause)
{
    sl_buf text = {0};

    clause(f, &text);
    if (text.len > 0) {
        if (text.ptr[0] >= 'a' && text.ptr[0] <= 'z')
            text.ptr[0] = (char)(text.ptr[0] - 'a' + 'A');
        say(c, sl_lit(". "));
        say(c, sl_buf_str(&text));
    }
    sl_buf_free(&text);
}

/* GitHub shows a related location only where the message links to it. */
static void links(const sl_finding *f, sl_buf *out)
{
    size_t len = sl_sarif_related(f);

    for (size_t i = 0; i < len && i < LINKS; i++) {
        sl_buf_add(out, i == 0 ? sl_lit("see [") : sl_lit(", ["));
        add_link_text(f->related[i].message, out);
        sl_buf_printf(out, "](%zu)", i + 1);
    }
}

/* The string with this format, made if need be. */
static const sl_sarif_string *intern(sl_sarif *log, const sl_rule *rule, sl_str format)
{
    sl_str key =
        sl_arena_printf(&log->arena, "%.*s%c%.*s", sl_fmt(rule->id), 1, sl_fmt(format));
    void **known = sl_map_put(&log->strings_by_text, key);
    sl_sarif_string *string = *known;
    void **first;

    if (string)
        return string;
    string = sl_arena_alloc(&log->arena, sizeof *string);
    *known = string;
    first = sl_map_put(&log->strings, rule->id);
    string->format = sl_str_skip(key, rule->id.len + 1);
    string->next = *first;
    string->number = string->next ? string->next->number + 1 : 1;
    *first = string;
    return string;
}

/* A sentence begins with a capital, unless its first word is a name (.env, id_rsa). */
static void capitalise(sl_buf *text)
{
    size_t end = 0;

    while (end < text->len && text->ptr[end] >= 'a' && text->ptr[end] <= 'z')
        end++;
    if (end > 0 && end < text->len && (text->ptr[end] == ' ' || text->ptr[end] == ','))
        text->ptr[0] = (char)(text->ptr[0] - 'a' + 'A');
}

void sl_sarif_compose(sl_sarif *log, sl_sarif_result *result)
{
    static clause_fn *const clauses[] = {sl_origin_unreachable, sl_origin_elsewhere,
                                         sl_origin_protection, links};
    const sl_finding *f = result->finding;
    composition c = {.log = log, .result = result};

    sl_buf_clear(&log->text);
    sl_sarif_unlinked(f->message, &log->text);
    capitalise(&log->text);
    say(&c, sl_buf_str(&log->text));
    say(&c, sl_lit("."));
    say_where(&c, f);
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        say_clause(&c, f, clauses[i]);
    say(&c, sl_lit("."));
    result->text = sl_arena_str(&log->arena, sl_buf_str(&c.text));
    result->string = intern(log, f->rule, sl_buf_str(&c.format));
    sl_buf_free(&c.text);
    sl_buf_free(&c.format);
}

/* Its id, in log->text. */
static void number_id(sl_sarif *log, size_t number)
{
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "m%zu", number);
}

void sl_sarif_message(sl_sarif *log, const sl_sarif_result *result)
{
    sl_json *json = &log->json;

    number_id(log, result->string->number);
    sl_json_key(json, "message");
    sl_json_object(json);
    sl_json_pair(json, "text", result->text);
    sl_json_pair(json, "id", sl_buf_str(&log->text));
    sl_json_key(json, "arguments");
    sl_json_array(json);
    for (size_t i = 0; i < result->arguments_len; i++)
        sl_json_str(json, result->arguments[i]);
    sl_json_end_array(json);
    sl_json_end_object(json);
}

void sl_sarif_strings(sl_sarif *log, const sl_rule *rule)
{
    const sl_sarif_string *string = sl_map_get(&log->strings, rule->id);
    sl_json *json = &log->json;

    sl_json_key(json, "messageStrings");
    sl_json_object(json);
    if (!string)
        sl_sarif_text(log, "m1", sl_lit("Found in '{0}'."));
    for (; string; string = string->next) {
        number_id(log, string->number);
        sl_sarif_text(log, log->text.ptr, string->format);
    }
    sl_json_end_object(json);
}
