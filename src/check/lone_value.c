/* lone_value.c - files that hold one secret and nothing else: what the file is for
 * stands in its name, and the rule's paths say which names these are. */
#include "check/check.h"

#include "text/entropy.h"
#include "text/value.h"

enum { LEAST = 16, MOST = 2048 };

static bool is_one_word(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] <= ' ' || value.ptr[i] == 0x7f)
            return false;
    return true;
}

void sl_check_lone_value(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_str value = sl_str_trim(doc->text);
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, value), .rank = 1};

    hit.secret = hit.span;
    if (value.len >= LEAST && value.len <= MOST && is_one_word(value) &&
        sl_entropy(value) >= 2.8 && !sl_placeholder(value) && !sl_reference(value))
        sl_sink_hit(sink, doc, &hit, "%.*s", sl_fmt(rule->title));
}
