/* ini.c - INI in its dialects: git config, my.cnf, configparser, .npmrc, credentials
 * files, systemd units, and Ansible inventories with "host name=value" lines. */
#include "doc/reader.h"
#include "text/lines.h"

typedef struct reading {
    sl_builder *builder;
    bool section;     /* its MAP is open */
    sl_node *last;    /* the value that an indented line goes on with */
    bool backslashed; /* its last line ends with one */
} reading;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static sl_span span_of(const reading *in, sl_str part)
{
    return sl_span_in(in->builder->text, part);
}

/* Where the line is cut into key and value, or SIZE_MAX: at the first '=', or at a ':'
 * with a blank behind it (addresses are full of the other ones). */
static size_t separator(sl_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '=')
            return i;
        if (line.ptr[i] == ':' && i + 1 < line.len &&
            (is_blank(line.ptr[i + 1]) || line.ptr[i + 1] == '"' ||
             line.ptr[i + 1] == '\''))
            return i;
    }
    return SIZE_MAX;
}

/* Without the comment behind a blank. */
static sl_str without_comment(sl_str value)
{
    for (size_t i = 1; i < value.len; i++)
        if ((value.ptr[i] == '#' || value.ptr[i] == ';') && is_blank(value.ptr[i - 1]))
            return sl_str_trim(sl_str_sub(value, 0, i));
    return value;
}

/* The inside of quotes, if only a comment follows them. */
static sl_str unquoted(sl_str value, sl_style *style)
{
    char quote = value.len > 1 ? value.ptr[0] : '\0';
    size_t end = 1;
    sl_str rest;

    *style = SL_STYLE_PLAIN;
    if (quote != '"' && quote != '\'')
        return without_comment(value);
    while (end < value.len && value.ptr[end] != quote)
        end += value.ptr[end] == '\\' ? 2 : 1;
    rest = sl_str_trim(sl_str_skip(value, end + 1));
    if (end >= value.len ||
        (rest.len > 0 && sl_str_chr(sl_lit("#;,"), rest.ptr[0]) == SIZE_MAX))
        return without_comment(value);
    *style = quote == '"' ? SL_STYLE_DOUBLE : SL_STYLE_SINGLE;
    return sl_str_sub(value, 1, end);
}

static bool add_pair(reading *in, sl_str key, sl_str value)
{
    sl_style style;
    sl_node *node;

    key = unquoted(sl_str_trim(key), &style);
    value = unquoted(sl_str_trim(value), &style);
    sl_builder_key(in->builder, key, span_of(in, key));
    node = sl_builder_scalar(in->builder, value, span_of(in, value));
    in->last = style == SL_STYLE_PLAIN ? node : NULL;
    in->backslashed = sl_str_ends(value, sl_lit("\\"));
    if (node)
        node->style = style;
    return node != NULL;
}

static bool take_section(reading *in, sl_str line)
{
    size_t end = sl_str_rchr(line, ']');
    sl_str name = sl_str_trim(sl_str_sub(line, 1, end));

    if (in->section)
        sl_builder_leave(in->builder);
    in->last = NULL;
    sl_builder_key(in->builder, name, span_of(in, name));
    in->section = sl_builder_enter(in->builder, SL_NODE_MAP, span_of(in, line)) != NULL;
    return in->section;
}

/* The next word of *rest, which a quote may hold together behind '='. */
static sl_str take_word(sl_str *rest)
{
    sl_str s = *rest;
    size_t start = 0, end;
    char quote = '\0';

    while (start < s.len && is_blank(s.ptr[start]))
        start++;
    for (end = start; end < s.len && (quote || !is_blank(s.ptr[end])); end++) {
        char c = s.ptr[end];

        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (end > start && s.ptr[end - 1] == '=' && (c == '"' || c == '\''))
            quote = c;
    }
    *rest = sl_str_skip(s, end);
    return sl_str_sub(s, start, end);
}

/* Is this "host name=value ...": a word without '=' before the first word with one, and
 * no blanks around that '='? */
static bool inventory_line(sl_str line, size_t equals)
{
    sl_str before = sl_str_sub(line, 0, equals);
    size_t first = 0, second;

    while (first < before.len && !is_blank(before.ptr[first]))
        first++;
    second = first;
    while (second < before.len && is_blank(before.ptr[second]))
        second++;
    return second < before.len && !is_blank(before.ptr[before.len - 1]) &&
           equals + 1 < line.len && !is_blank(line.ptr[equals + 1]) &&
           sl_str_chr(sl_lit("'\"([{"), line.ptr[0]) == SIZE_MAX;
}

static bool take_host(reading *in, sl_str line)
{
    sl_str rest = line;
    sl_str host = take_word(&rest);
    bool going;

    sl_builder_key(in->builder, host, span_of(in, host));
    going = sl_builder_enter(in->builder, SL_NODE_MAP, span_of(in, line)) != NULL;
    while (going && rest.len > 0) {
        sl_str word = take_word(&rest);
        sl_str key, value;

        if (sl_str_starts(word, sl_lit("#")))
            break;
        if (sl_str_split(word, '=', &key, &value))
            going = add_pair(in, key, value);
    }
    in->last = NULL;
    sl_builder_leave(in->builder);
    return going;
}

/* "SetEnv NAME value", "proxy_set_header Name "value";": web servers name the pair behind
 * a word of their own. */
static bool is_directive(sl_str word)
{
    static const char *const words[] = {
        "setenv",     "proxy_set_header", "fastcgi_param", "uwsgi_param", "scgi_param",
        "add_header", "grpc_set_header",  "env",           "export",      "set"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq_nocase(word, sl_str_of(words[i])))
            return true;
    return false;
}

/* "requirepass value": two words, as redis and many daemons have it. */
static bool take_words(reading *in, sl_str line)
{
    sl_str rest = line;
    sl_str key = take_word(&rest);
    sl_str value = take_word(&rest);

    in->last = NULL;
    if (is_directive(key) && sl_str_trim(rest).len > 0 &&
        !sl_str_ends(rest, sl_lit("{")))
        return add_pair(in, value, sl_str_drop_end(sl_str_trim(rest), sl_lit(";")));
    if (value.len == 0 || sl_str_trim(without_comment(rest)).len > 0 ||
        sl_str_chr(sl_lit("{}<>#"), value.ptr[value.len - 1]) != SIZE_MAX)
        return true;
    return add_pair(in, key, sl_str_drop_end(value, sl_lit(";")));
}

/* The value of the line before goes on here: its span ends where the line does. */
static void prolong(reading *in, sl_str line)
{
    sl_span span = span_of(in, line);

    if (in->last->value.len == 0)
        in->last->span.start = span.start;
    in->last->span.end = span.end;
    in->last->value = sl_builder_slice(in->builder, in->last->span);
    in->backslashed = sl_str_ends(line, sl_lit("\\"));
}

static bool take_line(reading *in, sl_str raw)
{
    sl_str line = sl_str_trim(raw);
    bool indented = raw.len > 0 && is_blank(raw.ptr[0]);
    size_t cut;

    if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == ';' ||
        line.ptr[0] == '<') {
        in->last = line.len == 0 ? NULL : in->last;
        return true;
    }
    if (in->last && in->backslashed) {
        prolong(in, line);
        return true;
    }
    if (line.ptr[0] == '[' && sl_str_chr(line, ']') != SIZE_MAX &&
        sl_str_chr(line, '=') == SIZE_MAX)
        return take_section(in, line);
    cut = separator(line);
    if (cut == SIZE_MAX && indented && in->last) {
        prolong(in, line);
        return true;
    }
    if (cut == SIZE_MAX)
        return take_words(in, line);
    if (line.ptr[cut] == '=' && inventory_line(line, cut))
        return take_host(in, line);
    return add_pair(in, sl_str_sub(line, 0, cut), sl_str_skip(line, cut + 1));
}

bool sl_ini_read(sl_builder *builder)
{
    reading in = {.builder = builder};
    sl_str rest = sl_str_drop(builder->text, sl_lit("\xEF\xBB\xBF"));
    bool going =
        sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}) != NULL;

    while (going && rest.len > 0)
        going = take_line(&in, sl_line_take(&rest));
    if (in.section)
        sl_builder_leave(builder);
    sl_builder_leave(builder);
    return going;
}
