#include "doc/align.h"

typedef struct aligning {
    sl_str written;
    sl_str decoded;
    size_t at;   /* in written */
    size_t done; /* of decoded */
    sl_writing writing;
    size_t indent;
    uint32_t *starts;
    uint32_t *ends;
} aligning;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char here(const aligning *a, size_t ahead)
{
    return a->at + ahead < a->written.len ? a->written.ptr[a->at + ahead] : '\0';
}

/* The next count bytes of decoded are the next width bytes of written. */
static void take(aligning *a, size_t count, size_t width)
{
    for (size_t i = 0; i < count && a->done < a->decoded.len; i++) {
        a->starts[a->done] = (uint32_t)a->at;
        a->ends[a->done++] = (uint32_t)(a->at + width);
    }
    a->at += width;
}

static void skip_blanks(aligning *a)
{
    while (a->at < a->written.len && is_blank(a->written.ptr[a->at]))
        a->at++;
}

/* Bytes of the UTF-8 character that comes next in decoded. */
static size_t character(const aligning *a)
{
    uint8_t lead = (uint8_t)a->decoded.ptr[a->done];

    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* False if that is not how the next byte of decoded is written. */
static bool take_backslash(aligning *a)
{
    char c = here(a, 1);
    size_t bytes = character(a);

    if (c == '\n' || c == '\r') { /* the line goes on in the next one */
        a->at++;
        skip_blanks(a);
    } else if (c != '\\' && a->decoded.ptr[a->done] == '\\') {
        take(a, 1, 1); /* an escape that the format does not have */
    } else if (c == 'u') {
        take(a, bytes, bytes == 4 ? 12 : 6);
    } else if (c == 'x') {
        take(a, bytes, 4);
    } else if (c == 'U') {
        take(a, bytes, 10);
    } else {
        bool itself = c == '"' || c == '\\' || c == '\'' || c == '/';

        if (itself && a->decoded.ptr[a->done] != c)
            return false;
        take(a, bytes, 2);
    }
    return true;
}

static bool take_entity(aligning *a)
{
    sl_str ahead = sl_str_sub(a->written, a->at, a->at + 12);
    size_t end = sl_str_chr(ahead, ';');

    if (end == SIZE_MAX)
        return false;
    take(a, character(a), end + 1);
    return true;
}

/* A line break of decoded: blanks before it and the indentation behind it go with it. */
static bool take_break(aligning *a)
{
    size_t start = a->at;

    while (here(a, 0) == ' ' || here(a, 0) == '\t' || here(a, 0) == '\r')
        a->at++;
    if (here(a, 0) != '\n') {
        a->at = start;
        return false;
    }
    take(a, 1, 1);
    for (size_t i = 0; i < a->indent && here(a, 0) == ' '; i++)
        a->at++;
    return true;
}

static bool step(aligning *a)
{
    char c = here(a, 0);
    char want = a->decoded.ptr[a->done];

    if (c == '\\' && a->writing == SL_WRITTEN_BACKSLASH) {
        return take_backslash(a);
    }
    if (want == '\n' && take_break(a))
        return true;
    if (want == '\'' && a->writing == SL_WRITTEN_DOUBLED && c == '\'') {
        take(a, 1, here(a, 1) == '\'' ? 2 : 1);
        return true;
    }
    if (c == '&' && a->writing == SL_WRITTEN_ENTITIES && take_entity(a))
        return true;
    if (c == want) {
        take(a, 1, 1);
        return true;
    }
    if (!is_blank(c))
        return false;
    if (want == ' ') { /* a folded line */
        take(a, 1, 1);
        skip_blanks(a);
    } else {
        a->at++;
    }
    return true;
}

bool sl_align_make(sl_arena *arena, sl_str written, sl_str decoded, sl_writing writing,
                   size_t indent, sl_align *out)
{
    aligning a = {
        .written = written, .decoded = decoded, .writing = writing, .indent = indent};

    *out = (sl_align){.len = decoded.len};
    if (sl_str_eq(written, decoded))
        return true;
    if (written.len > UINT32_MAX)
        return false;
    a.starts = sl_arena_calloc(arena, decoded.len + 1, sizeof *a.starts);
    a.ends = sl_arena_calloc(arena, decoded.len + 1, sizeof *a.ends);
    while (a.done < decoded.len && a.at < written.len)
        if (!step(&a))
            return false;
    /* the line break at the end of a block scalar is not in its span */
    while (a.done < decoded.len && is_blank(decoded.ptr[a.done])) {
        a.starts[a.done] = (uint32_t)written.len;
        a.ends[a.done++] = (uint32_t)written.len;
    }
    out->starts = a.starts;
    out->ends = a.ends;
    return a.done == decoded.len;
}

sl_span sl_align_span(const sl_align *align, sl_span decoded)
{
    if (!align->starts)
        return decoded;
    if (decoded.end > align->len)
        decoded.end = align->len;
    if (decoded.start >= decoded.end) {
        size_t at = decoded.start < align->len ? align->starts[decoded.start]
                    : align->len > 0           ? align->ends[align->len - 1]
                                               : 0;

        return (sl_span){at, at};
    }
    return (sl_span){align->starts[decoded.start], align->ends[decoded.end - 1]};
}
