#include "rule/allow.h"

static bool id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ',';
}

/* The list of ids at the start of text; ends before "--". */
static sl_str id_list(sl_str text)
{
    size_t len = 0;

    while (len < text.len && id_char(text.ptr[len]) &&
           !sl_str_starts(sl_str_skip(text, len), sl_lit("--")))
        len++;
    return sl_str_sub(text, 0, len);
}

static bool listed(sl_str list, sl_str id)
{
    while (list.len > 0) {
        sl_str one = list;

        if (!sl_str_split(list, ',', &one, &list))
            list.len = 0;
        if (sl_str_eq(one, id))
            return true;
    }
    return false;
}

bool sl_allow_inline(sl_str line, sl_str rule_id, sl_str *reason)
{
    const sl_str mark = sl_lit("seclint:allow");
    size_t at = sl_str_find(line, mark);
    sl_str rest, ids;
    size_t dashes;

    if (at == SIZE_MAX)
        return false;
    rest = sl_str_skip(line, at + mark.len);
    if (rest.len > 0 && rest.ptr[0] == ':')
        rest = sl_str_skip(rest, 1);
    rest = sl_str_trim(rest);
    ids = id_list(rest);
    dashes = sl_str_find(rest, sl_lit("--"));
    *reason = dashes == SIZE_MAX ? (sl_str){0} : sl_str_trim(sl_str_skip(rest, dashes + 2));
    return ids.len == 0 || listed(ids, rule_id);
}
