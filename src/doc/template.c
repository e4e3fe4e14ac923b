#include "doc/template.h"

#include "doc/json_token.h"

#include <string.h>

typedef struct mark_kind {
    const char *open;
    const char *close;
    bool value; /* stands for a value, unless it has its line to itself */
} mark_kind;

static const mark_kind kinds[] = {
    {"{{", "}}", true},
    {"{%", "%}", false},
    {"{#", "#}", false},
    {"<%", "%>", true},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

bool sl_template_marked(sl_str text)
{
    for (size_t i = 0; i < KINDS; i++) {
        size_t open = sl_str_find(text, sl_str_of(kinds[i].open));

        if (open != SIZE_MAX &&
            sl_str_has(sl_str_skip(text, open), sl_str_of(kinds[i].close)))
            return true;
    }
    return false;
}

/* Does nothing but blanks stand before text[at] on its line? */
static bool is_first(sl_str text, size_t at)
{
    while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
        at--;
    return at == 0 || text.ptr[at - 1] == '\n';
}

/* ... from text[at] to the end of its line? */
static bool is_last(sl_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at == text.len || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

static void fill(char *bytes, sl_span span, char with)
{
    for (size_t i = span.start; i < span.end; i++) {
        if (bytes[i] != '\n' && bytes[i] != '\r')
            bytes[i] = with;
    }
}

static bool is_blank(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != ' ' && text.ptr[i] != '\t')
            return false;
    return true;
}

/* The marks of a text, one at a time. */
typedef struct walk {
    sl_str text;
    size_t at;
    bool statements;      /* tell those in {{ }} from values */
    bool unclosed[KINDS]; /* no need to look for the end once more */
} walk;

/* The index of the mark that opens at text[at], or KINDS. */
static size_t opens(sl_str text, size_t at)
{
    bool sign = text.ptr[at] == '{' || text.ptr[at] == '<';
    size_t kind = sign ? 0 : KINDS;

    while (kind < KINDS &&
           !sl_str_starts(sl_str_skip(text, at), sl_str_of(kinds[kind].open)))
        kind++;
    return kind;
}

/* Is what stands in {{ }} a statement of Go's templates, or a section or comment of
 * Mustache? */
static bool is_statement(sl_str inside)
{
    static const char *const words[] = {"if",   "else",   "end",   "range",
                                        "with", "define", "block", "break"};
    sl_str rest = sl_str_trim(sl_str_drop(inside, sl_lit("-")));

    if (rest.len > 0 && sl_str_chr(sl_lit("#/^!"), rest.ptr[0]) != SIZE_MAX)
        return true;
    if (sl_str_starts(rest, sl_lit("$")))
        return sl_str_has(rest, sl_lit(":="));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        sl_str behind = sl_str_drop(rest, sl_str_of(words[i]));

        if (behind.len < rest.len &&
            (behind.len == 0 || behind.ptr[0] == ' ' || behind.ptr[0] == '-'))
            return true;
    }
    return false;
}

/* The next mark, and whether it stands for a value. */
static bool next_mark(walk *marks, sl_span *span, bool *value)
{
    while (marks->at < marks->text.len) {
        size_t start = marks->at++;
        size_t kind = opens(marks->text, start);
        size_t length;

        if (kind == KINDS || marks->unclosed[kind])
            continue;
        length = sl_str_find(sl_str_skip(marks->text, start + 2),
                             sl_str_of(kinds[kind].close));
        marks->unclosed[kind] = length == SIZE_MAX;
        if (marks->unclosed[kind])
            continue;
        marks->at = start + 2 + length + 2;
        *span = (sl_span){start, marks->at};
        *value =
            kinds[kind].value &&
            !(kind == 0 && marks->statements &&
              is_statement(sl_str_sub(marks->text, start + 2, start + 2 + length)));
        return true;
    }
    return false;
}

sl_str sl_template_mask(sl_arena *arena, sl_str text, bool statements)
{
    char *bytes = sl_arena_alloc(arena, text.len + 1);
    walk all = {.text = text, .statements = statements};
    sl_span span, run = {0, 0}; /* marks with nothing but blanks between them */
    bool value, first = false;

    if (text.len > 0)
        memcpy(bytes, text.ptr, text.len);
    while (next_mark(&all, &span, &value)) {
        fill(bytes, span, value ? '1' : ' ');
        if (run.end == 0 || !is_blank(sl_str_sub(text, run.end, span.start))) {
            run.start = span.start;
            first = is_first(text, span.start);
        }
        run.end = span.end;
        if (first && is_last(text, span.end))
            fill(bytes, run, ' ');
    }
    return (sl_str){bytes, text.len};
}

/* The next expression with a quote in it from *at on, which moves behind it. */
static bool next_interpolation(sl_str text, size_t *at, sl_span *out)
{
    while (*at < text.len) {
        size_t skip = sl_str_chr(sl_str_skip(text, *at), '$');
        size_t end;

        if (skip == SIZE_MAX)
            return false;
        *at += skip;
        end = sl_placeholder_end(text, *at);
        *out = (sl_span){*at, end};
        *at = end > 0 ? end : *at + 1;
        if (sl_str_chr(sl_str_sub(text, out->start, end), '"') != SIZE_MAX)
            return true;
    }
    return false;
}

bool sl_interpolation_marked(sl_str text)
{
    size_t at = 0;
    sl_span span;

    return next_interpolation(text, &at, &span);
}

sl_str sl_interpolation_mask(sl_arena *arena, sl_str text)
{
    char *bytes = sl_arena_alloc(arena, text.len + 1);
    size_t at = 0;
    sl_span span;

    if (text.len > 0)
        memcpy(bytes, text.ptr, text.len);
    while (next_interpolation(text, &at, &span))
        for (size_t i = span.start; i < span.end; i++)
            if (bytes[i] == '"' || bytes[i] == '\\')
                bytes[i] = '_';
    return (sl_str){bytes, text.len};
}
