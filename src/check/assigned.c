#include "check/assigned.h"

#include "check/assigned_work.h"
#include "check/comment.h"
#include "check/leaf.h"
#include "text/name.h"
#include "text/randomness.h"
#include "text/shape.h"

#include <string.h>

enum {
    MIN_RANDOM = 12, /* as check/leaf.c has them */
    MIN_WORDLESS = 24,
    MIN_CHOSEN = 6,
    MAX_CHOSEN = 64,
    MAX_SHOWN = 40,
    LONG_LINE = 1000, /* on both sides: no person wrote it */
    LONG_HEAD = 400,  /* of a line, in front of a value */
    SURE = 16,        /* length of a random value in a loose tie */
    SURE_BARE = 20    /* and without quotes where bare words are expressions */
};

/* The name as it may be shown: one with digits or signs may be a secret itself. */
static sl_str shown(sl_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && c != '_' && c != '-' && c != '.')
            return sl_lit("a name of secrets");
    }
    return name.len <= MAX_SHOWN && !sl_randomness_of(name).random
               ? name
               : sl_lit("a name of secrets");
}

static bool has_break(sl_str text)
{
    return sl_str_chr(text, '\n') != SIZE_MAX;
}

/* Minified, generated, or data. */
static bool in_long_line(sl_str text, sl_span value)
{
    size_t from = value.start > LONG_LINE ? value.start - LONG_LINE : 0;

    return value.start > LONG_LINE && value.end + LONG_LINE < text.len &&
           !has_break(sl_str_sub(text, from, value.start)) &&
           !has_break(sl_str_sub(text, value.end, value.end + LONG_LINE));
}

/* Is a bare value one word, with nothing glued to it that makes it an expression? */
static bool ends_well(sl_str text, sl_str value)
{
    size_t end = sl_span_in(text, value).end;
    char c;

    while (end < text.len && sl_str_chr(sl_lit(".:?"), text.ptr[end]) != SIZE_MAX)
        end++; /* of the sentence */
    c = end < text.len ? text.ptr[end] : '\n';
    return sl_str_chr(sl_lit(" \t\r\n;&,\"'`|).}<]"), c) != SIZE_MAX ||
           sl_str_starts(sl_str_skip(text, end), sl_lit("\\\"")) ||
           sl_str_starts(sl_str_skip(text, end), sl_lit("\\n"));
}

/* An example in a comment for readers: " *  f(token: 'v')", "#   token = v". What
 * somebody commented out stands right behind the mark. */
static bool in_example(const sl_looking *l, sl_span value)
{
    sl_span line = sl_lines_around(sl_doc_lines(l->doc), value.start);
    sl_str head = sl_str_trim(sl_str_sub(l->doc->text, line.start, value.start));
    size_t marks = 0;

    while (marks < head.len && sl_str_chr(sl_lit("#/*;"), head.ptr[marks]) != SIZE_MAX)
        marks++;
    if (marks == 0 || (l->setting != SL_SETTING_SOURCE && l->doc->blob->path.len > 0))
        return false; /* what lay where nobody knows yet may be a program */
    if (head.ptr[0] == '*')
        return true;
    head = sl_str_skip(head, marks);
    return sl_str_starts(head, sl_lit("  ")) || sl_str_starts(head, sl_lit("\t"));
}

/* NAME=value: nothing between but the sign */
static bool glued(const sl_assignment *a)
{
    const char *sign = a->name.ptr + a->name.len;

    return a->value.ptr == sign + 1 && *sign != ' ' && *sign != '\t';
}

/* "--- PASS: TestName", "pass: 12a", "pass `port=0` to it": a verb or a test result */
static bool is_verdict(const sl_assignment *a)
{
    if (!sl_str_eq_nocase(a->name, sl_lit("pass")) || glued(a))
        return false;
    if (a->quoted)
        return a->tie == SL_TIE_LOOSE && a->value.ptr[-1] == '`';
    if (a->tie == SL_TIE_LOOSE)
        return true;
    for (size_t i = 0; i < a->value.len; i++)
        if (a->value.ptr[i] && strchr("!@#$%^&*+=~?", a->value.ptr[i]))
            return false;
    return true;
}

/* EC_PRIME256V1_KEY: the name of a constant */
static bool is_constant(sl_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return sl_str_chr(value, '_') != SIZE_MAX;
}

/* Random values: how sure they are, tied like this. */
static sl_level random_level(const sl_looking *l, const sl_assignment *a)
{
    sl_randomness r = sl_randomness_of(a->value);
    sl_name_kind kind = sl_name_kind_of(a->name);
    bool mixed = r.digit && (r.upper || r.lower);

    if (!a->quoted && (!mixed || !ends_well(l->doc->text, a->value) ||
                       (l->setting != SL_SETTING_CONFIG && is_constant(a->value))))
        return SL_LEVEL_OFF;
    switch (a->tie) {
    case SL_TIE_ASSIGNED:
    case SL_TIE_DEFAULT:
        if (!a->quoted && l->setting == SL_SETTING_SOURCE && r.len < SURE_BARE)
            return SL_LEVEL_OFF;
        return SL_LEVEL_WARNING;
    case SL_TIE_COMMAND: return SL_LEVEL_WARNING;
    case SL_TIE_COMPARED:
    case SL_TIE_ARGUMENT:
        if (kind == SL_NAME_PERHAPS || r.len < SURE)
            return SL_LEVEL_NOTE;
        return SL_LEVEL_WARNING;
    case SL_TIE_LOOSE:
        if (kind == SL_NAME_PERHAPS || r.len < (a->quoted ? SURE : SURE_BARE))
            return SL_LEVEL_OFF;
        return SL_LEVEL_WARNING;
    }
    return SL_LEVEL_OFF;
}

static bool sets(sl_str name)
{
    size_t dot = sl_str_rchr(name, '.');

    name = sl_str_skip(name, dot == SIZE_MAX ? 0 : dot + 1);
    return sl_str_starts_nocase(name, sl_lit("set")) ||
           sl_str_starts_nocase(name, sl_lit("with")) || name.len <= 10;
}

/* Does a pair of a connection stand in front on the line, as in "host=x password=v"? */
static bool in_connection(const sl_looking *l, sl_str value)
{
    static const char *const names[] = {
        "host=", "user=", "username=", "dbname=", "server=", "uid=", "user id="};
    size_t at = sl_span_in(l->doc->text, value).start;
    sl_str head = sl_str_sub(l->doc->text, at > LONG_HEAD ? at - LONG_HEAD : 0, at);
    size_t line = sl_str_rchr(head, '\n');

    head = sl_str_skip(head, line == SIZE_MAX ? 0 : line + 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_find_nocase(head, sl_str_of(names[i])) != SIZE_MAX)
            return true;
    return false;
}

/* Is a line of a program a comment? */
static bool in_comment(const sl_looking *l, sl_str value)
{
    static const char *const marks[] = {"#", "//", "/*", "*", "--", ";", "<!--", "%"};
    sl_span at = sl_span_in(l->doc->text, value);
    sl_span line = sl_lines_around(sl_doc_lines(l->doc), at.start);
    sl_str head = sl_str_trim(sl_str_sub(l->doc->text, line.start, at.start));

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_starts(head, sl_str_of(marks[i])) &&
            !sl_str_starts(head, sl_lit("#define")))
            return true;
    return false;
}

/* Values that people chose, and wrote without quotes. In a program they would be
 * expressions; in running text only what cannot be a word counts. */
static sl_level bare_level(const sl_looking *l, const sl_assignment *a, sl_worth worth)
{
    bool tied = a->tie == SL_TIE_ASSIGNED || a->tie == SL_TIE_COMMAND;

    if (!ends_well(l->doc->text, a->value))
        return SL_LEVEL_OFF;
    if (l->setting == SL_SETTING_CONFIG && tied)
        return worth == SL_WORTH_WEAK ? SL_LEVEL_NOTE : SL_LEVEL_WARNING;
    if (worth != SL_WORTH_STRONG)
        return SL_LEVEL_OFF;
    if (l->setting == SL_SETTING_SOURCE && tied && glued(a) &&
        in_connection(l, a->value) && !in_comment(l, a->value))
        return SL_LEVEL_WARNING;
    if (l->setting == SL_SETTING_SOURCE || l->setting == SL_SETTING_TRIAL)
        return tied && (in_comment(l, a->value) ||
                        (glued(a) && in_connection(l, a->value)))
                   ? SL_LEVEL_NOTE
                   : SL_LEVEL_OFF;
    return tied || a->tie == SL_TIE_LOOSE ? SL_LEVEL_NOTE : SL_LEVEL_OFF;
}

/* Values that people chose, in quotes. */
static sl_level chosen_level(const sl_looking *l, const sl_assignment *a,
                             sl_worth worth)
{
    bool config = l->setting == SL_SETTING_CONFIG;

    if (!a->quoted && l->doc->blob->path.len == 0 && !glued(a))
        return SL_LEVEL_OFF; /* in a program it would be an expression */
    if (!a->quoted)
        return bare_level(l, a, worth);
    switch (a->tie) {
    case SL_TIE_ASSIGNED:
    case SL_TIE_DEFAULT:
    case SL_TIE_COMMAND:
        if (worth == SL_WORTH_STRONG)
            return SL_LEVEL_WARNING;
        return config && worth != SL_WORTH_WEAK ? SL_LEVEL_WARNING : SL_LEVEL_NOTE;
    case SL_TIE_COMPARED: return SL_LEVEL_NOTE;
    case SL_TIE_ARGUMENT:
        if (!sets(a->name))
            return SL_LEVEL_OFF;
        return worth == SL_WORTH_STRONG ? SL_LEVEL_WARNING : SL_LEVEL_NOTE;
    case SL_TIE_LOOSE:
        return worth == SL_WORTH_STRONG && config ? SL_LEVEL_WARNING : SL_LEVEL_NOTE;
    }
    return SL_LEVEL_OFF;
}

/* In a line that is commented out only what is tied to a name of secrets counts: the
 * rest is said about it in words. */
static bool is_said(const sl_assignment *a)
{
    return a->tie != SL_TIE_ASSIGNED || sl_name_kind_of(a->name) == SL_NAME_PERHAPS;
}

/* May the value be what is looked for? Most are not, and this is quick. */
static bool plausible(const sl_looking *l, sl_str value)
{
    bool digit = false, mark = false;

    for (size_t i = 0; i < value.len && i < MIN_WORDLESS; i++) {
        char c = value.ptr[i];

        digit = digit || (c >= '0' && c <= '9');
        mark = mark || (c && strchr("!@#$%^&*+=~?", c));
        if (c == ' ' && i > 0)
            return false;
    }
    if (l->random)
        return value.len >= MIN_RANDOM && (digit || value.len >= MIN_WORDLESS);
    return value.len >= MIN_CHOSEN && value.len <= MAX_CHOSEN && (digit || mark);
}

/* Why not, for seclint explain. */
static void no(const sl_looking *l, const sl_assignment *a, const char *why)
{
    if (l->sink->trace)
        sl_trace_step(l->sink->trace, l->rule, sl_span_in(l->doc->text, a->value),
                      SL_GATE_MODEL, "%s", why);
}

static void report(const sl_looking *l, const sl_assignment *a, const sl_hit *hit)
{
    sl_trace_step(l->sink->trace, l->rule, hit->span, SL_GATE_FOUND, "%s", "");
    if (l->random)
        sl_sink_hit(l->sink, l->doc, hit, "%.*s is given a value that looks random",
                    sl_fmt(shown(a->name)));
    else
        sl_sink_hit(l->sink, l->doc, hit, "%.*s is given a password in plain text",
                    sl_fmt(shown(a->name)));
}

/* What is drawn, but is written in a way that says too little for that, may still be a
 * password: generic-password judges it like one that a person chose with care. */
static bool is_short_draw(const sl_looking *l, const sl_assignment *a, sl_str name)
{
    return sl_name_kind_of(name) == SL_NAME_PASSWORD && a->value.len <= MAX_CHOSEN &&
           random_level(l, a) == SL_LEVEL_OFF;
}

/* {appId: .., apiKey: .., indexName: ..}: the key that DocSearch gives to every browser,
 * which only searches. */
static bool is_search_key(const sl_looking *l, const sl_assignment *a)
{
    enum { NEAR = 300 };
    size_t at = sl_span_in(l->doc->text, a->value).start;
    sl_str near = sl_str_sub(l->doc->text, at > NEAR ? at - NEAR : 0, at + NEAR);

    return sl_shape_search_key(a->value) &&
           (sl_str_ends(a->name, sl_lit("apiKey")) ||
            sl_str_ends(a->name, sl_lit("api_key"))) &&
           (sl_str_has(near, sl_lit("indexName")) ||
            sl_str_has(near, sl_lit("index_name")));
}

bool sl_assigned_judge(sl_looking *l, const sl_assignment *a)
{
    sl_str name = a->tie == SL_TIE_COMMAND ? sl_lit("password") : a->name;
    sl_hit hit = {.rule = l->rule};
    const char *why;
    sl_worth worth;

    if (!plausible(l, a->value) || is_verdict(a)) {
        no(l, a, "too short, or without the digits and signs of a secret");
        return false;
    }
    worth = sl_pair_worth(name, a->value, &why);
    l->setting = sl_setting_of(l->doc->blob->path);
    if (l->context == SL_IN_PROGRAM && l->setting == SL_SETTING_CONFIG)
        l->setting = SL_SETTING_SOURCE;
    if (!l->random && worth == SL_WORTH_RANDOM && is_short_draw(l, a, name))
        worth = SL_WORTH_STRONG;
    if (worth == SL_WORTH_NONE || (worth == SL_WORTH_RANDOM) != l->random) {
        no(l, a, why);
        return false;
    }
    hit.span = hit.secret = sl_span_in(l->doc->text, a->value);
    hit.level = l->random ? random_level(l, a) : chosen_level(l, a, worth);
    if ((l->context == SL_IN_COMMENT && is_said(a)) || is_search_key(l, a))
        hit.level = SL_LEVEL_OFF;
    if (hit.level == SL_LEVEL_OFF) {
        no(l, a, "not sure enough for the way in which it is written");
        return true;
    }
    if (l->setting >= SL_SETTING_PROSE || in_long_line(l->doc->text, hit.span) ||
        in_example(l, hit.span))
        hit.level = SL_LEVEL_NOTE;
    report(l, a, &hit);
    return true;
}

/* Is there a tree that says which key has which value? */
static bool has_tree(sl_doc *doc)
{
    return sl_doc_rest(doc, 0) && !doc->fallback;
}

_Static_assert((int)SL_PLACE_BEFORE >= (int)SL_ASSIGNMENT_BEFORE, "names are cut");

/* Reads what stands at that place, unless that was done for another rule. */
static sl_assignment_answer *ask(sl_doc *doc, size_t at)
{
    sl_assignment_answer *a = &doc->assigned;
    size_t start = at > SL_PLACE_BEFORE ? at - SL_PLACE_BEFORE : 0;
    sl_str text = sl_str_sub(doc->text, start, at + SL_PLACE_AFTER);

    if (a->known && a->at == at)
        return a;
    *a = (sl_assignment_answer){.at = at, .known = true};
    a->found = sl_assignment_at(text, at - start, &a->assignment, &a->next);
    a->next += start;
    return a;
}

/* Nothing stands there. How much of the text says so is worked out where a version of the
 * document may inherit it. */
static sl_place_answer nothing(const sl_doc *doc, sl_assignment_answer *a)
{
    sl_place_answer answer = {.next = a->next};

    if (!doc->blob->legacy)
        return answer;
    if (a->reach == 0)
        a->reach = sl_assignment_reach(doc->text, a->at);
    answer.dull = a->reach < SL_PLACE_AFTER ? a->reach : SL_PLACE_AFTER;
    answer.before = sl_assignment_before(doc->text, a->at);
    return answer;
}

/* Does the comment give the value on its line, to a name that begins a word? A part of a
 * link does not. */
static bool in_words(sl_str text, const sl_assignment *a)
{
    size_t name = sl_span_in(text, a->name).start;
    size_t at = name;

    if (has_break(sl_str_sub(text, name, sl_span_in(text, a->value).start)))
        return false;
    while (at > 0 && sl_str_chr(sl_lit("#;!/ \t"), text.ptr[at - 1]) != SIZE_MAX)
        at--;
    return at == 0 || text.ptr[at - 1] == '\n' ||
           sl_str_chr(sl_lit(" \t\"'-({,"), text.ptr[name - 1]) != SIZE_MAX;
}

/* A place of a document with a tree, which holds no comments. What people chose is an
 * example there, or changed since. */
static sl_place_answer at_comment(sl_looking *l, size_t at)
{
    sl_assignment_answer *a;

    if (!l->random || !sl_comment_known(l->doc->kind))
        return (sl_place_answer){.next = SIZE_MAX};
    if (!sl_comment_around(l->doc, at, SL_PLACE_BEFORE))
        return (sl_place_answer){.next = at + 1};
    a = ask(l->doc, at);
    l->context = SL_IN_COMMENT;
    if (!a->found)
        return nothing(l->doc, a);
    if (a->assignment.tie != SL_TIE_COMMAND && in_words(l->doc->text, &a->assignment))
        sl_assigned_judge(l, &a->assignment);
    return (sl_place_answer){.next = a->next};
}

sl_place_answer sl_assigned_at(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                               size_t at, bool random)
{
    sl_looking l = {.rule = rule, .doc = doc, .sink = sink, .random = random};
    sl_assignment_answer *a;

    if (sink->full)
        return (sl_place_answer){.next = SIZE_MAX};
    if (has_tree(doc))
        return at_comment(&l, at);
    a = ask(doc, at);
    if (a->found && sl_assigned_judge(&l, &a->assignment))
        return (sl_place_answer){.next = a->next};
    return nothing(doc, a);
}

bool sl_assigned_settle(sl_finding *finding)
{
    const sl_place *place = &finding->place;

    if (place->commit.len == 0 && sl_doc_kind_of(place->path) != SL_DOC_TEXT)
        return false;
    if (place->commit.len == 0 || sl_setting_of(place->path) >= SL_SETTING_PROSE)
        finding->level = SL_LEVEL_NOTE; /* of no commit: it never left this disk */
    return true;
}
