#include "doc/yaml_block.h"

#include "doc/yaml_scan.h"

#include <string.h>

typedef struct block {
    sl_str text;
    size_t at;     /* where a line begins */
    size_t indent; /* of the content; 0: that of its first line */
    char *bytes;   /* of the value */
    size_t len;
    size_t breaks; /* line ends that are due if more content comes */
    bool folded;
    bool joins; /* folded: the line before may be joined with the next */
    char chomp; /* '-', '+' or neither */
    sl_span span;
} block;

/* Past "|", "|-", "|2+", "|+2" and a comment, to the next line. */
static bool take_header(block *b, size_t outer)
{
    for (size_t i = 0; i < 2; i++) {
        char c = sl_yaml_char(b->text, b->at);

        if ((c == '-' || c == '+') && !b->chomp)
            b->chomp = c;
        else if (c >= '1' && c <= '9' && b->indent == 0)
            b->indent = outer + (size_t)(c - '0');
        else
            break;
        b->at++;
    }
    b->at += sl_yaml_spaces(b->text, b->at);
    if (sl_yaml_char(b->text, b->at) == '#' && b->text.ptr[b->at - 1] == ' ')
        while (sl_yaml_char(b->text, b->at) != '\n')
            b->at++;
    return b->at < b->text.len && b->text.ptr[b->at++] == '\n';
}

/* Finds the first line that holds something, and the indentation unless it is given. */
static bool begin(block *b, size_t outer)
{
    size_t deepest = 0;
    size_t spaces;

    while (sl_yaml_char(b->text, b->at + (spaces = sl_yaml_spaces(b->text, b->at))) ==
           '\n') {
        if (spaces > deepest)
            deepest = spaces;
        b->at += spaces + 1;
        b->breaks++;
        if (b->at >= b->text.len)
            return false;
    }
    if (b->indent == 0)
        b->indent = spaces;
    b->span.start = b->at + spaces;
    return b->indent > outer && spaces >= b->indent && deepest <= b->indent;
}

/* Into bytes, once it is known how many there are. */
static void put(block *b, char c)
{
    if (b->bytes)
        b->bytes[b->len] = c;
    b->len++;
}

/* Between two lines that both begin with a word a single line end is a space, and the
 * first of several nothing. */
static void put_breaks(block *b)
{
    bool word = sl_yaml_char(b->text, b->at + b->indent) != ' ';

    if (b->joins && word) {
        b->breaks--;
        if (b->breaks == 0)
            put(b, ' ');
    }
    for (; b->breaks > 0; b->breaks--)
        put(b, '\n');
    b->joins = b->folded && word;
}

static void take_line(block *b)
{
    sl_str line = sl_str_skip(b->text, b->at + b->indent);

    put_breaks(b);
    line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
    if (b->bytes && line.len > 0)
        memcpy(b->bytes + b->len, line.ptr, line.len);
    b->len += line.len;
    b->at += b->indent + line.len;
    b->breaks = b->at < b->text.len;
    b->at++;
    while (line.len > 0 && line.ptr[line.len - 1] == ' ')
        line.len--;
    if (line.len > 0)
        b->span.end = (size_t)(line.ptr - b->text.ptr) + line.len;
}

/* A last line of nothing but blanks, without a line end, is left to libyaml. */
static bool take_lines(block *b)
{
    while (b->at < b->text.len) {
        size_t spaces = sl_yaml_spaces(b->text, b->at);
        bool blank = sl_yaml_char(b->text, b->at + spaces) == '\n';

        if (blank && b->at + spaces >= b->text.len)
            return false;
        if (blank && spaces <= b->indent) {
            b->at += spaces + 1;
            b->breaks++;
        } else if (spaces < b->indent) {
            break;
        } else {
            take_line(b);
        }
    }
    if (b->chomp != '-' && b->breaks > 0)
        put(b, '\n');
    while (b->chomp == '+' && b->breaks-- > 1)
        put(b, '\n');
    return true;
}

bool sl_yaml_block_scan(sl_str text, size_t at, size_t outer, sl_arena *arena,
                        sl_yaml_block *out)
{
    block measured = {.text = text, .at = at + 1, .folded = text.ptr[at] == '>'};
    block b;

    if (!take_header(&measured, outer) || !begin(&measured, outer))
        return false;
    b = measured;
    if (!take_lines(&measured))
        return false;
    b.bytes = sl_arena_alloc(arena, measured.len + 1);
    take_lines(&b);
    *out = (sl_yaml_block){{b.bytes, b.len}, b.span, b.at - 1};
    return true;
}

/* --- plain text that goes on --- */

/* Where the text goes on behind the line that ends at `at`, in a column behind outer:
 * the place of its first word, with the empty lines before it counted; 0 if it does not. */
static size_t next_words(sl_str text, size_t at, size_t outer, size_t *empty)
{
    *empty = 0;
    while (at < text.len && text.ptr[at] == '\n') {
        size_t spaces = sl_yaml_spaces(text, at + 1);

        at += 1 + spaces;
        if (at < text.len && text.ptr[at] != '\n')
            return spaces > outer && text.ptr[at] != '#' ? at : 0;
        ++*empty;
    }
    return 0;
}

/* The words behind the first line, into bytes, or only counted: *len is that of all. False
 * if it is no scalar in the end. */
static bool fold(sl_str text, sl_span *span, size_t outer, char *bytes, size_t *len)
{
    size_t at = span->end + sl_yaml_spaces(text, span->end);
    size_t empty, words;

    *len = span->end - span->start;
    if (bytes)
        memcpy(bytes, text.ptr + span->start, *len);
    while ((words = next_words(text, at, outer, &empty)) > 0) {
        size_t end = sl_yaml_words_end(text, words, &at);

        if (sl_yaml_char(text, at) == ':')
            return false;
        if (bytes) {
            memset(bytes + *len, empty > 0 ? '\n' : ' ', empty > 0 ? empty : 1);
            memcpy(bytes + *len + (empty > 0 ? empty : 1), text.ptr + words,
                   end - words);
        }
        *len += (empty > 0 ? empty : 1) + (end - words);
        span->end = end;
    }
    return true;
}

bool sl_yaml_text_scan(sl_str text, sl_span first, size_t outer, sl_arena *arena,
                       sl_yaml_block *out)
{
    sl_span measured = first;
    size_t line_end = first.end + sl_yaml_spaces(text, first.end);
    size_t len;
    char *bytes;

    *out = (sl_yaml_block){.span = first};
    if (next_words(text, line_end, outer, &len) == 0)
        return true;
    if (!fold(text, &measured, outer, NULL, &len))
        return false;
    bytes = sl_arena_alloc(arena, len + 1);
    fold(text, &out->span, outer, bytes, &len);
    out->value = (sl_str){bytes, len};
    return true;
}
