/* assigned_markup.c - values that markup ties to a name: elements, tags, cells of tables,
 * fields of pages. */
#include "text/assigned.h"

#include <string.h>

enum { MAX_TAG = 160, MAX_PADDING = 24 };

/* The byte so many in front of text[name]. */
static char in_front(sl_str text, size_t name, size_t back)
{
    return name >= back ? text.ptr[name - back] : '\0';
}

/* <key>NAME</key> and an element: an entry of a property list. */
static bool is_entry(sl_str behind)
{
    static const char *const values[] = {"<string", "<dict",    "<array", "<true",
                                         "<false",  "<integer", "<real"};

    if (!sl_str_starts(behind, sl_lit("</key>")))
        return false;
    behind = sl_str_trim(sl_str_sub(behind, sl_lit("</key>").len, MAX_TAG));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (sl_str_starts(behind, sl_str_of(values[i])))
            return true;
    return false;
}

bool sl_assigned_element(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    size_t stop = at;

    while (stop < text.len && stop - at < SL_MAX_ASSIGNED && text.ptr[stop] != '<')
        stop++;
    if (sl_str_at(text, stop) != '<' || sl_str_at(text, stop + 1) != '/' ||
        is_entry(sl_str_skip(text, stop)))
        return false;
    out->value = sl_str_trim(sl_str_sub(text, at, stop));
    out->quoted = true;
    *end = stop;
    if (sl_str_starts(out->value, sl_lit("{")) && sl_str_ends(out->value, sl_lit("}")))
        return false; /* an expression of JSX or of a template */
    return out->value.len > 0;
}

bool sl_assigned_tag(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str tag = sl_str_sub(text, at, at + MAX_TAG);
    size_t close = sl_str_chr(tag, '>');
    size_t value;

    tag = sl_str_sub(tag, 0, close);
    value = sl_str_find_nocase(tag, sl_lit("value="));
    if (value == SIZE_MAX)
        value = sl_str_find_nocase(tag, sl_lit("content="));
    if (value != SIZE_MAX && sl_str_chr(sl_str_sub(tag, 0, value), '<') == SIZE_MAX)
        return sl_assigned_quoted(
            text, at + value + sl_str_chr(sl_str_skip(tag, value), '=') + 1, out, end);
    return close != SIZE_MAX && sl_str_chr(tag, '<') == SIZE_MAX &&
           (close == 0 || tag.ptr[close - 1] != '/') &&
           sl_assigned_element(text, at + close + 1, out, end);
}

bool sl_assigned_field(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    static const char *const calls[] = {".type(",     ".fill(", ".send_keys(",
                                        ".sendKeys(", ".val(",  ".setValue("};
    sl_str rest = sl_str_skip(text, at);

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (!sl_str_starts(rest, sl_str_of(calls[i])))
            continue;
        out->tie = SL_TIE_COMPARED;
        return sl_assigned_quoted(text, at + strlen(calls[i]), out, end);
    }
    return false;
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* The text without blanks and the signs that set it off, at both ends. */
static sl_str bare_cell(sl_str cell)
{
    while (cell.len > 0 && is_one_of(cell.ptr[0], " \t`*"))
        cell = sl_str_skip(cell, 1);
    while (cell.len > 0 && is_one_of(cell.ptr[cell.len - 1], " \t`*"))
        cell.len--;
    return cell;
}

/* One of the words of a pattern: "(Get|PassOn|Push2)". A table without blanks begins its
 * line with a bar. */
static bool is_choice(sl_str text, size_t name, size_t at)
{
    enum { NEAR = 48 };
    sl_str head = sl_str_sub(text, name > NEAR ? name - NEAR : 0, name);
    size_t line = sl_str_rchr(head, '\n');

    if (in_front(text, name, 1) != '|' || !sl_assigned_is_word(sl_str_at(text, at)) ||
        !sl_assigned_is_word(in_front(text, name, 2)))
        return false;
    if (line == SIZE_MAX && name > NEAR)
        return true;
    head = sl_str_trim(sl_str_skip(head, line == SIZE_MAX ? 0 : line + 1));
    return sl_str_at(head, 0) != '|';
}

bool sl_assigned_cell(sl_str text, size_t name, size_t at, sl_assignment *out,
                      size_t *end)
{
    sl_str line = sl_str_sub(text, at, at + SL_MAX_ASSIGNED_LINE);
    size_t back = 1;

    while (back < MAX_PADDING && is_one_of(in_front(text, name, back), " \t`*"))
        back++;
    if (in_front(text, name, back) != '|')
        return false;
    if (is_choice(text, name, at))
        return false;
    line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
    out->value = bare_cell(sl_str_trim(sl_str_sub(line, 0, sl_str_chr(line, '|'))));
    out->quoted = true;
    *end = at;
    return out->value.len > 0;
}

bool sl_assigned_column(sl_str text, size_t name, size_t at, sl_assignment *out,
                        size_t *end)
{
    sl_str line = sl_str_sub(text, at, at + MAX_TAG);
    size_t open, close;

    line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
    if (in_front(text, name, 1) != '>' || !sl_str_starts_nocase(line, sl_lit("/td>")))
        return false;
    open = sl_str_find_nocase(line, sl_lit("<td"));
    close = open == SIZE_MAX ? open : sl_str_chr(sl_str_skip(line, open), '>');
    if (close == SIZE_MAX)
        return false;
    line = sl_str_skip(line, open + close + 1);
    out->value = sl_str_trim(sl_str_sub(line, 0, sl_str_chr(line, '<')));
    out->quoted = true;
    *end = at;
    return sl_str_chr(line, '<') != SIZE_MAX && out->value.len > 0;
}
