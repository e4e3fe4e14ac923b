#include "doc/excerpt.h"

sl_excerpt sl_excerpt_of(sl_str whole, sl_str part)
{
    return (sl_excerpt){.text = part, .at = sl_span_in(whole, part).start};
}

/* Nothing has no bytes: it stands before the next byte, or behind the last. */
static size_t place(const sl_excerpt *excerpt, size_t offset)
{
    if (offset < excerpt->text.len)
        return excerpt->starts[offset];
    return excerpt->text.len > 0 ? excerpt->ends[excerpt->text.len - 1] : excerpt->at;
}

sl_excerpt sl_excerpt_sub(const sl_excerpt *from, sl_span span)
{
    sl_str text = sl_str_sub(from->text, span.start, span.end);
    size_t skipped = span.start < from->text.len ? span.start : from->text.len;
    sl_excerpt part = {.text = text, .at = from->at + skipped};

    if (from->starts) {
        part.at = place(from, skipped);
        part.starts = from->starts + skipped;
        part.ends = from->ends + skipped;
    }
    return part;
}

sl_span sl_excerpt_span(const sl_excerpt *excerpt, sl_span span)
{
    size_t len = excerpt->text.len;

    span.end = span.end < len ? span.end : len;
    span.start = span.start < span.end ? span.start : span.end;
    if (!excerpt->starts)
        return (sl_span){excerpt->at + span.start, excerpt->at + span.end};
    if (span.start == span.end)
        return (sl_span){place(excerpt, span.start), place(excerpt, span.start)};
    return (sl_span){excerpt->starts[span.start], excerpt->ends[span.end - 1]};
}

bool sl_excerpt_decoded(sl_arena *arena, const sl_excerpt *part, sl_str decoded,
                        sl_writing writing, size_t indent, sl_excerpt *out)
{
    uint32_t *starts, *ends;
    sl_align align;

    if (!sl_align_make(arena, part->text, decoded, writing, indent, &align))
        return false;
    if (!align.starts) {
        *out = *part;
        out->text = decoded;
        return true;
    }
    starts = sl_arena_calloc(arena, decoded.len + 1, sizeof *starts);
    ends = sl_arena_calloc(arena, decoded.len + 1, sizeof *ends);
    for (size_t i = 0; i < decoded.len; i++) {
        sl_span there =
            sl_excerpt_span(part, sl_align_span(&align, (sl_span){i, i + 1}));

        starts[i] = (uint32_t)there.start;
        ends[i] = (uint32_t)there.end;
    }
    *out = (sl_excerpt){
        .text = decoded,
        .at = sl_excerpt_span(part, (sl_span){0, 0}).start,
        .starts = starts,
        .ends = ends,
    };
    return true;
}

sl_excerpt_maker sl_excerpt_begin(sl_arena *arena, const sl_excerpt *from, size_t room)
{
    return (sl_excerpt_maker){
        .from = from,
        .bytes = sl_arena_alloc(arena, room + 1),
        .starts = sl_arena_calloc(arena, room + 1, sizeof(uint32_t)),
        .ends = sl_arena_calloc(arena, room + 1, sizeof(uint32_t)),
        .room = room,
    };
}

void sl_excerpt_put(sl_excerpt_maker *maker, char c, sl_span span)
{
    sl_span there = sl_excerpt_span(maker->from, span);

    if (maker->len == maker->room)
        return;
    maker->bytes[maker->len] = c;
    maker->starts[maker->len] = (uint32_t)there.start;
    maker->ends[maker->len++] = (uint32_t)there.end;
}

void sl_excerpt_take(sl_excerpt_maker *maker, sl_span span)
{
    for (size_t i = span.start; i < span.end && i < maker->from->text.len; i++)
        sl_excerpt_put(maker, maker->from->text.ptr[i], (sl_span){i, i + 1});
}

sl_excerpt sl_excerpt_end(const sl_excerpt_maker *maker)
{
    return (sl_excerpt){
        .text = {maker->bytes, maker->len},
        .at = sl_excerpt_span(maker->from, (sl_span){0, 0}).start,
        .starts = maker->starts,
        .ends = maker->ends,
    };
}

/* Length of what line and margin, which is blank, begin with in common. */
static size_t common(sl_str line, sl_str margin)
{
    size_t len = 0;

    while (len < line.len && len < margin.len && line.ptr[len] == margin.ptr[len])
        len++;
    return len;
}

static sl_str margin_of(sl_str text)
{
    sl_str margin = {0};
    bool first = true;

    while (text.len > 0) {
        sl_str line = sl_str_line(&text);
        size_t blanks = 0;

        if (sl_str_trim(line).len == 0)
            continue;
        while (line.ptr[blanks] == ' ' || line.ptr[blanks] == '\t')
            blanks++;
        margin.len = first ? blanks : common(line, margin);
        margin.ptr = first ? line.ptr : margin.ptr;
        first = false;
    }
    return margin;
}

sl_excerpt sl_excerpt_dedent(sl_arena *arena, const sl_excerpt *from)
{
    sl_str text = from->text;
    sl_str margin = margin_of(text);
    sl_excerpt_maker maker;

    if (margin.len == 0)
        return *from;
    maker = sl_excerpt_begin(arena, from, text.len);
    while (text.len > 0) {
        size_t start = from->text.len - text.len;
        sl_str line = sl_str_line(&text);

        start += common(line, margin);
        sl_excerpt_take(&maker, (sl_span){start, from->text.len - text.len});
    }
    return sl_excerpt_end(&maker);
}
