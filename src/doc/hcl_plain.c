#include "doc/hcl_plain.h"

#include "doc/hcl_outline.h"
#include "doc/hcl_read.h"
#include "doc/subtree.h"

enum {
    DEEPEST = 32, /* brackets and blocks in each other */
    MAX_LABELS = 8
};

typedef struct reading {
    sl_builder *builder;
    sl_str text;
    size_t at;
    size_t level;
} reading;

static char here(const reading *r)
{
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static char next(const reading *r)
{
    return r->at + 1 < r->text.len ? r->text.ptr[r->at + 1] : '\0';
}

static bool take(reading *r, char c)
{
    if (r->at >= r->text.len || here(r) != c)
        return false;
    r->at++;
    return true;
}

static void skip_blanks(reading *r)
{
    while (here(r) == ' ' || here(r) == '\t')
        r->at++;
}

/* Past blanks and a comment, to the line end. */
static bool rest_is_blank(reading *r)
{
    skip_blanks(r);
    if (here(r) == '#' || (here(r) == '/' && next(r) == '/'))
        while (r->at < r->text.len && here(r) != '\n')
            r->at++;
    return r->at >= r->text.len || here(r) == '\n';
}

static void skip_lines(reading *r)
{
    while (rest_is_blank(r) && r->at < r->text.len)
        r->at++;
}

static bool begins_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool among(const char *const *table, size_t len, sl_str word)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(sl_str_of(table[i]), word))
            return true;
    return false;
}

static bool is_literal(sl_str word)
{
    static const char *const words[] = {"true", "false", "null"};

    return among(words, sizeof words / sizeof *words, word);
}

/* Words that may mean something else. */
static bool is_reserved(sl_str word)
{
    static const char *const words[] = {"for", "in", "if", "else", "endif", "endfor"};

    return is_literal(word) || among(words, sizeof words / sizeof *words, word);
}

/* The word that begins here, or an empty one. */
static sl_span take_word(reading *r)
{
    sl_span word = {r->at, r->at};

    if (begins_word(here(r)))
        while (begins_word(here(r)) || is_digit(here(r)) || here(r) == '-')
            r->at++;
    word.end = r->at;
    return word;
}

/* A word that is nothing else, or a string as it is written: the key of the next node. */
static bool take_key(reading *r)
{
    sl_span key;

    if (here(r) == '"') {
        sl_hcl_string string = sl_hcl_string_at(r->text, r->at, false);

        if (!string.closed || string.templated)
            return false;
        key = string.inside;
        r->at = string.end;
    } else {
        key = take_word(r);
        if (key.end == key.start || is_reserved(sl_builder_slice(r->builder, key)))
            return false;
    }
    sl_builder_key(r->builder, sl_builder_slice(r->builder, key), key);
    return true;
}

static bool take_string(reading *r, sl_hcl_string *string)
{
    *string = sl_hcl_string_at(r->text, r->at, false);
    r->at = string->end;
    return string->closed;
}

static bool begins_number(const reading *r)
{
    return is_digit(here(r)) || (here(r) == '-' && is_digit(next(r)));
}

static bool take_number(reading *r)
{
    r->at += here(r) == '-';
    while (is_digit(here(r)))
        r->at++;
    if (here(r) != '.')
        return true;
    r->at++;
    if (!is_digit(here(r)))
        return false;
    while (is_digit(here(r)))
        r->at++;
    return true;
}

/* ".name", "[0]", "["name"]" */
static bool take_steps(reading *r)
{
    for (;;) {
        sl_hcl_string string;

        if (take(r, '.')) {
            sl_span word = take_word(r);

            if (word.end == word.start ||
                is_reserved(sl_builder_slice(r->builder, word)))
                return false;
        } else if (take(r, '[')) {
            if (here(r) == '"' ? !take_string(r, &string) || string.templated
                               : !is_digit(here(r)) || !take_number(r))
                return false;
            if (!take(r, ']'))
                return false;
        } else {
            return true;
        }
    }
}

static bool take_call(reading *r, sl_str function);

/* What begins with a word: a reference or a call. */
static bool take_reference(reading *r)
{
    sl_str word = sl_builder_slice(r->builder, take_word(r));

    if (is_reserved(word))
        return is_literal(word) && here(r) != '.' && here(r) != '[' && here(r) != '(';
    return here(r) == '(' ? take_call(r, word) : take_steps(r);
}

static bool take_argument(reading *r)
{
    sl_hcl_string string;

    if (here(r) == '"')
        return take_string(r, &string);
    if (begins_number(r))
        return take_number(r);
    return begins_word(here(r)) && take_reference(r);
}

/* "(a, b)" behind the name of a function, and what is taken of its value. */
static bool take_call(reading *r, sl_str function)
{
    bool more = true;

    if (sl_hcl_transparent(function) || ++r->level > DEEPEST)
        return false;
    r->at++;
    skip_blanks(r);
    while (more && here(r) != ')') {
        if (!take_argument(r))
            return false;
        skip_blanks(r);
        more = take(r, ',');
        if (more)
            skip_blanks(r);
    }
    if (!take(r, ')'))
        return false;
    r->level--;
    return take_steps(r);
}

static bool take_operator(reading *r)
{
    static const char *const signs[] = {"==", "!=", "&&", "||"};
    sl_str two = sl_str_sub(r->text, r->at, r->at + 2);

    if (!among(signs, sizeof signs / sizeof *signs, two))
        return false;
    r->at += 2;
    return true;
}

/* Operators and what they join to the value that ends here. */
static bool take_operands(reading *r, size_t *end)
{
    *end = r->at;
    skip_blanks(r);
    while (take_operator(r)) {
        skip_blanks(r);
        if (!take_argument(r))
            return false;
        *end = r->at;
        skip_blanks(r);
    }
    return true;
}

/* The same, and "? a : b" if a condition it is. */
static bool take_rest(reading *r, size_t *end)
{
    if (!take_operands(r, end))
        return false;
    if (!take(r, '?'))
        return true;
    skip_blanks(r);
    if (!take_argument(r) || !take_operands(r, end) || !take(r, ':'))
        return false;
    skip_blanks(r);
    return take_argument(r) && take_operands(r, end);
}

static bool read_value(reading *r);

static bool read_tuple(reading *r)
{
    if (!sl_builder_enter(r->builder, SL_NODE_SEQ, (sl_span){r->at, r->at}))
        return false;
    r->at++;
    skip_lines(r);
    while (!take(r, ']')) {
        if (!read_value(r))
            return false;
        skip_lines(r);
        if (!take(r, ',') && here(r) != ']')
            return false;
        skip_lines(r);
    }
    sl_builder_end(r->builder, r->at);
    sl_builder_leave(r->builder);
    return true;
}

/* One pair of an object, and what parts it from the next. */
static bool read_pair(reading *r)
{
    if (!take_key(r))
        return false;
    skip_blanks(r);
    if (here(r) == '=' && (next(r) == '=' || next(r) == '>'))
        return false;
    if (!take(r, '=') && !take(r, ':'))
        return false;
    skip_blanks(r);
    if (!read_value(r))
        return false;
    skip_blanks(r);
    return take(r, ',') || here(r) == '}' || rest_is_blank(r);
}

static bool read_object(reading *r)
{
    if (!sl_builder_enter(r->builder, SL_NODE_MAP, (sl_span){r->at, r->at}))
        return false;
    r->at++;
    skip_lines(r);
    while (!take(r, '}')) {
        if (!read_pair(r))
            return false;
        skip_lines(r);
    }
    sl_builder_end(r->builder, r->at);
    sl_builder_leave(r->builder);
    return true;
}

static bool read_string(reading *r)
{
    sl_hcl_string string;

    return take_string(r, &string) && sl_hcl_add_string(r->builder, &string);
}

/* A number, or what begins with a word: as it is written. */
static bool read_written(reading *r)
{
    sl_span span = {r->at, r->at};
    bool number = begins_number(r);
    sl_str written;

    if (number ? !take_number(r) : !begins_word(here(r)) || !take_reference(r))
        return false;
    span.end = r->at;
    if (!number && !take_rest(r, &span.end))
        return false;
    written = sl_builder_slice(r->builder, span);
    return sl_hcl_add(r->builder, span, written, SL_STYLE_PLAIN,
                      number || is_literal(written) ? sl_lit("") : sl_lit("!expr"));
}

static bool begins_heredoc(const reading *r)
{
    sl_str rest = sl_str_skip(r->text, r->at);

    if (!sl_str_starts(rest, sl_lit("<<")))
        return false;
    rest = sl_str_drop(sl_str_skip(rest, 2), sl_lit("-"));
    return rest.len > 0 && begins_word(rest.ptr[0]);
}

static bool read_value(reading *r)
{
    bool read;

    if (++r->level > DEEPEST)
        return false;
    if (here(r) == '"' || begins_heredoc(r))
        read = read_string(r);
    else if (here(r) == '[')
        read = read_tuple(r);
    else if (here(r) == '{')
        read = read_object(r);
    else
        read = read_written(r);
    r->level--;
    return read;
}

static bool read_body(reading *r);

/* The braces of a block. One of the file may be known to be barren, or is noted. */
static bool read_braces(reading *r)
{
    bool top = r->level == 0;
    size_t end = top ? sl_subtree_meet(r->builder, r->at) : 0;

    if (end > 0) {
        r->at = end;
        return true;
    }
    r->at++;
    if (++r->level > DEEPEST || !read_body(r) || !take(r, '}'))
        return false;
    r->level--;
    if (top)
        sl_subtree_finish(r->builder, r->at);
    return true;
}

/* word "label" { ... }: the key of its first MAP is known. */
static bool read_block(reading *r, size_t start)
{
    size_t opened = 0;

    do {
        if (opened == MAX_LABELS ||
            !sl_builder_enter(r->builder, SL_NODE_MAP, (sl_span){start, start}))
            return false;
        opened++;
        skip_blanks(r);
    } while (here(r) != '{' && take_key(r));
    if (here(r) != '{' || !read_braces(r))
        return false;
    sl_builder_key(r->builder, (sl_str){0}, (sl_span){0});
    sl_subtree_own(r->builder, r->builder->open[r->builder->depth].node, r->at);
    while (opened-- > 0) {
        sl_builder_end(r->builder, r->at);
        sl_builder_leave(r->builder);
    }
    return true;
}

static bool read_member(reading *r)
{
    size_t start = r->at;

    if (!begins_word(here(r)) || !take_key(r))
        return false;
    skip_blanks(r);
    if (here(r) != '=')
        return read_block(r, start) && rest_is_blank(r);
    if (next(r) == '=' || next(r) == '>')
        return false;
    r->at++;
    skip_blanks(r);
    return read_value(r) && rest_is_blank(r);
}

/* Up to a brace, or the end of the text. */
static bool read_body(reading *r)
{
    skip_lines(r);
    while (r->at < r->text.len && here(r) != '}') {
        if (!read_member(r))
            return false;
        skip_lines(r);
    }
    return true;
}

bool sl_hcl_plain_read(sl_builder *builder)
{
    sl_builder before = *builder;
    reading r = {.builder = builder, .text = builder->text};
    sl_span all = {0, r.text.len};

    if (builder->excerpt || builder->depth > 0 || builder->open[0].last ||
        r.text.len >= SL_MAX_NODES)
        return false;
    if (sl_builder_enter(builder, SL_NODE_MAP, all) && read_body(&r) &&
        r.at == r.text.len)
        return true;
    if (before.err)
        *before.err = (sl_err){0};
    *builder = before;
    builder->open[0].node->first = NULL;
    sl_subtree_forget(builder);
    return false;
}
