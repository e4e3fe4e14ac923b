#include "doc/yaml_scan.h"

enum { MAX_KEY = 500 /* libyaml: 1024 characters */ };

/* U+0085, U+2028 and U+2029 end lines; a byte order mark, C1 controls, surrogates and
 * what is no character are left to libyaml. Length of the sequence, or 0. */
static size_t sequence(sl_str text, size_t at)
{
    uint8_t c = (uint8_t)text.ptr[at];
    size_t len = c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : 0;
    uint8_t next = at + 1 < text.len ? (uint8_t)text.ptr[at + 1] : 0;

    if (c >= 0xf0 && c < 0xf4)
        len = 4;
    if (len == 0 || text.len - at < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if (((uint8_t)text.ptr[at + i] & 0xc0) != 0x80)
            return 0;
    if ((c == 0xc2 && next < 0xa0) || (c == 0xe0 && next < 0xa0) ||
        (c == 0xed && next >= 0xa0) || (c == 0xf0 && next < 0x90) ||
        (c == 0xef && next >= 0xbb))
        return 0;
    if (c == 0xe2 && next == 0x80 && ((uint8_t)text.ptr[at + 2] & 0xfe) == 0xa8)
        return 0;
    return len;
}

bool sl_yaml_bytes_plain(sl_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint8_t c = (uint8_t)text.ptr[at];
        size_t len = 1;

        if (c >= 0x80)
            len = sequence(text, at);
        else if ((c < ' ' && c != '\n') || c == 0x7f)
            len = 0;
        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

static char char_at(sl_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\n';
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n';
}

size_t sl_yaml_quoted_end(sl_str text, size_t at)
{
    char quote = text.ptr[at];

    for (at++; char_at(text, at) != '\n'; at++) {
        if (text.ptr[at] == quote)
            return quote == '\'' && char_at(text, at + 1) == quote ? 0 : at;
        if (quote == '"' && text.ptr[at] == '\\')
            return 0;
    }
    return 0;
}

/* May a plain scalar begin with text[at]? */
static bool begins_plain(sl_str text, size_t at)
{
    char c = char_at(text, at);

    if (c == '-')
        return !ends_word(char_at(text, at + 1));
    return !ends_word(c) && sl_str_chr(sl_lit("?:,[]{}#&*!|>'\"%@`"), c) == SIZE_MAX;
}

/* Where the plain scalar that may begin at text[at] ends without blanks; *stop is the
 * line end, the comment or the ':' that follows. */
static size_t plain_end(sl_str text, size_t at, size_t *stop)
{
    size_t end = at;

    for (; char_at(text, at) != '\n'; at++) {
        char c = text.ptr[at];

        if ((c == '#' && text.ptr[at - 1] == ' ') ||
            (c == ':' && ends_word(char_at(text, at + 1))))
            break;
        if (c != ' ')
            end = at + 1;
    }
    *stop = at;
    return end;
}

size_t sl_yaml_value_end(sl_str text, size_t at)
{
    size_t stop, end;

    if (!begins_plain(text, at))
        return at;
    end = plain_end(text, at, &stop);
    return char_at(text, stop) == ':' ? at : end;
}

size_t sl_yaml_key_end(sl_str text, size_t at)
{
    char c = char_at(text, at);
    size_t stop, end;

    if (c == '"' || c == '\'') {
        end = sl_yaml_quoted_end(text, at);
        stop = end = end > 0 ? end + 1 : 0;
    } else {
        if (!begins_plain(text, at))
            return 0;
        end = plain_end(text, at, &stop);
    }
    if (end != stop || end > at + MAX_KEY || char_at(text, end) != ':' ||
        !ends_word(char_at(text, end + 1)))
        return 0;
    return end;
}

size_t sl_yaml_item_end(sl_str text, size_t at)
{
    size_t start = at;
    size_t end = at;

    if (!begins_plain(text, at) || text.ptr[at] == '-')
        return start;
    for (; sl_str_chr(sl_lit(",]"), char_at(text, at)) == SIZE_MAX; at++) {
        if (sl_str_chr(sl_lit("\n:?#[{}\"'"), char_at(text, at)) != SIZE_MAX)
            return start;
        if (text.ptr[at] != ' ')
            end = at + 1;
    }
    return end;
}

/* --- literal blocks --- */

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

static size_t spaces_at(sl_str text, size_t at)
{
    size_t count = 0;

    while (char_at(text, at + count) == ' ')
        count++;
    return count;
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
