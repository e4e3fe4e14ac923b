/* passage_lines.c - documents that stand between other lines, told by their look. */
#include "doc/json_token.h"
#include "doc/look.h"
#include "doc/passage_work.h"

typedef struct line {
    size_t start;
    size_t end; /* without its line break */
    size_t next;
    size_t indent;
    sl_line_look look;
} line;

typedef struct scan {
    sl_passage_work *work;
    const sl_piece *piece;
    sl_str text;
    size_t least; /* columns before a block */
    size_t block; /* where the run of lines begins that at is in, or SIZE_MAX */
    size_t block_indent;
    /* What was tried in vain up to here is not tried on every line anew. */
    size_t no_lines_before;
    size_t no_commands_before;
} scan;

static line line_at(const scan *in, size_t at)
{
    sl_str rest = sl_str_skip(in->text, at);
    sl_str text = sl_str_line(&rest);

    return (line){.start = at,
                  .end = at + text.len,
                  .next = in->text.len - rest.len,
                  .indent = sl_line_indent(text),
                  .look = sl_look_at_line(text)};
}

/* The first byte of a line that is not blank. */
static size_t first_of(const scan *in, const line *from)
{
    size_t at = from->start;

    while (at < from->end && (in->text.ptr[at] == ' ' || in->text.ptr[at] == '\t'))
        at++;
    return at;
}

static bool is_json_byte(char c)
{
    return sl_str_chr(sl_lit("\"{}[]./,<$%#-0123456789\xE2"), c) != SIZE_MAX;
}

/* Does text[at], the start of a line, belong to something else than the JSON that began
 * in a line indented by so much? */
static bool leaves_json(const scan *in, size_t at, size_t indent, bool after_blank)
{
    line here = line_at(in, at);
    char c = here.look == SL_LINE_BLANK ? '"' : in->text.ptr[first_of(in, &here)];

    return !is_json_byte(c) &&
           (here.indent < indent || (after_blank && here.indent == indent));
}

static size_t past_string(sl_str text, size_t at)
{
    at = sl_json_string_end(text, at);
    return at + (at < text.len && text.ptr[at] == '"');
}

/* Behind the comment at text[at], if it is one: not so the slashes of an address. */
static size_t past_comment(sl_str text, size_t at)
{
    bool unclosed;
    size_t end = at + 1;

    if (at > 0 && sl_str_chr(sl_lit(" \t\n,{["), text.ptr[at - 1]) != SIZE_MAX)
        end = sl_json_blank_end(text, at, &unclosed);
    return end > at ? end : at + 1;
}

/* Where the brackets that open at text[at] are closed again; if they never are, where
 * something else begins, and *closed is false. */
static size_t json_end(const scan *in, size_t at, size_t indent, bool *closed)
{
    size_t depth = 0;
    bool blank = false, after_blank = false;

    *closed = false;
    while (at < in->text.len) {
        char c = in->text.ptr[at];

        if (c == '"' || c == '/') {
            at = c == '"' ? past_string(in->text, at) : past_comment(in->text, at);
            blank = false;
            continue;
        }
        at++;
        depth += c == '{' || c == '[';
        depth -= depth > 0 && (c == '}' || c == ']');
        *closed = depth == 0;
        if (*closed)
            return at;
        after_blank = c == '\n' ? blank : after_blank;
        blank = c == '\n' || (blank && (c == ' ' || c == '\t' || c == '\r'));
        if (c == '\n' && leaves_json(in, at, indent, after_blank))
            return at;
    }
    return at;
}

static sl_piece piece_of(const scan *in, sl_span span, sl_doc_kind kind)
{
    sl_piece piece = *in->piece;
    sl_excerpt part = sl_excerpt_sub(&in->piece->text, span);

    piece.carrier = SL_CARRIER_BLOCK;
    piece.kind = kind;
    piece.text =
        kind == SL_DOC_JSON ? part : sl_excerpt_dedent(in->work->doc->arena, &part);
    return piece;
}

static bool is_json_here(const scan *in, const line *from)
{
    enum { ENOUGH = 400 };
    size_t at = first_of(in, from);
    char c = at < in->text.len ? in->text.ptr[at] : ' ';

    return (c == '{' || c == '[') &&
           sl_looks_like_json(sl_str_sub(in->text, at, at + ENOUGH));
}

/* *at moves behind what was read. */
static bool take_json(scan *in, const line *from, size_t *at)
{
    bool closed, taken = false;
    size_t start = first_of(in, from);
    size_t end = json_end(in, start, from->indent, &closed);
    sl_piece piece = piece_of(in, (sl_span){start, end}, SL_DOC_JSON);
    bool policy = sl_str_has(piece.text.text, sl_lit("Statement"));

    if ((closed || policy) && !sl_piece_take(in->work, &piece, &taken))
        return false;
    *at = closed || taken ? line_at(in, end).next : from->next;
    return closed || taken || sl_passage_spend(in->work, end - start);
}

/* May a line that looks so follow, at the left margin, one that looks like first? */
static bool may_follow(sl_line_look first, sl_line_look look, bool after_blank)
{
    if (first == SL_LINE_REMARK || look == SL_LINE_REMARK)
        return look != SL_LINE_OTHER;
    if (first == SL_LINE_ASSIGNMENT) /* perhaps in the middle of an object */
        return look == SL_LINE_ASSIGNMENT || (!after_blank && look != SL_LINE_OTHER);
    return look == SL_LINE_KEY || look == SL_LINE_ITEM;
}

/* Where the lines end that belong to the one at text[at] by their indentation. With
 * margin, what follows at its left margin must look like it. */
static size_t lines_end(const scan *in, size_t at, size_t indent, bool margin)
{
    sl_line_look first = SL_LINE_REMARK;
    bool after_blank = false;
    size_t end = at;

    while (at < in->text.len) {
        line here = line_at(in, at);
        bool blank = here.look == SL_LINE_BLANK;

        at = here.next;
        if (!blank &&
            (here.indent < indent || (margin && here.indent == indent &&
                                      !may_follow(first, here.look, after_blank))))
            break;
        after_blank = blank;
        end = blank ? end : here.end;
        if (first == SL_LINE_REMARK && !blank)
            first = here.look;
    }
    return end;
}

static bool take_lines(scan *in, const line *from, size_t *at)
{
    size_t end = lines_end(in, from->start, from->indent, true);
    sl_piece piece = piece_of(in, (sl_span){from->start, end}, SL_DOC_YAML);
    bool taken = false;

    piece.kind = sl_look_at_text(piece.text.text);
    if (piece.kind != SL_DOC_TEXT && !sl_piece_take(in->work, &piece, &taken))
        return false;
    *at = taken ? end : from->next;
    in->no_lines_before = end;
    return true;
}

static bool is_command(sl_str text)
{
    text = sl_str_trim(text);
    return sl_str_has(text, sl_lit(" --")) || sl_str_starts(text, sl_lit("--")) ||
           sl_str_starts(text, sl_lit("$ ")) || sl_str_starts(text, sl_lit("curl ")) ||
           sl_str_starts(text, sl_lit("echo "));
}

/* A heredoc, or an object in quotes that is an argument and not a string of Java. */
static bool has_command(const scan *in, const line *from)
{
    sl_str text = sl_str_sub(in->text, from->start, from->end);
    line first = line_at(in, in->block);
    bool quoted = sl_str_has(text, sl_lit("'{")) || sl_str_has(text, sl_lit("\"{")) ||
                  sl_str_has(text, sl_lit("'[")) || sl_str_has(text, sl_lit("\"["));

    if (sl_str_has(text, sl_lit("<<")))
        return true;
    return quoted && (is_command(text) ||
                      is_command(sl_str_sub(in->text, first.start, first.end)));
}

/* Commands, from the beginning of the run of lines on. */
static bool take_commands(scan *in, const line *from, size_t *at)
{
    size_t end = lines_end(in, in->block, in->block_indent, false);
    sl_piece piece = piece_of(in, (sl_span){in->block, end}, SL_DOC_TEXT);
    size_t before = in->work->found.len;

    if (!sl_piece_shell(in->work, &piece))
        return false;
    *at = in->work->found.len > before && end > from->next ? end : from->next;
    in->no_commands_before = end;
    return true;
}

static bool step(scan *in, size_t *at)
{
    line here = line_at(in, *at);
    bool keys = here.look != SL_LINE_OTHER && here.look != SL_LINE_BLANK;

    *at = here.next;
    if (here.look == SL_LINE_BLANK) {
        in->block = SIZE_MAX;
        return true;
    }
    if (in->block == SIZE_MAX || here.indent < in->block_indent) {
        in->block = here.start;
        in->block_indent = here.indent;
    }
    if (is_json_here(in, &here))
        return take_json(in, &here, at);
    if (here.indent < in->least)
        return true;
    if (keys && here.start >= in->no_lines_before && !take_lines(in, &here, at))
        return false;
    if (*at > here.next)
        return true;
    if (here.start >= in->no_commands_before && has_command(in, &here))
        return take_commands(in, &here, at);
    return true;
}

bool sl_piece_lines(sl_passage_work *work, const sl_piece *piece, size_t least)
{
    scan in = {.work = work,
               .piece = piece,
               .text = piece->text.text,
               .least = least,
               .block = SIZE_MAX};
    size_t at = 0;

    while (at < in.text.len)
        if (!step(&in, &at))
            return false;
    return true;
}
