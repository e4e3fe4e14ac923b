/* login.c - files with a login on each line: .netrc (as the ftp(1) manual has it), the
 * .authinfo of Emacs, and .pgpass (the manual of PostgreSQL's libpq). */
#include "doc/reader.h"
#include "text/lines.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next word of text at *at, quotes left out; empty at the end. A comment is
 * passed over. */
static sl_str take_word(sl_str text, size_t *at)
{
    size_t start, end;

    while (*at < text.len && (is_blank(text.ptr[*at]) || text.ptr[*at] == '#')) {
        if (text.ptr[*at] == '#')
            while (*at < text.len && text.ptr[*at] != '\n')
                ++*at;
        else
            ++*at;
    }
    start = end = *at;
    if (start < text.len && text.ptr[start] == '"') {
        for (end = ++start; end < text.len && text.ptr[end] != '"';)
            end++;
        *at = end < text.len ? end + 1 : end;
        return sl_str_sub(text, start, end);
    }
    while (end < text.len && !is_blank(text.ptr[end]))
        end++;
    *at = end;
    return sl_str_sub(text, start, end);
}

static bool add(sl_builder *builder, sl_str key, sl_str value)
{
    sl_builder_key(builder, key, (sl_span){0});
    return sl_builder_scalar(builder, value, sl_span_in(builder->text, value)) != NULL;
}

/* "machine" and "default" begin an entry, "macdef" a script up to an empty line. */
static bool read_netrc(sl_builder *builder)
{
    static const char *const names[] = {"machine", "login",   "user",
                                        "port",    "account", "password"};
    sl_str text = builder->text;
    size_t outside = builder->depth;
    size_t at = 0;

    for (;;) {
        sl_str word = take_word(text, &at);
        bool begins =
            sl_str_eq(word, sl_lit("machine")) || sl_str_eq(word, sl_lit("default"));

        if (word.len == 0)
            break;
        if (begins && builder->depth > outside)
            sl_builder_leave(builder);
        if (begins && !sl_builder_enter(builder, SL_NODE_MAP, sl_span_in(text, word)))
            return false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (!sl_str_eq(word, sl_str_of(names[i])))
                continue;
            if (!add(builder, word, take_word(text, &at)))
                return false;
            break;
        }
    }
    if (builder->depth > outside)
        sl_builder_leave(builder);
    return true;
}

/* The field that ends at an unescaped ':'. */
static sl_str take_field(sl_str *line)
{
    size_t end = 0;
    sl_str field;

    while (end < line->len && line->ptr[end] != ':')
        end += line->ptr[end] == '\\' ? 2 : 1;
    field = sl_str_sub(*line, 0, end);
    *line = sl_str_skip(*line, end + 1);
    return field;
}

static bool read_pgpass(sl_builder *builder)
{
    static const char *const names[] = {"host", "port", "database", "user"};
    sl_str rest = builder->text;

    while (rest.len > 0) {
        sl_str line = sl_str_trim(sl_line_take(&rest));

        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (!sl_builder_enter(builder, SL_NODE_MAP, sl_span_in(builder->text, line)))
            return false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (!add(builder, sl_str_of(names[i]), take_field(&line)))
                return false;
        if (!add(builder, sl_lit("password"), line))
            return false;
        sl_builder_leave(builder);
    }
    return true;
}

/* The first line tells the two apart: only a .pgpass has four ':' in one word. */
static bool is_pgpass(sl_str text)
{
    size_t at = 0, colons = 0;
    sl_str word = take_word(text, &at);

    for (size_t i = 0; i < word.len; i++)
        colons += word.ptr[i] == ':';
    return colons >= 4;
}

bool sl_login_read(sl_builder *builder)
{
    bool going =
        sl_builder_enter(builder, SL_NODE_SEQ, (sl_span){0, builder->text.len}) &&
        (is_pgpass(builder->text) ? read_pgpass(builder) : read_netrc(builder));

    sl_builder_leave(builder);
    return going;
}
