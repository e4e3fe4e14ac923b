#include "text/lines.h"

#include <string.h>

enum {
    MARK_EVERY = 4096,
    MARK_LEAST = MARK_EVERY - 3 /* a character is not cut */
};

/* Without marks a thousand findings in one line of megabytes would have it decoded
 * a thousand times. */
struct sl_line_mark {
    size_t offset;     /* of a character's first byte */
    size_t code_point; /* column */
    size_t utf16;      /* column */
};

/* Where the next ends of both kinds are, remembered between lines: without it a text of
 * many CRs and one far LF, or the other way round, would be searched again for every
 * line. */
typedef struct walk {
    sl_str text;
    size_t at;
    size_t lf; /* index of the first LF at or behind at, or text.len */
    size_t cr; /* the same of CR */
} walk;

static size_t find_from(sl_str text, size_t from, char c)
{
    size_t hit = sl_str_chr(sl_str_skip(text, from), c);

    return hit == SIZE_MAX ? text.len : from + hit;
}

static walk walk_open(sl_str text)
{
    return (walk){text, 0, find_from(text, 0, '\n'), find_from(text, 0, '\r')};
}

/* Moves at to the start of the next line; false if there is none. */
static bool walk_next(walk *w)
{
    size_t end = w->lf < w->cr ? w->lf : w->cr;

    if (end >= w->text.len)
        return false;
    if (end + 1 == w->lf && w->lf < w->text.len)
        end = w->lf;
    w->at = end + 1;
    if (w->lf <= end)
        w->lf = find_from(w->text, w->at, '\n');
    if (w->cr <= end)
        w->cr = find_from(w->text, w->at, '\r');
    return true;
}

/* How many bytes of ASCII stand at the start of text, eight at a time. */
static size_t plain_run(sl_str text)
{
    uint64_t bytes;
    size_t len = 0;

    for (; text.len - len >= sizeof bytes; len += sizeof bytes) {
        memcpy(&bytes, text.ptr + len, sizeof bytes);
        if (bytes & UINT64_C(0x8080808080808080))
            break;
    }
    return len;
}

/* Decodes on to the last character that starts at or before offset. */
static sl_line_mark advance(sl_str text, sl_line_mark mark, size_t offset)
{
    for (size_t at = mark.offset; at < offset; mark.offset = at) {
        size_t plain = plain_run(sl_str_sub(text, at, offset));
        uint32_t c;

        if (plain > 0) {
            mark.code_point += plain;
            mark.utf16 += plain;
            at += plain;
            continue;
        }
        c = sl_utf8_next(text, &at);
        if (at > offset) /* inside a character: its own column */
            break;
        mark.code_point++;
        mark.utf16 += c > 0xffff && c != UINT32_MAX ? 2 : 1;
    }
    return mark;
}

static void set_marks(sl_lines *lines, sl_arena *arena)
{
    sl_line_mark *marks =
        sl_arena_calloc(arena, lines->text.len / MARK_LEAST + 1, sizeof *marks);

    for (size_t line = 0; line < lines->len; line++) {
        size_t end = line + 1 < lines->len ? lines->starts[line + 1] : lines->text.len;
        sl_line_mark mark = {lines->starts[line], 1, 1};

        while (end - mark.offset > MARK_EVERY) {
            mark = advance(lines->text, mark, mark.offset + MARK_EVERY);
            marks[lines->marks_len++] = mark;
        }
    }
    lines->marks = marks;
}

sl_lines sl_lines_index(sl_arena *arena, sl_str text)
{
    enum { A_LINE = 32 /* bytes, at a guess */ };
    sl_lines lines = {.text = text, .len = 1};
    size_t room = text.len / A_LINE + A_LINE;
    size_t *starts = sl_arena_alloc(arena, room * sizeof *starts);
    walk w = walk_open(text);

    starts[0] = 0;
    while (walk_next(&w)) {
        if (lines.len == room) {
            size_t *more = sl_arena_alloc(arena, 2 * room * sizeof *more);

            memcpy(more, starts, room * sizeof *more);
            starts = more;
            room *= 2;
        }
        starts[lines.len++] = w.at;
    }
    lines.starts = starts;
    set_marks(&lines, arena);
    return lines;
}

/* Index of the last line that starts at or before offset. */
static size_t line_of(const sl_lines *lines, size_t offset)
{
    size_t low = 0;
    size_t high = lines->len;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

sl_span sl_lines_around(const sl_lines *lines, size_t offset)
{
    size_t line = line_of(lines, offset);
    size_t start = lines->starts[line];

    return (sl_span){start, start + sl_lines_text(lines, line + 1).len};
}

/* The last mark of the line at or before offset; its start, if there is none. */
static sl_line_mark mark_of(const sl_lines *lines, size_t line, size_t offset)
{
    size_t low = 0;
    size_t high = lines->marks_len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (lines->marks[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && lines->marks[low - 1].offset > lines->starts[line])
        return lines->marks[low - 1];
    return (sl_line_mark){lines->starts[line], 1, 1};
}

sl_position sl_lines_position(const sl_lines *lines, size_t offset)
{
    size_t line;
    sl_line_mark mark;

    if (offset > lines->text.len)
        offset = lines->text.len;
    line = line_of(lines, offset);
    mark = advance(lines->text, mark_of(lines, line, offset), offset);
    return (sl_position){line + 1, offset - lines->starts[line] + 1, mark.code_point,
                         mark.utf16};
}

sl_str sl_lines_text(const sl_lines *lines, size_t number)
{
    size_t start, end;

    if (number == 0 || number > lines->len)
        return (sl_str){NULL, 0};
    start = lines->starts[number - 1];
    if (number == lines->len)
        return sl_str_skip(lines->text, start);
    end = lines->starts[number] - 1;
    if (lines->text.ptr[end] == '\n' && end > start && lines->text.ptr[end - 1] == '\r')
        end--;
    return sl_str_sub(lines->text, start, end);
}

sl_str sl_line_take(sl_str *rest)
{
    size_t end = sl_str_chr3(*rest, '\n', '\r', '\n');
    size_t next;
    sl_str line;

    end = end == SIZE_MAX ? rest->len : end;
    next = end < rest->len ? end + 1 : end;
    if (next < rest->len && rest->ptr[end] == '\r' && rest->ptr[next] == '\n')
        next++;
    line = sl_str_sub(*rest, 0, end);
    *rest = sl_str_skip(*rest, next);
    return line;
}

/* Lead bytes by their range, with the smallest code point of that length. */
static const struct lead {
    uint8_t mask, bits;
    uint8_t more;
    uint32_t least;
} leads[] = {
    {0xe0, 0xc0, 1, 0x80},
    {0xf0, 0xe0, 2, 0x800},
    {0xf8, 0xf0, 3, 0x10000},
};

uint32_t sl_utf8_next(sl_str text, size_t *at)
{
    const uint8_t *p = (const uint8_t *)text.ptr + *at;
    size_t left = text.len - *at;
    const struct lead *lead = NULL;
    uint32_t c;

    *at += 1;
    if (p[0] < 0x80)
        return p[0];
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if ((p[0] & leads[i].mask) == leads[i].bits)
            lead = &leads[i];
    if (!lead || left <= lead->more)
        return UINT32_MAX;
    c = p[0] & (uint8_t)~lead->mask;
    for (size_t i = 1; i <= lead->more; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return UINT32_MAX;
        c = c << 6 | (p[i] & 0x3f);
    }
    if (c < lead->least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return UINT32_MAX;
    *at += lead->more;
    return c;
}

bool sl_utf8_valid(sl_str text)
{
    for (size_t at = 0; at < text.len;)
        if (sl_utf8_next(text, &at) == UINT32_MAX)
            return false;
    return true;
}
