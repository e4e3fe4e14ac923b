#include "doc/template.h"

#include "doc/json_token.h"

typedef struct marks {
    const char *open;
    const char *close;
    bool value; /* stands for a value, unless it has its line to itself */
} marks;

static const marks kinds[] = {
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

static bool alone(sl_str text, sl_span span)
{
    while (span.start > 0 &&
           (text.ptr[span.start - 1] == ' ' || text.ptr[span.start - 1] == '\t'))
        span.start--;
    while (span.end < text.len &&
           (text.ptr[span.end] == ' ' || text.ptr[span.end] == '\t'))
        span.end++;
    return (span.start == 0 || text.ptr[span.start - 1] == '\n') &&
           (span.end == text.len || text.ptr[span.end] == '\n' ||
            text.ptr[span.end] == '\r');
}

static void fill(char *bytes, sl_span span, char with)
{
    for (size_t i = span.start; i < span.end; i++) {
        if (bytes[i] != '\n' && bytes[i] != '\r')
            bytes[i] = with;
    }
}

/* The index of the mark that opens at text[at], or KINDS. */
static size_t opens(sl_str text, size_t at)
{
    size_t kind = 0;

    while (kind < KINDS &&
           !sl_str_starts(sl_str_skip(text, at), sl_str_of(kinds[kind].open)))
        kind++;
    return kind;
}

sl_str sl_template_mask(sl_arena *arena, sl_str text)
{
    char *bytes = sl_arena_alloc(arena, text.len + 1);
    bool unclosed[KINDS] = {false}; /* no need to look for the end once more */
    size_t at = 0;

    for (size_t i = 0; i < text.len; i++)
        bytes[i] = text.ptr[i];
    while (at < text.len) {
        size_t kind = opens(text, at);
        size_t length;
        sl_span span;

        at++;
        if (kind == KINDS || unclosed[kind])
            continue;
        length = sl_str_find(sl_str_skip(text, at + 1), sl_str_of(kinds[kind].close));
        unclosed[kind] = length == SIZE_MAX;
        if (unclosed[kind])
            continue;
        span = (sl_span){at - 1, at + 1 + length + 2};
        fill(bytes, span, kinds[kind].value && !alone(text, span) ? '1' : ' ');
        at = span.end;
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

    for (size_t i = 0; i < text.len; i++)
        bytes[i] = text.ptr[i];
    while (next_interpolation(text, &at, &span))
        for (size_t i = span.start; i < span.end; i++)
            if (bytes[i] == '"' || bytes[i] == '\\')
                bytes[i] = '_';
    return (sl_str){bytes, text.len};
}
