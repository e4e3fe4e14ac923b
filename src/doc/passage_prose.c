/* passage_prose.c - fences, literal blocks and indented blocks of text for people.
 *
 * Sources: CommonMark 0.31, 4.4 and 4.5; docutils, "code" directive; AsciiDoc, source
 * blocks. Indented blocks are told by their look, because text that was taken from a page
 * has lost its structure. */
#include "doc/look.h"
#include "doc/passage_work.h"
#include "doc/script.h"

typedef struct walk {
    sl_passage_work *work;
    const sl_piece *piece;
    sl_str text;
    size_t least; /* columns before an indented block */
    bool markdown;
    bool asciidoc;
    bool directives; /* and no fences: reST underlines its titles with their marks */
    bool after_text; /* the line before has text that is no attribute */
    size_t region;   /* where the lines begin that are in no fence */
    sl_str language; /* of the line before, if it says so: [source,json] */
} walk;

/* What begins a block. */
typedef struct opening {
    char mark; /* of the fence; 0: a directive, whose block is indented deeper */
    size_t width;
    size_t indent;
    sl_str language;
} opening;

static bool ends_language(char c)
{
    return sl_str_chr(sl_lit(" \t,{}[]:;\"'="), c) != SIZE_MAX;
}

/* "json" of "json title=x", "{.json}", "{code-block} json". */
static sl_str language_of(sl_str info)
{
    size_t end = 0;

    info = sl_str_drop(sl_str_trim(info), sl_lit("{code-block}"));
    info = sl_str_drop(sl_str_trim(info), sl_lit("{"));
    info = sl_str_drop(info, sl_lit("."));
    while (end < info.len && !ends_language(info.ptr[end]))
        end++;
    return sl_str_sub(info, 0, end);
}

static bool opens_fence(const walk *in, sl_str line, opening *out)
{
    sl_str rest = sl_str_trim(line);
    char mark = rest.len > 0 ? rest.ptr[0] : '\0';
    bool listing = in->asciidoc && (mark == '-' || mark == '.');
    size_t width = 0;
    sl_str info;

    if ((mark != '`' && mark != '~' && !listing) || in->directives)
        return false;
    if (in->after_text && !in->markdown && mark != '`') /* a title is underlined */
        return false;
    while (width < rest.len && rest.ptr[width] == mark)
        width++;
    info = sl_str_skip(rest, width);
    if (listing ? width < 4 || info.len > 0
                : width < 3 || (mark == '`' && sl_str_chr(info, '`') != SIZE_MAX))
        return false;
    *out = (opening){.mark = mark,
                     .width = width,
                     .indent = sl_line_indent(line),
                     .language = listing ? in->language : language_of(info)};
    return true;
}

/* ".. code-block:: json" */
static bool opens_directive(sl_str line, opening *out)
{
    static const char *const names[] = {"code-block", "code", "sourcecode"};
    sl_str rest = sl_str_trim(line);
    size_t colons = sl_str_find(rest, sl_lit("::"));

    if (!sl_str_starts(rest, sl_lit(".. ")) || colons == SIZE_MAX ||
        !sl_str_among(names, 3, sl_str_trim(sl_str_sub(rest, 3, colons))))
        return false;
    *out = (opening){.indent = sl_line_indent(line),
                     .language = language_of(sl_str_skip(rest, colons + 2))};
    return true;
}

static bool closes(sl_str line, const opening *open)
{
    sl_str rest = sl_str_trim(line);

    if (open->mark == '\0')
        return rest.len > 0 && sl_line_indent(line) <= open->indent;
    if (rest.len < open->width ||
        (rest.ptr[0] != '`' && rest.len != open->width && rest.ptr[0] != '~'))
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if (rest.ptr[i] != open->mark)
            return false;
    return true;
}

/* Options of a directive stand before its content: ":linenos:". */
static sl_str without_options(sl_str text)
{
    sl_str rest = text;

    while (rest.len > 0) {
        sl_str line = sl_str_trim(sl_str_line(&rest));

        if (line.len > 0 && line.ptr[0] != ':')
            break;
        text = rest;
    }
    return text;
}

/* Takes the block whose first line is at text[start]; *next is behind its last. */
static bool take_block(walk *in, const opening *open, size_t start, size_t *next)
{
    size_t end = start;
    sl_str content;
    sl_piece piece = *in->piece;
    sl_excerpt part;

    *next = start;
    while (*next < in->text.len) {
        sl_str rest = sl_str_skip(in->text, *next);
        bool closing = closes(sl_str_line(&rest), open);

        if (closing && open->mark == '\0')
            break;
        *next = in->text.len - rest.len;
        if (closing)
            break;
        end = *next;
    }
    content = sl_str_sub(in->text, start, end);
    if (open->mark == '\0')
        content = without_options(content);
    part = sl_excerpt_sub(&in->piece->text, sl_span_in(in->text, content));
    piece.text = sl_excerpt_dedent(in->work->doc->arena, &part);
    piece.carrier = SL_CARRIER_BLOCK;
    piece.context = open->language;
    return sl_piece_fence(in->work, &piece);
}

/* The lines before text[end] that are in no fence. */
static bool take_region(walk *in, size_t end)
{
    sl_piece piece = *in->piece;

    piece.text = sl_excerpt_sub(&in->piece->text, (sl_span){in->region, end});
    piece.carrier = SL_CARRIER_BLOCK;
    return sl_piece_lines(in->work, &piece, in->least);
}

/* [source,json] and [,json] of AsciiDoc. */
static sl_str language_before(sl_str line)
{
    size_t comma = sl_str_chr(line, ',');

    if (!sl_str_starts(line, sl_lit("[")) || comma == SIZE_MAX)
        return (sl_str){0};
    return language_of(sl_str_skip(line, comma + 1));
}

/* Bytes of "> " in front of a line that is quoted, or 0. */
static size_t quote_width(sl_str line)
{
    size_t width = 0;

    while (width < line.len && width < 3 && line.ptr[width] == ' ')
        width++;
    if (width == line.len || line.ptr[width] != '>')
        return 0;
    width++;
    return width + (width < line.len && line.ptr[width] == ' ');
}

/* Where the quoted lines end of which text[at] is the first byte. */
static size_t quoted_end(sl_str text, size_t at)
{
    sl_str rest = sl_str_skip(text, at);

    while (rest.len > 0 && quote_width(sl_str_line(&rest)) > 0)
        at = text.len - rest.len;
    return at;
}

/* Quoted lines are a page of their own. */
static bool take_quoted(walk *in, size_t *at)
{
    size_t end = quoted_end(in->text, *at);
    sl_str rest = sl_str_sub(in->text, *at, end);
    sl_piece piece = *in->piece;
    sl_excerpt_maker maker =
        sl_excerpt_begin(in->work->doc->arena, &in->piece->text, rest.len);

    if (!take_region(in, *at))
        return false;
    while (rest.len > 0) {
        size_t start = end - rest.len;

        start += quote_width(sl_str_line(&rest));
        sl_excerpt_take(&maker, (sl_span){start, end - rest.len});
    }
    in->region = *at = end;
    in->after_text = false;
    piece.text = sl_excerpt_end(&maker);
    piece.level++;
    return sl_piece_prose(in->work, &piece);
}

static bool step(walk *in, size_t *at)
{
    sl_str rest = sl_str_skip(in->text, *at);
    sl_str line = sl_str_line(&rest);
    size_t next = in->text.len - rest.len;
    opening open;

    if (in->markdown && quote_width(line) > 0 && in->piece->level < SL_MAX_NESTED)
        return take_quoted(in, at);
    if (opens_fence(in, line, &open) ||
        (in->directives && opens_directive(line, &open))) {
        if (!take_region(in, *at) || !take_block(in, &open, next, at))
            return false;
        in->region = *at;
        in->after_text = false;
        return true;
    }
    if (in->asciidoc)
        in->language = language_before(line);
    line = sl_str_trim(line);
    in->after_text = line.len > 0 && sl_str_chr(sl_lit("[."), line.ptr[0]) == SIZE_MAX;
    *at = next;
    return true;
}

static bool ends_with(sl_str path, const char *const *suffixes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_ends_nocase(path, sl_str_of(suffixes[i])))
            return true;
    return false;
}

static bool is_asciidoc(sl_str path)
{
    static const char *const suffixes[] = {".adoc", ".asciidoc", ".asc"};

    return ends_with(path, suffixes, 3);
}

static bool is_rest(sl_str path)
{
    static const char *const suffixes[] = {".rst", ".rest"};

    return ends_with(path, suffixes, 2);
}

static bool is_markdown(sl_str path)
{
    static const char *const suffixes[] = {".md",  ".markdown", ".mdown", ".mkd",
                                           ".mdx", ".rmd",      ".qmd"};

    return ends_with(path, suffixes, sizeof suffixes / sizeof *suffixes);
}

bool sl_prose_known(sl_str path)
{
    static const char *const suffixes[] = {".txt", ".text", ".org"};
    static const char *const names[] = {"readme",   "changelog", "contributing",
                                        "security", "install",   "changes",
                                        "news",     "notes"};

    return is_markdown(path) || is_rest(path) || is_asciidoc(path) ||
           ends_with(path, suffixes, 3) ||
           sl_str_among(names, sizeof names / sizeof *names, sl_path_base(path));
}

bool sl_piece_prose(sl_passage_work *work, const sl_piece *piece)
{
    sl_str path = work->doc->blob->path;
    walk in = {.work = work,
               .piece = piece,
               .text = piece->text.text,
               .least = is_markdown(path) ? 4 : 2,
               .markdown = is_markdown(path),
               .directives = is_rest(path),
               .asciidoc = is_asciidoc(path)};
    size_t at = 0;

    while (at < in.text.len)
        if (!step(&in, &at))
            return false;
    return take_region(&in, in.text.len);
}
