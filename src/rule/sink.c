#include "rule/sink.h"

#include "base/limits.h"
#include "text/veil.h"

#include <stdarg.h>
#include <string.h>

enum { MAX_MESSAGE = 512 };

void sl_sink_hit(sl_sink *sink, const sl_doc *doc, const sl_hit *hit,
                 const char *format, ...)
{
    sl_buf message = {0};
    sl_hit *kept;
    va_list args;

    sink->full = sink->full || sink->hits.len >= SL_MAX_HITS_PER_BLOB;
    if (sink->full && !sl_hit_is_secret(hit))
        return;
    kept = sl_vec_push(&sink->hits);
    va_start(args, format);
    sl_buf_vprintf(&message, format, args);
    va_end(args);
    *kept = *hit;
    kept->message =
        sl_arena_str(doc->arena, sl_str_sub(sl_buf_str(&message), 0, MAX_MESSAGE));
    if (kept->level == SL_LEVEL_OFF)
        kept->level = hit->rule->level;
    sl_buf_free(&message);
}

bool sl_sink_spend(sl_sink *sink, const sl_doc *doc, size_t steps)
{
    if (sink->steps > SL_MAX_CHECK_STEPS)
        return false;
    sink->steps =
        steps > SL_MAX_CHECK_STEPS ? SL_MAX_CHECK_STEPS + 1 : sink->steps + steps;
    if (sink->steps > SL_MAX_CHECK_STEPS)
        sl_sink_notice(sink, doc->blob->path, "policies too large to be judged in full",
                       true);
    return sink->steps <= SL_MAX_CHECK_STEPS;
}

void sl_sink_line(sl_sink *sink, sl_line_kind kind, sl_span span, sl_str text,
                  bool commented)
{
    *sl_vec_push(&sink->pending) = (sl_span_fact){kind, span, text, commented};
}

void sl_sink_aws(sl_sink *sink, sl_span span, const sl_aws_fact *fact)
{
    if (sink->pending_aws.len < SL_MAX_AWS_FACTS)
        *sl_vec_push(&sink->pending_aws) = (sl_span_aws){span, *fact};
}

void sl_sink_intent(sl_sink *sink, sl_span span)
{
    if (sink->intent.end == sink->intent.start)
        sink->intent = span;
}

/* What these texts quote was not looked at by any rule. */
static sl_str veiled(sl_sink *sink, sl_str text)
{
    sl_buf buf = {0};
    sl_str out;

    sl_veil(text, &buf);
    out = sl_arena_str(&sink->arena, sl_buf_str(&buf));
    sl_buf_free(&buf);
    return out;
}

static void about(sl_sink *sink, const sl_rule *rule, sl_level level,
                  const sl_place *place, const char *format, va_list args)
{
    sl_finding *finding = sl_vec_push(&sink->findings);
    sl_buf message = {0};

    sl_buf_vprintf(&message, format, args);
    finding->rule = rule;
    finding->level = level == SL_LEVEL_OFF ? rule->level : level;
    finding->message = veiled(sink, sl_buf_str(&message));
    finding->place = *place;
    finding->origins = 1u << place->origin;
    sl_buf_free(&message);
}

void sl_sink_at(sl_sink *sink, const sl_rule *rule, sl_level level,
                const sl_place *place, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    about(sink, rule, level, place, format, args);
    va_end(args);
}

void sl_sink_between(sl_sink *sink, const sl_rule *rule, sl_level level,
                     const sl_spot *spot, const char *format, ...)
{
    size_t len = spot->related_len;
    sl_related *kept = sl_arena_calloc(&sink->arena, len, sizeof *kept);
    va_list args;

    va_start(args, format);
    about(sink, rule, level, spot->place, format, args);
    va_end(args);
    for (size_t i = 0; i < len; i++) {
        kept[i] = spot->related[i];
        kept[i].message = sl_arena_str(&sink->arena, spot->related[i].message);
    }
    sink->findings.at[sink->findings.len - 1].related = kept;
    sink->findings.at[sink->findings.len - 1].related_len = len;
}

void sl_sink_about(sl_sink *sink, const sl_rule *rule, sl_level level,
                   const sl_fact *fact, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    about(sink, rule, level, &fact->place, format, args);
    va_end(args);
}

void sl_sink_notice(sl_sink *sink, sl_str subject, const char *text, bool incomplete)
{
    *sl_vec_push(&sink->notices) = (sl_notice){
        sl_arena_str(&sink->arena, subject),
        veiled(sink, sl_str_of(text)),
        incomplete,
    };
}

void sl_sink_free(sl_sink *sink)
{
    sl_vec_free(&sink->findings);
    sl_vec_free(&sink->facts);
    sl_vec_free(&sink->notices);
    sl_vec_free(&sink->lines);
    sl_vec_free(&sink->pending);
    sl_vec_free(&sink->aws);
    sl_vec_free(&sink->pending_aws);
    sl_vec_free(&sink->hits);
    sl_vec_free(&sink->marks);
    sl_vec_free(&sink->candidates);
    sl_arena_free(&sink->arena);
}
