#include "rule/snippet.h"

#include "base/limits.h"

enum { LONG_RUN = 20 };

/* The quoted line being built: bytes of the line, masks, and the marks. */
typedef struct quote {
    sl_str line;
    size_t line_start; /* in doc->text */
    sl_span about;     /* in doc->text, cut to the line */
    const sl_secret_span *secrets;
    size_t len;
    sl_buf out;
    size_t mark_start;
    size_t mark_end;
} quote;

static const sl_secret_span *secret_at(const quote *q, size_t at)
{
    for (size_t i = 0; i < q->len; i++)
        if (q->secrets[i].span.start <= at && at < q->secrets[i].span.end)
            return &q->secrets[i];
    return NULL;
}

static bool is_run(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '+' || c == '_' || c == '-' || c == '=';
}

/* Length of a run at line[i] that may be a secret no rule knows: long, with
 * letters and digits. */
static size_t unknown_run(const quote *q, size_t i)
{
    bool digit = false;
    bool letter = false;
    size_t end = i;

    if (i > 0 && is_run(q->line.ptr[i - 1]))
        return 0;
    while (end < q->line.len && is_run(q->line.ptr[end])) {
        char c = q->line.ptr[end++];

        digit |= c >= '0' && c <= '9';
        letter |= (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
    return digit && letter && end - i >= LONG_RUN ? end - i : 0;
}

static bool overlaps(sl_span a, sl_span b)
{
    return a.start < b.end && b.start < a.end;
}

static void mask(quote *q, size_t keep)
{
    for (size_t i = 0; i < keep; i++)
        if (q->out.ptr[q->out.len - keep + i] < 0x20)
            q->out.ptr[q->out.len - keep + i] = '*';
    sl_buf_add(&q->out, sl_lit("********"));
}

/* Copies the next piece of the line, masked if need be. Returns its length. */
static size_t copy(quote *q, size_t i)
{
    size_t at = q->line_start + i;
    const sl_secret_span *secret = secret_at(q, at);
    size_t run = unknown_run(q, i);
    size_t end;

    if (secret) {
        size_t keep = at == secret->span.start ? secret->keep : 0;

        end = secret->span.end - q->line_start;
        end = end < q->line.len ? end : q->line.len;
        if (keep > (end - i) / 2)
            keep = (end - i) / 2;
        sl_buf_add(&q->out, sl_str_sub(q->line, i, i + keep));
        mask(q, keep);
        return end - i;
    }
    if (run > 0 && !overlaps((sl_span){at, at + run}, q->about)) {
        for (end = i; end < i + run && !secret_at(q, q->line_start + end); end++)
            ;
        mask(q, 0);
        return end - i;
    }
    sl_buf_char(&q->out, q->line.ptr[i]);
    return 1;
}

/* Cuts a long line to a window that begins a little before the mark. */
static sl_snippet cut(sl_arena *arena, const quote *q)
{
    sl_str text = sl_buf_str(&q->out);
    size_t from = 0;
    size_t to;

    if (text.len > SL_MAX_SNIPPET && q->mark_start > SL_MAX_SNIPPET / 3)
        from = q->mark_start - SL_MAX_SNIPPET / 3;
    while (from > 0 && from < text.len && ((uint8_t)text.ptr[from] & 0xc0) == 0x80)
        from++;
    to = from + SL_MAX_SNIPPET < text.len ? from + SL_MAX_SNIPPET : text.len;
    while (to < text.len && to > from && ((uint8_t)text.ptr[to] & 0xc0) == 0x80)
        to--;
    return (sl_snippet){
        .text = sl_arena_str(arena, sl_str_sub(text, from, to)),
        .mark_start = q->mark_start - from,
        .mark_end = (q->mark_end < to ? q->mark_end : to) - from,
    };
}

/* The part of a line round about.start that is looked at: a line may be 5 MB. It
 * begins where no run is cut, or so far before the mark that it is not shown. */
static sl_span window(sl_str line, size_t at)
{
    size_t start = at > SL_MAX_SNIPPET ? at - SL_MAX_SNIPPET : 0;
    size_t end = at + 2 * SL_MAX_SNIPPET < line.len ? at + 2 * SL_MAX_SNIPPET : line.len;

    while (start > 0 && is_run(line.ptr[start - 1]) && at - start < 8 * SL_MAX_SNIPPET)
        start--;
    return (sl_span){start, end};
}

/* The secrets that stand in the window, so that each byte asks few. */
static size_t pick(sl_span window_, const sl_secret_span *secrets, size_t len,
                   sl_secret_span *out)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++)
        if (overlaps(secrets[i].span, window_))
            out[kept++] = secrets[i];
    return kept;
}

sl_snippet sl_snippet_make(sl_arena *arena, sl_doc *doc, sl_span about,
                           const sl_secret_span *secrets, size_t len)
{
    const sl_lines *lines = sl_doc_lines(doc);
    size_t number = sl_lines_position(lines, about.start).line;
    size_t line_start = lines->starts[number - 1];
    sl_str line = sl_lines_text(lines, number);
    sl_span shown = window(line, about.start - line_start);
    sl_secret_span *near = sl_arena_calloc(doc->arena, len, sizeof *near);
    quote q = {.line = sl_str_sub(line, shown.start, shown.end), .secrets = near};
    sl_snippet out;
    size_t i = 0;
    bool begun = false;

    q.line_start = line_start + shown.start;
    q.len = pick((sl_span){q.line_start, q.line_start + q.line.len}, secrets, len, near);
    q.about = about;
    q.mark_start = q.mark_end = SIZE_MAX;
    while (i < q.line.len) {
        size_t before = q.out.len;
        size_t step = copy(&q, i);

        if (!begun && q.line_start + i + step > about.start) {
            q.mark_start = before;
            begun = true;
        }
        if (begun && q.line_start + i < about.end)
            q.mark_end = q.out.len;
        i += step;
    }
    if (!begun)
        q.mark_start = q.out.len;
    if (q.mark_end == SIZE_MAX || q.mark_end < q.mark_start)
        q.mark_end = q.mark_start;
    out = cut(arena, &q);
    sl_buf_free(&q.out);
    return out;
}
