#include "doc/hcl_outline.h"

#include "base/limits.h"
#include "doc/subtree.h"

typedef struct drawing {
    const sl_builder *builder;
    sl_str text;
    char *out; /* begins as a copy of text */
    size_t at;
    size_t flaw;
    size_t values;
    size_t depth;
    size_t blank; /* what stands in front of that was blanked */
    bool lines;   /* may a string go on behind a line end? */
    char open[SL_MAX_DEPTH];
} drawing;

static char here(const drawing *d, size_t ahead)
{
    return d->at + ahead < d->text.len ? d->text.ptr[d->at + ahead] : '\0';
}

static void note_flaw(drawing *d)
{
    if (d->flaw == SIZE_MAX)
        d->flaw = d->at;
}

static void fill(drawing *d, size_t start, size_t end, char with)
{
    for (size_t i = start; i < end; i++)
        d->out[i] = with;
}

static void draw_comment(drawing *d)
{
    size_t end = sl_hcl_comment_end(d->text, d->at);

    fill(d, d->at, end, ' ');
    d->at = end;
}

/* What stands behind at, on the same line, is '=' alone. */
static bool before_equal(const drawing *d, size_t at)
{
    sl_str rest = sl_str_skip(d->text, at);
    size_t blanks = 0;

    while (blanks < rest.len && (rest.ptr[blanks] == ' ' || rest.ptr[blanks] == '\t'))
        blanks++;
    rest = sl_str_skip(rest, blanks);
    return rest.len > 1 && rest.ptr[0] == '=' && rest.ptr[1] != '=' &&
           rest.ptr[1] != '>';
}

/* A string that was to go on in the next lines and found no end may be a quote too many:
 * no other one gets the chance, or each could cost the rest of the text. */
static sl_hcl_string take_string(drawing *d)
{
    sl_hcl_string string = sl_hcl_string_at(d->text, d->at, d->lines);

    if (!string.closed && !string.heredoc && d->lines) {
        d->lines = false;
        string = sl_hcl_string_at(d->text, d->at, false);
    }
    return string;
}

/* The quote that closes an unclosed string takes the place of the line end. */
static void draw_string(drawing *d)
{
    sl_hcl_string string = take_string(d);
    size_t last = string.closed ? string.end - 1 : string.end;

    if (!string.closed)
        note_flaw(d);
    if (!string.heredoc && string.closed && before_equal(d, string.end)) {
        fill(d, d->at, string.end, '_');
    } else {
        fill(d, d->at + 1, last, ' ');
        d->out[d->at] = d->out[last] = '"';
    }
    d->values++;
    d->at = last + 1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char closer(char opener)
{
    return opener == '(' ? ')' : opener == '[' ? ']' : '}';
}

/* Closes, in the blanks before at, the brackets above the one at depth. */
static void close_above(drawing *d, size_t depth)
{
    size_t missing = d->depth - depth;
    size_t blanks = 0;

    while (blanks < missing && blanks < d->at && is_blank(d->out[d->at - 1 - blanks]))
        blanks++;
    if (blanks < missing)
        return;
    for (size_t at = d->at - missing; at < d->at; at++)
        d->out[at] = closer(d->open[--d->depth]);
}

static void draw_closer(drawing *d)
{
    size_t depth = d->depth;

    while (depth > 0 && closer(d->open[depth - 1]) != here(d, 0))
        depth--;
    if (depth == 0 || depth != d->depth)
        note_flaw(d);
    if (depth == 0) {
        d->out[d->at] = ' ';
    } else {
        close_above(d, depth);
        d->depth = depth - 1;
    }
    d->at++;
    if (d->depth == 0)
        sl_subtree_finish(d->builder, d->at);
}

/* Leaves nothing between the braces of a barren block. */
static void begin_block(drawing *d)
{
    size_t end = here(d, 0) == '{' ? sl_subtree_meet(d->builder, d->at) : 0;

    if (end == 0)
        return;
    fill(d, d->at + 1, end - 1, ' ');
    d->blank = end - 1;
}

static bool draw_opener(drawing *d)
{
    if (d->depth == SL_MAX_DEPTH)
        return false;
    if (d->depth == 0)
        begin_block(d);
    d->open[d->depth++] = here(d, 0);
    d->values++;
    d->at = d->blank > d->at ? d->blank : d->at + 1;
    return true;
}

static bool is_comment(const drawing *d)
{
    return here(d, 0) == '#' ||
           (here(d, 0) == '/' && (here(d, 1) == '/' || here(d, 1) == '*'));
}

static bool is_heredoc(const drawing *d)
{
    char c = here(d, 2) == '-' ? here(d, 3) : here(d, 2);

    return here(d, 0) == '<' && here(d, 1) == '<' &&
           (c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
}

/* Each may cost the grammar a node, or two. */
static bool is_mark(char c)
{
    return c > ' ' && c < 0x7F && c != '_' && !(c >= '0' && c <= '9') &&
           !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
}

static bool draw(drawing *d)
{
    char c = here(d, 0);

    if (is_comment(d))
        draw_comment(d);
    else if (c == '"' || is_heredoc(d))
        draw_string(d);
    else if (c == '(' || c == '[' || c == '{')
        return draw_opener(d);
    else if (c == ')' || c == ']' || c == '}')
        draw_closer(d);
    else
        d->values += is_mark(c), d->at++;
    return d->values <= SL_MAX_NODES;
}

/* The grammar makes a node of every single blank, but of a comment only one. */
static void thicken(char *out, size_t len)
{
    for (size_t i = 0, start, end; i < len; i = end) {
        end = i + 1;
        if (out[i] == '"') {
            while (end < len && out[end] != '"')
                end++;
            end++;
        }
        if (!is_blank(out[i]))
            continue;
        while (end < len && is_blank(out[end]))
            end++;
        start = i + (i > 0 && out[i - 1] == '/'); /* which would begin one of a line */
        if (end - start < 4)
            continue;
        for (size_t k = start; k < end; k++)
            out[k] = k == start || k == end - 1 ? '/' : '*';
    }
}

sl_hcl_outline sl_hcl_outline_of(const sl_builder *builder)
{
    sl_str text = builder->text;
    drawing d = {.builder = builder, .text = text, .flaw = SIZE_MAX, .lines = true};
    bool going = true;

    /* one quote and SL_MAX_DEPTH brackets may have to be closed behind the end */
    d.out = sl_arena_alloc(builder->arena, text.len + SL_MAX_DEPTH + 1);
    for (size_t i = 0; i < text.len; i++)
        d.out[i] = text.ptr[i];
    while (going && d.at < text.len)
        going = draw(&d);
    if (d.at < text.len)
        d.at = text.len;
    while (d.depth > 0)
        d.out[d.at++] = closer(d.open[--d.depth]);
    thicken(d.out, d.at);
    if (builder->parts && !d.lines)
        builder->parts->spoilt =
            true; /* blocks are read as the text before them says */
    return (sl_hcl_outline){.text = {d.out, d.at}, .flaw = d.flaw, .too_much = !going};
}
