#include "doc/look.h"

#include "doc/json_token.h"
#include "text/env.h"
#include "text/lines.h"

static bool is_upper(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool in(char c, const char *set)
{
    return sl_str_chr(sl_str_of(set), c) != SIZE_MAX;
}

size_t sl_line_indent(sl_str line)
{
    size_t columns = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == ' ')
            columns++;
        else if (line.ptr[i] == '\t')
            columns += 4 - columns % 4;
        else
            break;
    }
    return columns;
}

static bool is_assignment(sl_str line)
{
    size_t at = 0;

    line = sl_str_drop(line, sl_lit("export "));
    while (at < line.len &&
           (is_upper(line.ptr[at]) || (at > 0 && is_digit(line.ptr[at]))))
        at++;
    return at > 0 && at < line.len && line.ptr[at] == '=';
}

static bool in_key(char c)
{
    return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z') ||
           in(c, "-./:$<>{}*&!@%+~");
}

/* Index of the colon behind the key that line begins with, or SIZE_MAX. */
static size_t key_end(sl_str line)
{
    bool quoted = line.len > 0 && in(line.ptr[0], "\"'");
    size_t at = quoted ? sl_json_string_end(line, 0) + 1 : 0;

    for (; at < line.len; at++) {
        bool ends = at + 1 == line.len || in(line.ptr[at + 1], " \t\r\n");

        if (line.ptr[at] == ':' && ends)
            return at > 0 ? at : SIZE_MAX;
        if (quoted || !in_key(line.ptr[at]))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

sl_line_look sl_look_at_line(sl_str line)
{
    bool item = false;

    line = sl_str_trim(line);
    if (line.len == 0)
        return SL_LINE_BLANK;
    if (line.ptr[0] == '#')
        return SL_LINE_REMARK;
    if (is_assignment(line))
        return SL_LINE_ASSIGNMENT;
    while (sl_str_starts(line, sl_lit("- "))) {
        item = true;
        line = sl_str_trim(sl_str_skip(line, 2));
    }
    if (key_end(line) != SIZE_MAX)
        return SL_LINE_KEY;
    if (item || sl_str_eq(line, sl_lit("-")) || sl_str_starts(line, sl_lit("---")) ||
        sl_str_eq(line, sl_lit("...")) || in(line.ptr[0], "]}"))
        return SL_LINE_ITEM;
    return SL_LINE_OTHER;
}

bool sl_looks_like_json(sl_str text)
{
    bool unclosed;
    size_t at = sl_json_blank_end(text, 0, &unclosed);
    size_t next = sl_json_blank_end(text, at + 1, &unclosed);
    char c = next < text.len ? text.ptr[next] : ' ';

    if (next >= text.len)
        return false;
    if (sl_ellipsis_end(text, next) > 0)
        return in(text.ptr[at], "{[");
    if (text.ptr[at] == '{')
        return in(c, "\"'") || sl_str_starts(sl_str_skip(text, next), sl_lit("{%")) ||
               sl_str_starts(sl_str_skip(text, next), sl_lit("%{"));
    /* "[[x]]" is a table of TOML, or a link */
    return text.ptr[at] == '[' && in(c, next > at + 1 ? "\"{[" : "\"{");
}

/* Items that stand for nothing else, names in capitals, no value of several words. */
static bool is_dotenv(sl_str text)
{
    sl_env_reader reader = sl_env_open(text);
    sl_env_item item;
    size_t pairs = 0;
    const char *json_end = text.ptr;

    while (sl_env_next(&reader, &item)) {
        bool json = item.kind == SL_ENV_PAIR && reader.json > 0;

        if (json)
            json_end = reader.rest.ptr + reader.json;
        if (item.kind == SL_ENV_COMMENT)
            continue;
        if (item.kind == SL_ENV_ORPHAN && item.value.ptr < json_end)
            continue;
        if (item.kind != SL_ENV_PAIR || !is_upper(item.name.ptr[0]))
            return false;
        if (item.quote == 0 && !json && !sl_looks_like_json(item.value) &&
            sl_str_chr(item.value, ' ') != SIZE_MAX)
            return false;
        pairs++;
    }
    return pairs > 0;
}

/* Keys and items at the left margin, and nothing left of it. */
static bool is_yaml(sl_str text)
{
    size_t margin = SIZE_MAX;

    while (text.len > 0) {
        sl_str line = sl_line_take(&text);
        sl_line_look look = sl_look_at_line(line);
        size_t indent = sl_line_indent(line);

        if (look == SL_LINE_BLANK || look == SL_LINE_REMARK)
            continue;
        if (margin == SIZE_MAX) {
            if (look != SL_LINE_KEY && !sl_str_starts(line, sl_lit("---")))
                return false;
            margin = indent;
        }
        if (indent < margin ||
            (indent == margin && look != SL_LINE_KEY && look != SL_LINE_ITEM))
            return false;
    }
    return margin != SIZE_MAX;
}

sl_doc_kind sl_look_at_text(sl_str text)
{
    if (sl_looks_like_json(text))
        return SL_DOC_JSON;
    if (is_yaml(text))
        return SL_DOC_YAML;
    return is_dotenv(text) ? SL_DOC_DOTENV : SL_DOC_TEXT;
}

sl_doc_kind sl_kind_of_language(sl_str language)
{
    static const struct {
        const char *name;
        sl_doc_kind kind;
    } names[] = {
        {"json", SL_DOC_JSON},     {"jsonc", SL_DOC_JSON},
        {"json5", SL_DOC_JSON},    {"jsonnet", SL_DOC_TEXT},
        {"yaml", SL_DOC_YAML},     {"yml", SL_DOC_YAML},
        {"env", SL_DOC_DOTENV},    {".env", SL_DOC_DOTENV},
        {"dotenv", SL_DOC_DOTENV}, {"hcl", SL_DOC_HCL},
        {"terraform", SL_DOC_HCL}, {"tf", SL_DOC_HCL},
        {"tofu", SL_DOC_HCL},      {"toml", SL_DOC_TOML},
        {"ini", SL_DOC_INI},       {"properties", SL_DOC_PROPERTIES},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq_nocase(language, sl_str_of(names[i].name)))
            return names[i].kind;
    return SL_DOC_TEXT;
}
