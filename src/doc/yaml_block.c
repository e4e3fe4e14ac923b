#include "doc/yaml_block.h"

#include "doc/yaml_scan.h"

#include <string.h>

static char char_at(sl_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\n';
}

static size_t spaces_at(sl_str text, size_t at)
{
    size_t count = 0;

    while (char_at(text, at + count) == ' ')
        count++;
    return count;
}

typedef struct block {
    sl_str text;
    size_t at;     /* where a line begins */
    size_t indent; /* of the content */
    char *bytes;   /* of the value */
    size_t len;
    size_t breaks; /* line ends that are due if more content comes */
    sl_span span;
} block;

/* Past "|", "|-" or "|+" and a comment, to the next line; 0 if anything else follows. */
static size_t header_end(sl_str text, size_t at)
{
    while (char_at(text, at) == ' ')
        at++;
    if (char_at(text, at) == '#' && text.ptr[at - 1] == ' ')
        while (char_at(text, at) != '\n')
            at++;
    return at < text.len && text.ptr[at] == '\n' ? at + 1 : 0;
}

/* Finds the indentation. Lines before the first that holds something must be empty. */
static bool begin(block *b, size_t outer)
{
    while (b->at < b->text.len && b->text.ptr[b->at] == '\n') {
        b->at++;
        b->breaks++;
    }
    b->indent = spaces_at(b->text, b->at);
    b->span.start = b->at + b->indent;
    return b->indent > outer && char_at(b->text, b->span.start) != '\n';
}

/* Into bytes, once it is known how many there are. */
static void put(block *b, char c)
{
    if (b->bytes)
        b->bytes[b->len] = c;
    b->len++;
}

static void take_line(block *b)
{
    for (; b->breaks > 0; b->breaks--)
        put(b, '\n');
    for (b->at += b->indent; char_at(b->text, b->at) != '\n'; b->at++) {
        put(b, b->text.ptr[b->at]);
        if (b->text.ptr[b->at] != ' ')
            b->span.end = b->at + 1;
    }
    b->breaks = b->at < b->text.len;
    b->at++;
}

/* A last line of nothing but blanks, without a line end, is left to libyaml. */
static bool take_lines(block *b, char chomp)
{
    while (b->at < b->text.len) {
        size_t spaces = spaces_at(b->text, b->at);
        bool blank = char_at(b->text, b->at + spaces) == '\n';

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
    if (chomp != '-' && b->breaks > 0)
        put(b, '\n');
    while (chomp == '+' && b->breaks-- > 1)
        put(b, '\n');
    return true;
}

bool sl_yaml_block_scan(sl_str text, size_t at, size_t outer, sl_arena *arena,
                        sl_yaml_block *out)
{
    char chomp = char_at(text, at + 1);
    bool given = chomp == '-' || chomp == '+';
    block measured = {.text = text, .at = header_end(text, at + 1 + given)};
    block b;

    if (measured.at == 0 || !begin(&measured, outer))
        return false;
    b = measured;
    if (!take_lines(&measured, chomp))
        return false;
    b.bytes = sl_arena_alloc(arena, measured.len + 1);
    take_lines(&b, chomp);
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
        size_t spaces = spaces_at(text, at + 1);

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
    size_t at = span->end + spaces_at(text, span->end);
    size_t empty, words;

    *len = span->end - span->start;
    if (bytes)
        memcpy(bytes, text.ptr + span->start, *len);
    while ((words = next_words(text, at, outer, &empty)) > 0) {
        size_t end = sl_yaml_words_end(text, words, &at);

        if (char_at(text, at) == ':')
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
    size_t len;
    char *bytes;

    *out = (sl_yaml_block){.span = first};
    if (!fold(text, &measured, outer, NULL, &len))
        return false;
    if (measured.end == first.end)
        return true;
    bytes = sl_arena_alloc(arena, len + 1);
    fold(text, &out->span, outer, bytes, &len);
    out->value = (sl_str){bytes, len};
    return true;
}
