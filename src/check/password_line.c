/* password_line.c - files of logins, one a line, with the password behind the rest: what
 * the file is for stands in its name, and the rule's paths say which names these are. */
#include "check/check.h"

#include "check/leaf.h"

/* The last word of line without quotes, "*" (any address) left out; of a:b:c the last
 * part. Empty: the line has but one. */
static sl_str last_part(sl_str line)
{
    sl_str all = line;
    size_t at;

    line = sl_str_trim(sl_str_drop_end(line, sl_lit("*")));
    if (line.len > 1 && line.ptr[line.len - 1] == '"') {
        line.len--;
        at = sl_str_rchr(line, '"');
        return sl_str_skip(line, at == SIZE_MAX ? 0 : at + 1);
    }
    at = line.len;
    while (at > 0 && sl_str_chr(sl_lit(" \t:"), line.ptr[at - 1]) == SIZE_MAX)
        at--;
    return at == 0 && line.len == all.len ? sl_lit("") : sl_str_skip(line, at);
}

void sl_check_password_line(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_str rest = doc->text;

    while (rest.len > 0 && !sink->full) {
        sl_str line = sl_str_trim(sl_str_line(&rest));
        sl_str password;
        sl_hit hit = {.rule = rule};
        sl_worth worth;

        if (line.len == 0 || sl_str_chr(sl_lit("#;"), line.ptr[0]) != SIZE_MAX ||
            sl_str_ends(line, sl_lit(">"))) /* a slot for a password */
            continue;
        password = last_part(line);
        worth = sl_pair_worth(sl_lit("password"), password, NULL);
        if (worth == SL_WORTH_NONE)
            continue;
        hit.span = hit.secret = sl_span_in(doc->text, password);
        hit.level = worth == SL_WORTH_WEAK ? SL_LEVEL_NOTE : rule->level;
        sl_sink_hit(sink, doc, &hit, "%.*s", sl_fmt(rule->title));
    }
}
