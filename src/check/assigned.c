#include "check/assigned.h"

#include "check/assigned_work.h"
#include "check/comment.h"
#include "check/leaf.h"
#include "text/bytes.h"
#include "text/name.h"
#include "text/randomness.h"
#include "text/known_form.h"

#include <string.h>

enum {
    MIN_RANDOM = 12, /* as check/leaf.c has them */
    MIN_WORDLESS = 24,
    MIN_CASES = 14,
    MIN_CHOSEN = 6,
    MAX_CHOSEN = 64,
    MAX_SHOWN = 40
};

/* The name as it may be shown: one with digits or signs may be a secret itself. */
static sl_str shown(sl_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && c != '_' && c != '-' && c != '.')
            return sl_lit("what is named as a secret");
    }
    return name.len <= MAX_SHOWN && !sl_randomness_of(name).random
               ? name
               : sl_lit("what is named as a secret");
}

/* "pass 8sKq2...": no word that somebody would pass, and no name of a test. */
static bool is_long_draw(sl_str value)
{
    enum { LEAST = 20 };
    sl_randomness r = sl_randomness_of(value);

    return r.random && r.len >= LEAST && r.digit && r.lower && r.upper && !r.sign;
}

/* "--- PASS: TestName", "pass: 12a", "pass `port=0` to it": a verb or a test result */
static bool is_verdict(const sl_assignment *a)
{
    if (!sl_str_eq_nocase(a->name, sl_lit("pass")) || sl_assigned_glued(a))
        return false;
    if (a->quoted)
        return a->tie == SL_TIE_LOOSE && a->value.ptr[-1] == '`';
    if (a->tie == SL_TIE_LOOSE)
        return !is_long_draw(a->value);
    for (size_t i = 0; i < a->value.len; i++)
        if (a->value.ptr[i] && strchr("!@#$%^&*+=~?", a->value.ptr[i]))
            return false;
    return true;
}

/* In a line that is commented out only what is tied to a name of secrets counts: the
 * rest is said about it in words. */
static bool is_said(const sl_assignment *a)
{
    return a->tie != SL_TIE_ASSIGNED || sl_name_kind_of(a->name) == SL_NAME_PERHAPS;
}

/* May the value be what is looked for? Most are not, and this is quick. */
static bool plausible(const sl_looking *l, const sl_assignment *a, sl_str value)
{
    bool digit = false, mark = false, lower = false, upper = false;

    for (size_t i = 0; i < value.len && i < MIN_WORDLESS; i++) {
        char c = value.ptr[i];

        digit = digit || (c >= '0' && c <= '9');
        lower = lower || (c >= 'a' && c <= 'z');
        upper = upper || (c >= 'A' && c <= 'Z');
        mark = mark || (c && strchr("!@#$%^&*+=~?", c));
        if (c == ' ' && i > 0)
            return false;
    }
    if (l->random)
        return value.len >= MIN_RANDOM &&
               (digit || value.len >= MIN_WORDLESS ||
                (a->quoted && lower && upper && value.len >= MIN_CASES));
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
static bool may_be_short_draw(const sl_looking *l, const sl_assignment *a, sl_str name)
{
    return !l->random && sl_name_kind_of(name) == SL_NAME_PASSWORD &&
           a->value.len <= MAX_CHOSEN;
}

/* {appId: .., apiKey: .., indexName: ..}: the key that DocSearch gives to every browser,
 * which only searches. */
static bool is_search_key(const sl_looking *l, const sl_assignment *a)
{
    enum { NEAR = 300 };
    size_t at = sl_span_in(l->doc->text, a->value).start;
    sl_str near = sl_str_sub(l->doc->text, at > NEAR ? at - NEAR : 0, at + NEAR);

    return sl_known_form_search_key(a->value) &&
           (sl_str_ends(a->name, sl_lit("apiKey")) ||
            sl_str_ends(a->name, sl_lit("api_key"))) &&
           (sl_str_has(near, sl_lit("indexName")) ||
            sl_str_has(near, sl_lit("index_name")));
}

/* ?alt=media&token=<uuid>: the link by which Firebase Storage shows one file to all. */
static bool is_download(const sl_looking *l, const sl_assignment *a)
{
    enum { NEAR = 32 };
    size_t at = sl_span_in(l->doc->text, a->value).start;
    sl_str near = sl_str_sub(l->doc->text, at > NEAR ? at - NEAR : 0, at);

    return sl_known_form_uuid(a->value) && sl_str_has(near, sl_lit("alt=media")) &&
           sl_str_ends(near, sl_lit("token="));
}

/* aes_key[] = {0x1f, ...}: only a name that says it all, for programs list much. */
static bool judge_bytes(sl_looking *l, const sl_assignment *a)
{
    sl_hit hit = {.rule = l->rule};

    if (!l->random || l->context == SL_IN_COMMENT || !sl_name_is_secret(a->name) ||
        a->tie == SL_TIE_COMPARED || !sl_bytes_drawn(a->value)) {
        no(l, a, "bytes that do not look drawn, or no secret by their name");
        return false;
    }
    sl_assigned_rate(l, a, SL_WORTH_RANDOM, &hit);
    hit.span = hit.secret = sl_span_in(l->doc->text, a->value);
    if (hit.level == SL_LEVEL_OFF)
        no(l, a, "not sure enough for the way in which it is written");
    else
        report(l, a, &hit);
    return true;
}

static sl_str joined(const sl_looking *l, sl_str whole)
{
    sl_buf pieces = {0};
    sl_str text;

    sl_assignment_join(whole, &pieces);
    text = sl_arena_str(l->doc->arena, sl_buf_str(&pieces));
    sl_buf_free(&pieces);
    return text;
}

bool sl_assigned_judge(sl_looking *l, const sl_assignment *a)
{
    sl_str name = a->tie == SL_TIE_COMMAND ? sl_lit("password") : a->name;
    sl_str value = a->whole.len > 0 ? joined(l, a->whole) : a->value;
    sl_hit hit = {.rule = l->rule};
    const char *why;
    sl_worth worth;

    if (a->bytes)
        return judge_bytes(l, a);
    if (!plausible(l, a, value) || is_verdict(a)) {
        no(l, a, "too short, or without the digits and signs of a secret");
        return false;
    }
    worth = sl_pair_worth(name, value, &why);
    if (worth == SL_WORTH_NONE ||
        ((worth == SL_WORTH_RANDOM) != l->random && !may_be_short_draw(l, a, name))) {
        no(l, a, why);
        return false;
    }
    sl_assigned_rate(l, a, worth, &hit);
    hit.span = hit.secret =
        sl_span_in(l->doc->text, a->whole.len > 0 ? a->whole : a->value);
    if (hit.level == SL_LEVEL_OFF || (l->context == SL_IN_COMMENT && is_said(a)) ||
        is_search_key(l, a) || is_download(l, a)) {
        bool other = !l->random && worth == SL_WORTH_RANDOM && sl_assigned_drawn(l, a);

        no(l, a, other ? why : "not sure enough for the way in which it is written");
        return true;
    }
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

    if (sl_str_has(sl_str_sub(text, name, sl_span_in(text, a->value).start),
                   sl_lit("\n")))
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
