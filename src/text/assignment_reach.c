/* assignment_reach.c - how much of a text decides about one assignment. */
#include "text/assigned.h"

enum { NEAR = 600 /* bytes in which the line must end */ };

static char last_of(sl_str text)
{
    return text.len > 0 ? text.ptr[text.len - 1] : '\n';
}

static sl_str without_tail(sl_str text, sl_str chars)
{
    while (text.len > 0 && sl_str_chr(chars, last_of(text)) != SIZE_MAX)
        text.len--;
    return text;
}

/* A name in quotes may be an attribute's value, and the tag goes on. */
static bool in_quotes(sl_str behind)
{
    while (behind.len > 0 && behind.ptr[0] == '\\')
        behind = sl_str_skip(behind, 1);
    if (behind.len == 0 || sl_str_chr(sl_lit("\"'`"), behind.ptr[0]) == SIZE_MAX)
        return false;
    behind = sl_str_skip(behind, 1);
    while (behind.len > 0 && (behind.ptr[0] == ']' || behind.ptr[0] == '}'))
        behind = sl_str_skip(behind, 1);
    return behind.len > 0 && sl_str_chr(sl_lit(" \t>["), behind.ptr[0]) != SIZE_MAX;
}

/* A bracket that is not closed, or three quotes that begin a text of many lines. */
static bool stays_open(sl_str behind)
{
    bool open = false, closed = false;
    size_t same = 0; /* quotes of one kind in a row */
    char before = 0;

    for (size_t i = 0; i < behind.len; i++) {
        char c = behind.ptr[i];

        open = open || c == '[';
        closed = closed || (open && c == ']');
        if (c != '"' && c != '\'' && c != '`')
            same = 0;
        else if (++same > 1 && c != before)
            same = 1;
        if (same == 3)
            return true;
        before = c;
    }
    return open && !closed;
}

/* name = (, name:(, name => (; and no name( or name (. */
static bool behind_sign(sl_str head)
{
    head = without_tail(head, sl_lit(" \t"));
    return head.len > 0 && !sl_assigned_is_word(last_of(head));
}

/* Does a bracket open a list of bytes: {0x1f, (-12, {(byte)3, or nothing yet? */
static bool opens_bytes(sl_str behind)
{
    char c = sl_str_at(behind, sl_assigned_blanks(behind, 0));

    return (c >= '0' && c <= '9') || c == '-' || c == '(' || c == '\0' || c == '\r';
}

/* = {0x1f, and no end of it */
static bool in_list(sl_str head)
{
    for (size_t i = sl_str_chr(head, '='); i < head.len; i++)
        if (sl_str_chr(sl_lit("{(["), head.ptr[i]) != SIZE_MAX &&
            opens_bytes(sl_str_skip(head, i + 1)))
            return sl_str_chr(sl_str_skip(head, i), '}') == SIZE_MAX;
    return false;
}

/* May the first of a value's pieces end the line? */
static bool ends_in_piece(sl_str behind)
{
    return sl_str_chr(sl_lit("\"'`+.&\\"),
                      last_of(without_tail(behind, sl_lit(" \t\r")))) != SIZE_MAX;
}

/* May what is read behind a name go beyond the end of its line? behind: up to there. */
static bool leaves_line(sl_str behind)
{
    sl_str head = without_tail(behind, sl_lit(" \t\r"));
    char last = last_of(head);

    if (last == '=' || last == ':' || last == '>') /* the value has the next line */
        return true;
    if (last == '(' && behind_sign(sl_str_sub(head, 0, head.len - 1)))
        return true;
    if (last_of(behind) == '\\' || stays_open(behind)) /* a literal goes on */
        return true;
    if ((last == '{' || last == ',') && in_list(head)) /* of bytes */
        return true;
    head = without_tail(head, sl_lit(" \t\r{:")); /* name() { return "v"; } */
    return sl_str_ends(head, sl_lit("()")) || in_quotes(behind);
}

/* How far is read behind a line that ends at text[end]: a piece of its value may follow,
 * which shows in the first byte that is no blank. SIZE_MAX if one may begin there. */
static size_t past_line(sl_str text, sl_str behind, size_t end)
{
    size_t next = end + 1;

    if (!ends_in_piece(behind))
        return next;
    while (next < text.len && sl_str_chr(sl_lit(" \t\r"), text.ptr[next]) != SIZE_MAX)
        next++;
    if (sl_str_chr(sl_lit("\"'`+.&"), sl_str_at(text, next)) != SIZE_MAX)
        return SIZE_MAX;
    return next + 1;
}

size_t sl_assignment_reach(sl_str text, size_t at)
{
    size_t end = sl_str_chr(sl_str_sub(text, at, at + NEAR), '\n');
    sl_span name = sl_assigned_name(text, at);
    sl_str behind;
    size_t reach;

    if (end == SIZE_MAX || sl_assigned_in_tag(text, name.start))
        return SIZE_MAX;
    if (name.end <= name.start)
        return end + 1;
    behind = sl_str_sub(text, name.end, at + end);
    reach = leaves_line(behind) ? SIZE_MAX : past_line(text, behind, at + end);
    return reach == SIZE_MAX ? reach : reach - at;
}

size_t sl_assignment_before(sl_str text, size_t at)
{
    size_t most = at < SL_ASSIGNMENT_BEFORE ? at : SL_ASSIGNMENT_BEFORE;
    size_t before = 0;

    if ((sl_str_at(text, at) | 0x20) == 'i') /* identified: how the statement began */
        return SL_ASSIGNMENT_BEFORE;
    while (before < most)
        if (text.ptr[at - ++before] == '\n')
            return before;
    return SL_ASSIGNMENT_BEFORE;
}
