#include "rule/trace.h"

#include "base/buf.h"

#include <stdarg.h>

static const char *const names[SL_GATE_KINDS] = {
    [SL_GATE_PATH] = "path",       [SL_GATE_LITERAL] = "literal",
    [SL_GATE_PATTERN] = "pattern", [SL_GATE_PLACEHOLDER] = "placeholder",
    [SL_GATE_ENTROPY] = "entropy", [SL_GATE_VALUE] = "value",
    [SL_GATE_MODEL] = "model",     [SL_GATE_VERDICT] = "verdict",
    [SL_GATE_PARTS] = "parts",     [SL_GATE_FOUND] = "found",
};

const char *sl_gate_name(sl_gate_kind gate)
{
    return (unsigned)gate < SL_GATE_KINDS ? names[gate] : "unknown";
}

void sl_trace_document(sl_trace *trace, sl_doc *doc)
{
    sl_span line = {0};
    size_t number = 1;

    if (!trace)
        return;
    trace->paused = trace->met || !sl_str_eq(doc->blob->path, trace->path) ||
                    (doc->blob->origin != SL_ORIGIN_WORKTREE &&
                     doc->blob->origin != SL_ORIGIN_FILE);
    if (trace->paused)
        return;
    trace->met = true;
    for (size_t i = 0; i < doc->text.len && number < trace->line; i++) {
        if (doc->text.ptr[i] != '\n')
            continue;
        number++;
        line.start = i + 1;
    }
    trace->seen = number == trace->line && (line.start < doc->text.len || number == 1);
    if (!trace->seen)
        return;
    line.end = line.start;
    while (line.end < doc->text.len && doc->text.ptr[line.end] != '\n')
        line.end++;
    trace->span = line;
}

static sl_step *step_of(sl_trace *trace, const sl_rule *rule)
{
    for (size_t i = 0; i < trace->steps.len; i++)
        if (trace->steps.at[i].rule == rule)
            return &trace->steps.at[i];
    return NULL;
}

void sl_trace_step(sl_trace *trace, const sl_rule *rule, sl_span where,
                   sl_gate_kind gate, const char *format, ...)
{
    sl_buf text = {0};
    sl_step *step;
    va_list args;

    if (!trace || !trace->seen || trace->paused || where.start > trace->span.end ||
        where.end < trace->span.start)
        return;
    step = step_of(trace, rule);
    if (step && step->gate >= gate)
        return;
    if (!step)
        step = sl_vec_push(&trace->steps);
    va_start(args, format);
    sl_buf_vprintf(&text, format, args);
    va_end(args);
    *step = (sl_step){
        .rule = rule,
        .gate = gate,
        .column =
            where.start > trace->span.start ? where.start - trace->span.start + 1 : 1,
        .text = sl_arena_str(&trace->arena, sl_buf_str(&text)),
    };
    sl_buf_free(&text);
}

void sl_trace_pause(sl_trace *trace)
{
    if (trace)
        trace->paused = true;
}

void sl_trace_forget(sl_trace *trace, const sl_rule *rule)
{
    sl_step *step = step_of(trace, rule);

    if (step)
        step->gate = SL_GATE_PATH;
}

void sl_trace_free(sl_trace *trace)
{
    sl_vec_free(&trace->steps);
    sl_arena_free(&trace->arena);
}
