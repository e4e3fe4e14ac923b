/* assigned_default.c - values that hold where nobody sets another one. */
#include "text/assigned.h"

#include "text/reference.h"

enum { MAX_EXPRESSION = 200 /* bytes between a separator and a default */ };

/* Is there a mark at line[at] behind which a default may stand? Its length, or 0.
 * chosen: a '?' stands in front. */
static size_t default_mark(sl_str line, size_t at, bool chosen)
{
    static const char *const marks[] = {"|| ", "?? ", "or ",       ", ",
                                        "? ",  ": ",  ", default="};
    sl_str rest = sl_str_skip(line, at);

    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        sl_str mark = sl_str_of(marks[m]);

        if (!sl_str_starts(rest, mark) ||
            !sl_assigned_is_quote(sl_str_at(rest, mark.len)))
            continue;
        if (mark.ptr[0] == ',' && mark.len == 2 &&
            sl_str_find_nocase(sl_str_sub(line, 0, at), sl_lit("env")) == SIZE_MAX)
            return 0; /* any second argument */
        if (mark.ptr[0] == ':' && !chosen)
            return 0; /* any pair */
        return mark.len;
    }
    return 0;
}

bool sl_assigned_fallback(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str line = sl_str_sub(text, at, at + MAX_EXPRESSION);
    bool chosen = false;

    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        size_t mark;

        if (c == '\n' || c == ';')
            return false;
        if (c != '|' && c != '?' && c != 'o' && c != ',' && c != ':')
            continue;
        mark = default_mark(line, i, chosen);
        chosen = chosen || (c == '?' && sl_str_at(line, i + 1) == ' ');
        if (mark == 0)
            continue;
        out->tie = SL_TIE_DEFAULT;
        return sl_assigned_quoted(text, at + i + mark, out, end);
    }
    return false;
}

/* ${NAME:v} and ${NAME:-v}: what is taken where nobody sets the name. */
static bool set_otherwise(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str rest = sl_str_sub(text, at, at + MAX_EXPRESSION);
    size_t close;

    if (sl_str_at(text, at) != '$' || sl_str_at(text, at + 1) != '{')
        return false;
    close = sl_str_chr(sl_str_sub(rest, 0, sl_str_chr(rest, '\n')), '}');
    if (close == SIZE_MAX)
        return false;
    rest = sl_reference_default(sl_str_sub(rest, 0, close + 1));
    if (rest.len == 0)
        return false;
    out->value = rest;
    out->quoted = true;
    *end = at + close + 1;
    return true;
}

/* Where the literal of default "v", default('v') or d('v') begins at tag[at], or
 * SIZE_MAX. */
static size_t past_filter(sl_str tag, size_t at)
{
    static const char *const filters[] = {"default ", "default(", "| d(", "|d("};

    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        sl_str filter = sl_str_of(filters[i]);

        if (!sl_str_starts(sl_str_skip(tag, at), filter))
            continue;
        at = sl_assigned_blanks(tag, at + filter.len);
        return sl_assigned_is_quote(sl_str_at(tag, at)) ? at : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* Where the literal begins that holds otherwise: that of a filter, else the one behind
 * an expression. SIZE_MAX if there is none. */
static size_t default_of_tag(sl_str tag)
{
    bool lookup = sl_str_has(tag, sl_lit("lookup(")); /* ('env', 'NAME') of Ansible */
    size_t mark;

    for (size_t i = 2; i < tag.len; i++)
        if ((mark = past_filter(tag, i)) != SIZE_MAX)
            return mark;
    for (size_t i = 2; !lookup && i < tag.len; i++)
        if ((mark = default_mark(tag, i, false)) > 0)
            return i + mark;
    return SIZE_MAX;
}

/* {{ ... }} and <% ... %> on one line. */
static bool in_template(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str tag = sl_str_sub(text, at, at + SL_MAX_ASSIGNED_LINE);
    bool braces = sl_str_starts(tag, sl_lit("{{"));
    size_t close, quote;

    if (!braces && !sl_str_starts(tag, sl_lit("<%")))
        return false;
    tag = sl_str_sub(tag, 0, sl_str_chr(tag, '\n'));
    close = sl_str_find(tag, braces ? sl_lit("}}") : sl_lit("%>"));
    if (close == SIZE_MAX)
        return false;
    tag = sl_str_sub(tag, 0, close);
    quote = default_of_tag(tag);
    if (quote == SIZE_MAX || !sl_assigned_quoted(tag, quote, out, end))
        return false;
    *end = at + close + 2;
    return true;
}

bool sl_assigned_expansion(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    if (!set_otherwise(text, at, out, end) && !in_template(text, at, out, end))
        return false;
    out->tie = SL_TIE_DEFAULT;
    return true;
}

sl_str sl_assignment_default(sl_str value)
{
    sl_assignment inner = {0};
    size_t end;

    return in_template(value, 0, &inner, &end) ? inner.value
                                               : sl_reference_default(value);
}
