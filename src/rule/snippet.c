#include "rule/snippet.h"

#include "base/limits.h"

#include <stdlib.h>

enum { LONG_RUN = 20, CONTINUATIONS = 3 };

static int by_start(const void *a, const void *b)
{
    const sl_secret_span *x = a;
    const sl_secret_span *y = b;

    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return (x->keep < y->keep) - (x->keep > y->keep);
}

sl_secrets sl_secrets_merge(sl_secret_span *at, size_t len)
{
    size_t kept = 0;

    if (len > 0)
        qsort(at, len, sizeof *at, by_start);
    for (size_t i = 0; i < len; i++) {
        sl_span *last = kept > 0 ? &at[kept - 1].span : NULL;

        if (!last || at[i].span.start >= last->end)
            at[kept++] = at[i];
        else if (at[i].span.end > last->end)
            last->end = at[i].span.end;
    }
    return (sl_secrets){at, kept};
}

/* The first secret that ends behind at, or NULL. */
static const sl_secret_span *secret_behind(sl_secrets secrets, size_t at)
{
    size_t low = 0;
    size_t high = secrets.len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (secrets.at[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < secrets.len ? &secrets.at[low] : NULL;
}

static bool overlaps(sl_span a, sl_span b)
{
    return a.start < b.end && b.start < a.end;
}

bool sl_secrets_touch(sl_secrets secrets, sl_span span)
{
    const sl_secret_span *next = secret_behind(secrets, span.start);

    return next && overlaps(next->span, span);
}

/* The quoted line being built. Positions are offsets in text. */
typedef struct quote {
    sl_str text;
    sl_span line;  /* runs are looked at as far as the line goes */
    sl_span shown; /* the part of the line that is quoted */
    sl_span about;
    sl_secrets secrets;
    sl_buf out;
    size_t mark_start;
    size_t mark_end;
    bool masked;
} quote;

static bool is_run(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '+' || c == '_' || c == '-' || c == '=';
}

/* The end of the run that begins at at, if it may be a secret no rule knows: long,
 * with letters and digits. Otherwise at. */
static size_t unknown_run(const quote *q, size_t at)
{
    bool digit = false;
    bool letter = false;
    size_t end = at;

    if (at > q->shown.start && is_run(q->text.ptr[at - 1]))
        return at;
    while (end < q->line.end && is_run(q->text.ptr[end]) &&
           end - at < 8 * SL_MAX_SNIPPET) {
        char c = q->text.ptr[end++];

        digit |= c >= '0' && c <= '9';
        letter |= (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
    return digit && letter && end - at >= LONG_RUN ? end : at;
}

/* Stars behind the first keep bytes of a secret, as far as those can be shown. */
static void add_mask(quote *q, sl_str keep)
{
    for (size_t i = 0; i < keep.len; i++) {
        bool plain = keep.ptr[i] >= ' ' && keep.ptr[i] < 0x7f;

        sl_buf_char(&q->out, plain ? keep.ptr[i] : '*');
    }
    sl_buf_add(&q->out, sl_lit("********"));
    q->masked = true;
}

/* Copies the next piece of the line, masked if need be, and returns its end. */
static size_t copy(quote *q, size_t at)
{
    const sl_secret_span *secret = secret_behind(q->secrets, at);
    size_t end = unknown_run(q, at);

    if (secret && secret->span.start <= at) {
        size_t keep = at == secret->span.start ? secret->keep : 0;

        end = secret->span.end < q->line.end ? secret->span.end : q->line.end;
        if (keep > (end - at) / 2)
            keep = (end - at) / 2;
        add_mask(q, sl_str_sub(q->text, at, at + keep));
        return end;
    }
    if (end > at && !overlaps((sl_span){at, end}, q->about)) {
        add_mask(q, sl_lit(""));
        return secret && secret->span.start < end ? secret->span.start : end;
    }
    sl_buf_char(&q->out, q->text.ptr[at]);
    return at + 1;
}

/* Fills out with the masked bytes of shown, and the marks. */
static void copy_all(quote *q)
{
    bool begun = false;

    q->mark_end = 0;
    for (size_t at = q->shown.start; at < q->shown.end;) {
        size_t before = q->out.len;
        size_t end = copy(q, at);

        if (!begun && end > q->about.start) {
            q->mark_start = before;
            begun = true;
        }
        if (begun && at < q->about.end)
            q->mark_end = q->out.len;
        at = end;
    }
    if (!begun)
        q->mark_start = q->out.len;
    if (q->mark_end < q->mark_start)
        q->mark_end = q->mark_start;
}

static bool continues(sl_str text, size_t at)
{
    return at > 0 && at < text.len && ((uint8_t)text.ptr[at] & 0xc0) == 0x80;
}

/* Cuts a long line to a window that begins a little before the mark, and not
 * within a character. */
static sl_snippet cut(sl_arena *arena, const quote *q)
{
    sl_str text = sl_buf_str(&q->out);
    size_t from = 0;
    size_t to;

    if (text.len > SL_MAX_SNIPPET && q->mark_start > SL_MAX_SNIPPET / 3)
        from = q->mark_start - SL_MAX_SNIPPET / 3;
    for (int i = 0; i < CONTINUATIONS && continues(text, from); i++)
        from++;
    to = from + SL_MAX_SNIPPET < text.len ? from + SL_MAX_SNIPPET : text.len;
    for (int i = 0; i < CONTINUATIONS && continues(text, to); i++)
        to--;
    return (sl_snippet){
        .text = sl_arena_str(arena, sl_str_sub(text, from, to)),
        .mark_start = q->mark_start - from,
        .mark_end = (q->mark_end < to ? q->mark_end : to) - from,
        .masked = q->masked,
    };
}

/* The part of a line round at that is looked at: a line may be 5 MB. It begins
 * where no run is cut, or so far before the mark that it is not shown. */
static sl_span window(sl_str text, sl_span line, size_t at)
{
    size_t before = at - line.start;
    sl_span out = {before > SL_MAX_SNIPPET ? at - SL_MAX_SNIPPET : line.start,
                   line.end - at > 2 * SL_MAX_SNIPPET ? at + 2 * SL_MAX_SNIPPET
                                                      : line.end};

    while (out.start > line.start && is_run(text.ptr[out.start - 1]) &&
           at - out.start < 8 * SL_MAX_SNIPPET)
        out.start--;
    return out;
}

sl_snippet sl_snippet_make(sl_arena *arena, sl_doc *doc, sl_span about,
                           sl_secrets secrets)
{
    quote q = {.text = doc->text, .about = about, .secrets = secrets};
    sl_snippet out;

    q.line = sl_lines_around(sl_doc_lines(doc), about.start);
    if (q.about.start > q.line.end) /* the line end itself */
        q.about.start = q.line.end;
    q.shown = window(q.text, q.line, q.about.start);
    copy_all(&q);
    out = cut(arena, &q);
    sl_buf_free(&q.out);
    return out;
}

sl_str sl_snippet_part(sl_arena *arena, sl_doc *doc, sl_span span, sl_secrets secrets)
{
    quote q = {.text = doc->text, .line = span, .shown = span, .secrets = secrets};
    sl_str out;

    copy_all(&q);
    out = sl_arena_str(arena, sl_str_sub(sl_buf_str(&q.out), 0, SL_MAX_SNIPPET));
    sl_buf_free(&q.out);
    return out;
}
