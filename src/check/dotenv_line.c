/* dotenv_line.c - lines of a .env file that its readers take for something else than
 * the person who wrote them: Docker, compose and python-dotenv agree on NAME=value in
 * one line, and on little else. */
#include "check/check.h"
#include "check/leaf.h"
#include "doc/template.h"
#include "text/env.h"
#include "text/glob.h"
#include "text/name.h"

typedef struct reading {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
    sl_env_item pair; /* the last assignment; no name: none */
    size_t next;      /* the line behind it and its orphans */
    size_t orphans;
    bool shell;    /* a script, whose lines are meant for a shell */
    bool docker;   /* read by docker run --env-file, which takes all literally */
    bool quoted;   /* told already */
    bool exported; /* told already */
} reading;

static sl_hit hit_at(const reading *r, sl_str part)
{
    return (sl_hit){.rule = r->rule, .span = sl_span_in(r->doc->text, part)};
}

static bool is_shell_word(sl_str word)
{
    static const char *const words[] = {"if",    "fi",       "then",  "else", "for",
                                        "while", "do",       "done",  "case", "esac",
                                        "echo",  "source",   "alias", "set",  ".",
                                        "eval",  "function", "test",  "[",    "[[",
                                        "}",     "{",        "unset", "exit", "return"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq(word, sl_str_of(words[i])))
            return true;
    return false;
}

/* One line that only a shell or a template engine can do anything with. */
static bool is_script(sl_str text)
{
    sl_env_reader reader = sl_env_open(text);
    sl_env_item item;

    if (sl_str_starts(text, sl_lit("#!")) || sl_str_has(text, sl_lit("{%")) ||
        sl_str_has(text, sl_lit("<%")))
        return true;
    while (sl_env_next(&reader, &item)) {
        size_t end = sl_str_chr(item.value, ' ');

        if (item.kind == SL_ENV_ORPHAN && reader.json == 0 &&
            is_shell_word(sl_str_drop_end(sl_str_sub(item.value, 0, end), sl_lit(";"))))
            return true;
    }
    return false;
}

/* Is there something else before part on its line? */
static bool is_tail(const reading *r, sl_str part)
{
    for (size_t at = sl_span_in(r->doc->text, part).start; at-- > 0;) {
        char c = r->doc->text.ptr[at];

        if (c == '\n' || c == '\r')
            return false;
        if (c != ' ' && c != '\t')
            return true;
    }
    return false;
}

/* Values that go on over lines when they are written without quotes, unlike the
 * expression of a template. */
static bool opens(const sl_env_item *pair)
{
    return pair->name.len > 0 && pair->quote == 0 &&
           ((sl_str_starts(pair->value, sl_lit("{")) &&
             !sl_template_marked(pair->value)) ||
            sl_str_starts(pair->value, sl_lit("[")) ||
            sl_str_starts(pair->value, sl_lit("-----BEGIN ")));
}

/* A line of base64 may look like a name without a value. */
static bool is_key_line(reading *r, sl_env_item *item)
{
    if (item->kind != SL_ENV_NAME || !opens(&r->pair) || item->line != r->next ||
        r->pair.value.ptr[0] != '-')
        return false;
    item->value = item->name;
    return true;
}

/* The value ended, and lines behind it seemed to belong to it. */
static void finish_pair(reading *r)
{
    sl_hit hit = hit_at(r, r->pair.value);

    if (r->orphans > 0)
        sl_sink_hit(r->sink, r->doc, &hit,
                    "the value of %.*s ends with its line: the %zu line%s behind it "
                    "belong%s to nothing",
                    sl_fmt(r->pair.name), r->orphans, r->orphans == 1 ? "" : "s",
                    r->orphans == 1 ? "s" : "");
    r->orphans = 0;
}

/* Text behind a value on its line. What is cut off a secret is secret. */
static void judge_tail(reading *r, sl_str tail)
{
    sl_hit hit = hit_at(r, tail);
    bool comment = sl_str_starts(tail, sl_lit("#"));

    if (r->shell || r->pair.value.len == 0 || !sl_name_is_secret(r->pair.name) ||
        (comment && (tail.len < 2 || tail.ptr[1] == ' ' || tail.ptr[1] == '#')))
        return;
    if (sl_pair_is_secret(r->pair.name, r->pair.value, false))
        hit.secret = hit.span;
    if (comment)
        sl_sink_hit(
            r->sink, r->doc, &hit,
            "the value of %.*s ends before ' #' for python-dotenv and compose, and "
            "goes on for Docker",
            sl_fmt(r->pair.name));
    else
        sl_sink_hit(
            r->sink, r->doc, &hit,
            "text behind the closing quote of %.*s: python-dotenv drops the line",
            sl_fmt(r->pair.name));
}

static void judge_orphan(reading *r, const sl_env_item *item)
{
    sl_hit hit = hit_at(r, item->value);

    if (is_tail(r, item->value)) {
        judge_tail(r, item->value);
        return;
    }
    if (opens(&r->pair) && item->line == r->next) {
        r->orphans++;
        r->next++;
        return;
    }
    if (!r->shell && sl_str_chr(item->value, '=') != SIZE_MAX)
        sl_sink_hit(r->sink, r->doc, &hit,
                    "no reader takes this line for an assignment: it is dropped");
}

/* JSON without quotes that holds " #": cut there by all but Docker. */
static void judge_json(reading *r, const sl_env_item *item)
{
    sl_hit hit = hit_at(r, item->value);

    if (item->quote != 0 || !sl_str_starts(item->value, sl_lit("{")) ||
        !sl_str_has(item->value, sl_lit(" #")))
        return;
    sl_sink_hit(r->sink, r->doc, &hit,
                "the value of %.*s ends before ' #' for python-dotenv and compose",
                sl_fmt(item->name));
}

static void judge_docker(reading *r, const sl_env_item *item)
{
    sl_hit hit = hit_at(r, item->name);

    if (item->exported && !r->exported)
        sl_sink_hit(r->sink, r->doc, &hit,
                    "docker run --env-file refuses 'export' before %.*s",
                    sl_fmt(item->name));
    else if (item->quote && !r->quoted)
        sl_sink_hit(
            r->sink, r->doc, &hit,
            "docker run --env-file keeps the quotes of %.*s as part of its value",
            sl_fmt(item->name));
    r->exported = r->exported || item->exported;
    r->quoted = r->quoted || item->quote;
}

static void judge_pair(reading *r, const sl_env_item *item, bool first)
{
    sl_str bom = sl_lit("\xEF\xBB\xBF");
    sl_hit hit = hit_at(r, item->name);

    if (first && !r->doc->decoded && sl_str_starts(r->doc->text, bom))
        sl_sink_hit(r->sink, r->doc, &hit,
                    "the byte order mark before %.*s becomes part of the name",
                    sl_fmt(item->name));
    judge_json(r, item);
    if (r->docker)
        judge_docker(r, item);
    r->pair = *item;
    r->next = item->line + 1;
}

static bool read_by_docker(sl_str path)
{
    return sl_glob_match(sl_lit("{docker_deploy,deploy}{,.*}.env"), path);
}

void sl_check_dotenv_line(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_env_reader reader = sl_env_open(doc->text);
    reading r = {.rule = rule,
                 .doc = doc,
                 .sink = sink,
                 .shell = is_script(doc->text),
                 .docker = read_by_docker(doc->blob->path)};
    sl_env_item item;

    if (sl_str_eq(sl_path_base(doc->blob->path), sl_lit(".envrc")))
        return; /* a script for direnv */
    for (bool first = true; sl_env_next(&reader, &item) && !sink->full; first = false) {
        if (item.kind == SL_ENV_ORPHAN || is_key_line(&r, &item)) {
            judge_orphan(&r, &item);
            continue;
        }
        finish_pair(&r);
        r.pair = (sl_env_item){0};
        if (item.kind == SL_ENV_PAIR)
            judge_pair(&r, &item, first);
    }
    finish_pair(&r);
}
