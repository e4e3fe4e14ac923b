#include "rule/allow.h"

static bool is_id(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_';
}

static sl_str skip_blanks(sl_str text)
{
    while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
        text = sl_str_skip(text, 1);
    return text;
}

/* Takes the rule id at the start of *rest, and the comma behind it; "--" begins the
 * reason. Empty at the end of the list. */
static sl_str take_id(sl_str *rest)
{
    sl_str text = skip_blanks(*rest);
    size_t len = 0;

    while (len < text.len && is_id(text.ptr[len]) &&
           !sl_str_starts(sl_str_skip(text, len), sl_lit("--")))
        len++;
    *rest = skip_blanks(sl_str_skip(text, len));
    if (len > 0 && rest->len > 0 && rest->ptr[0] == ',')
        *rest = sl_str_skip(*rest, 1);
    return sl_str_sub(text, 0, len);
}

/* What follows the "--" in rest, without the end of the comment it stands in. */
static sl_str reason_in(sl_str rest)
{
    size_t dashes = sl_str_find(rest, sl_lit("--"));

    if (dashes == SIZE_MAX || sl_str_starts(sl_str_skip(rest, dashes), sl_lit("-->")))
        return (sl_str){0};
    rest = sl_str_trim(sl_str_skip(rest, dashes + 2));
    rest = sl_str_drop_end(sl_str_drop_end(rest, sl_lit("-->")), sl_lit("*/"));
    return sl_str_trim(rest);
}

bool sl_allow_inline(sl_str line, sl_str rule_id, sl_str *reason)
{
    const sl_str mark = sl_lit("seclint:allow");
    size_t at = sl_str_find(line, mark);
    sl_str rest, id;
    bool allowed;

    if (at == SIZE_MAX)
        return false;
    rest = sl_str_skip(line, at + mark.len);
    if (rest.len > 0 && is_word(rest.ptr[0]))
        return false; /* "seclint:allowed" */
    rest = skip_blanks(sl_str_drop(rest, sl_lit(":")));
    allowed = rest.len == 0 || !is_word(rest.ptr[0]); /* no list: every rule */
    while ((id = take_id(&rest)).len > 0)
        allowed |= sl_str_eq(id, rule_id);
    if (allowed)
        *reason = reason_in(rest);
    return allowed;
}
