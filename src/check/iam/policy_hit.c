#include "check/iam/policy_hit.h"

#include "check/setting.h"

#include <stdarg.h>

enum { MAX_QUOTE = 80 };

sl_span sl_policy_span(const sl_node *node)
{
    bool keyed = node->key_span.end > node->key_span.start;
    sl_span span = keyed && node->type != SL_NODE_SCALAR ? node->key_span : node->span;

    if (span.end == span.start && keyed)
        return node->key_span;
    if (node->type == SL_NODE_MAP && !keyed) /* a statement: not all of its lines */
        span.end = span.start + (span.end > span.start);
    return span;
}

sl_span sl_policy_key_span(const sl_node *node)
{
    return node->key_span.end > node->key_span.start ? node->key_span
                                                     : sl_policy_span(node);
}

sl_str sl_policy_quote(const sl_node *node)
{
    return sl_str_sub(node->value, 0, MAX_QUOTE);
}

static sl_level lowered(const sl_policy_view *view, sl_level level)
{
    if (level == SL_LEVEL_OFF)
        level = view->rule->level;
    if (sl_setting_of(view->doc->blob->path) == SL_SETTING_TRIAL &&
        level > SL_LEVEL_NOTE)
        level--;
    return level;
}

static void leave(const sl_policy_view *view, const sl_hit *hit, const char *format,
                  va_list args)
{
    sl_buf message = {0};

    sl_buf_vprintf(&message, format, args);
    sl_sink_hit(view->sink, view->doc, hit, "%s", message.ptr ? message.ptr : "");
    sl_buf_free(&message);
}

void sl_policy_hit(const sl_policy_view *view, const sl_node *node, sl_level level,
                   const char *format, ...)
{
    sl_hit hit = {
        .rule = view->rule,
        .level = lowered(view, level),
        .span = sl_policy_span(node),
    };
    va_list args;

    va_start(args, format);
    leave(view, &hit, format, args);
    va_end(args);
}

void sl_policy_hit_at(const sl_policy_view *view, sl_span span, sl_level level,
                      const sl_hit_part *parts, size_t parts_len, const char *format,
                      ...)
{
    sl_hit_part *kept = sl_arena_calloc(view->doc->arena, parts_len, sizeof *kept);
    sl_hit hit = {
        .rule = view->rule,
        .level = lowered(view, level),
        .span = span,
        .parts = kept,
        .parts_len = parts_len,
    };
    va_list args;

    for (size_t i = 0; i < parts_len; i++)
        kept[i] = parts[i];
    va_start(args, format);
    leave(view, &hit, format, args);
    va_end(args);
}
