/* hcl.c - HCL 2 (Terraform, Packer, Nomad; the specification is hclsyntax/spec.md of
 * hashicorp/hcl) as far as literals go: what is computed is passed over, in linear time. */
#include "doc/reader.h"
#include "doc/unescape.h"

typedef struct reading {
    sl_builder *builder;
    sl_str text;
    size_t at;
    size_t flaw; /* where something was not HCL, or SIZE_MAX */
} reading;

static bool read_expression(reading *in);

static char here(const reading *in, size_t ahead)
{
    return in->at + ahead < in->text.len ? in->text.ptr[in->at + ahead] : '\0';
}

static bool ended(const reading *in)
{
    return in->at >= in->text.len;
}

static void note_flaw(reading *in)
{
    if (in->flaw == SIZE_MAX)
        in->flaw = in->at;
}

static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-' || c == '.' || c == '*' || (uint8_t)c >= 0x80;
}

static bool is_comment(const reading *in)
{
    return here(in, 0) == '#' ||
           (here(in, 0) == '/' && (here(in, 1) == '/' || here(in, 1) == '*'));
}

static void skip_comment(reading *in)
{
    bool block = here(in, 0) == '/' && here(in, 1) == '*';
    sl_str rest = sl_str_skip(in->text, in->at);
    size_t end = sl_str_find(rest, block ? sl_lit("*/") : sl_lit("\n"));

    in->at = end == SIZE_MAX ? in->text.len : in->at + end + (block ? 2 : 0);
}

/* Past blanks and comments, and past line ends if they mean nothing here. */
static void skip(reading *in, bool lines)
{
    while (!ended(in)) {
        char c = here(in, 0);

        if (is_comment(in))
            skip_comment(in);
        else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n'))
            in->at++;
        else
            return;
    }
}

/* The inside of the string that begins here; quotes in ${ } do not end it, the end of the
 * line does. */
static sl_span take_string(reading *in, bool *templated)
{
    size_t depth = 0;
    sl_span span = {++in->at, 0};

    *templated = false;
    while (!ended(in) && here(in, 0) != '\n' && (depth > 0 || here(in, 0) != '"')) {
        char c = here(in, 0);

        if ((c == '$' || c == '%') && here(in, 1) == '{' &&
            (in->at == span.start || in->text.ptr[in->at - 1] != c)) {
            *templated = true;
            depth++;
            in->at += 2;
        } else {
            depth += depth > 0 && c == '{';
            depth -= depth > 0 && c == '}';
            in->at += c == '\\' ? 2 : 1;
        }
    }
    if (in->at > in->text.len)
        in->at = in->text.len;
    span.end = in->at;
    if (here(in, 0) == '"')
        in->at++;
    else
        note_flaw(in);
    return span;
}

static bool add(reading *in, sl_span span, sl_style style, const char *tag)
{
    sl_str written = sl_builder_slice(in->builder, span);
    sl_str value = style == SL_STYLE_DOUBLE
                       ? sl_unescape_toml(in->builder->arena, written)
                       : written;
    sl_node *node = sl_builder_scalar(
        in->builder, sl_builder_decoded(in->builder, value, span), span);

    if (!node)
        return false;
    node->style = style;
    node->tag = sl_str_of(tag);
    return true;
}

/* <<EOF and <<-EOF: up to the line that is that word. */
static sl_span take_heredoc(reading *in)
{
    sl_str rest = sl_str_skip(in->text, in->at + 2);
    sl_str word = sl_str_trim(sl_str_line(&rest));
    sl_span span;

    word = sl_str_drop(word, sl_lit("-"));
    span.start = span.end = (size_t)(rest.ptr - in->text.ptr);
    while (span.start < in->text.len &&
           (in->text.ptr[span.start] == ' ' || in->text.ptr[span.start] == '\t'))
        span.start++;
    in->at = in->text.len;
    while (rest.len > 0) {
        size_t start = (size_t)(rest.ptr - in->text.ptr);
        sl_str line = sl_str_line(&rest);

        if (sl_str_eq(sl_str_trim(line), word)) {
            in->at = start + line.len;
            break;
        }
        span.end = start + line.len;
    }
    if (span.end < span.start)
        span.start = span.end;
    return span;
}

/* Functions whose arguments are the value, in another form. */
static bool transparent(sl_str function)
{
    static const char *const names[] = {
        "jsonencode", "yamlencode", "merge",        "concat",       "tomap",
        "tolist",     "toset",      "sensitive",    "nonsensitive", "try",
        "coalesce",   "tostring",   "base64encode", "urlencode"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(function, sl_str_of(names[i])))
            return true;
    return false;
}

/* To the end of an expression: a line end, a comma or a closing bracket that is not
 * inside brackets of its own. */
static void skip_expression(reading *in)
{
    size_t depth = 0;
    bool templated;

    while (!ended(in)) {
        char c = here(in, 0);

        if (depth == 0 && (c == '\n' || c == ',' || c == '}' || c == ']' || c == ')'))
            return;
        if (c == '"') {
            take_string(in, &templated);
        } else if (is_comment(in)) {
            skip_comment(in);
        } else if (c == '<' && here(in, 1) == '<') {
            take_heredoc(in);
        } else {
            depth += c == '(' || c == '[' || c == '{';
            depth -= c == ')' || c == ']' || c == '}';
            in->at++;
        }
    }
}

/* Is a value that stands here the whole expression? */
static bool is_whole(reading *in)
{
    skip(in, false);
    return ended(in) || sl_str_chr(sl_lit("\n,}])"), here(in, 0)) != SIZE_MAX;
}

/* Values between brackets, or the arguments of a function. */
static bool read_list(reading *in)
{
    sl_node *node =
        sl_builder_enter(in->builder, SL_NODE_SEQ, (sl_span){in->at, in->at + 1});
    bool going = node != NULL;

    in->at++;
    while (going) {
        size_t before;

        skip(in, true);
        before = in->at;
        if (ended(in) || here(in, 0) == ']' || here(in, 0) == ')' || here(in, 0) == '}')
            break;
        if (here(in, 0) != ',')
            going = read_expression(in);
        in->at += in->at == before;
    }
    in->at += !ended(in);
    if (node)
        node->span.end = in->at;
    sl_builder_leave(in->builder);
    return going;
}

/* A key or label: a word or a string. Empty if neither stands here. */
static sl_span take_key(reading *in)
{
    sl_span span = {in->at, in->at};
    bool templated;

    if (here(in, 0) == '"')
        return take_string(in, &templated);
    while (!ended(in) && in_word(here(in, 0)))
        in->at++;
    span.end = in->at;
    return span;
}

static bool starts_word(const reading *in)
{
    return here(in, 0) == '"' || in_word(here(in, 0));
}

static void set_key(reading *in, sl_span span)
{
    sl_builder_key(in->builder, sl_builder_slice(in->builder, span), span);
}

static bool read_members(reading *in);

/* word "label" "label" { ... }: a MAP for each of them; or key = value. */
static bool read_member(reading *in)
{
    size_t start = in->at, opened = 0;
    bool going = true;

    set_key(in, take_key(in));
    skip(in, false);
    if ((here(in, 0) == '=' && here(in, 1) != '=') || here(in, 0) == ':') {
        in->at++;
        skip(in, false);
        return read_expression(in);
    }
    while (going && (starts_word(in) || here(in, 0) == '{')) {
        bool body = here(in, 0) == '{';

        going = sl_builder_enter(in->builder, SL_NODE_MAP, (sl_span){start, in->at});
        opened += going;
        if (body) {
            in->at++;
            going = going && read_members(in);
            break;
        }
        set_key(in, take_key(in));
        skip(in, false);
    }
    if (opened == 0)
        note_flaw(in);
    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    while (opened-- > 0) {
        in->builder->open[in->builder->depth].node->span.end = in->at;
        sl_builder_leave(in->builder);
    }
    return going;
}

/* What stands in a body or an object, and the bracket behind it. */
static bool read_members(reading *in)
{
    bool going = true;

    while (going) {
        size_t before;

        skip(in, true);
        before = in->at;
        if (ended(in) || here(in, 0) == '}')
            break;
        if (starts_word(in))
            going = read_member(in);
        else if (here(in, 0) == '(')
            skip_expression(in); /* a key that is computed, and its value */
        else if (here(in, 0) != ',')
            note_flaw(in);
        in->at += in->at == before;
    }
    in->at += !ended(in);
    return going;
}

static bool read_object(reading *in)
{
    sl_node *node =
        sl_builder_enter(in->builder, SL_NODE_MAP, (sl_span){in->at, in->at + 1});
    bool going;

    in->at++;
    going = node && read_members(in);
    if (node)
        node->span.end = in->at;
    sl_builder_leave(in->builder);
    return going;
}

static bool is_loop(const reading *in)
{
    sl_str rest = sl_str_trim(sl_str_sub(in->text, in->at + 1, in->at + 64));

    return sl_str_starts(rest, sl_lit("for "));
}

/* A word: a literal, a call that hands its arguments through, or something computed. */
static bool read_word(reading *in)
{
    sl_span span = take_key(in);
    sl_str word = sl_builder_slice(in->builder, span);
    bool literal =
        word.len > 0 &&
        ((word.ptr[0] >= '0' && word.ptr[0] <= '9') || word.ptr[0] == '-' ||
         sl_str_eq(word, sl_lit("true")) || sl_str_eq(word, sl_lit("false")) ||
         sl_str_eq(word, sl_lit("null")));

    if (here(in, 0) == '(' && transparent(word))
        return read_list(in);
    if (literal && is_whole(in))
        return add(in, span, SL_STYLE_PLAIN, "");
    skip_expression(in);
    span.end = in->at;
    return add(in, span, SL_STYLE_PLAIN, "!expr");
}

static bool read_expression(reading *in)
{
    size_t start = in->at;
    bool templated;
    sl_span span;

    if (here(in, 0) == '"') {
        span = take_string(in, &templated);
        if (is_whole(in))
            return add(in, span, SL_STYLE_DOUBLE, templated ? "!template" : "");
    } else if (here(in, 0) == '<' && here(in, 1) == '<') {
        return add(in, take_heredoc(in), SL_STYLE_LITERAL, "");
    } else if (here(in, 0) == '[' && !is_loop(in)) {
        return read_list(in);
    } else if (here(in, 0) == '{' && !is_loop(in)) {
        return read_object(in);
    } else if (in_word(here(in, 0))) {
        return read_word(in);
    }
    skip_expression(in);
    return add(in, (sl_span){start, in->at}, SL_STYLE_PLAIN, "!expr");
}

bool sl_hcl_read(sl_builder *builder)
{
    reading in = {.builder = builder, .text = builder->text, .flaw = SIZE_MAX};
    bool going =
        sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}) != NULL;

    while (going && !ended(&in)) {
        going = read_members(&in);
        if (going && !ended(&in)) /* a bracket too many */
            note_flaw(&in);
    }
    builder->kept = going && builder->nodes > 1;
    if (going && in.flaw != SIZE_MAX)
        return sl_builder_fail(builder, in.flaw, "not hcl");
    return going;
}
