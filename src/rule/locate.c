#include "rule/locate.h"

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

sl_span sl_locate_line(const sl_lines *lines, size_t offset)
{
    size_t line = line_of(lines, offset);
    size_t start = lines->starts[line];

    return (sl_span){start, start + sl_lines_text(lines, line + 1).len};
}

sl_position sl_locate(sl_locator *l, size_t offset)
{
    size_t line, start;
    sl_position out;

    if (offset > l->lines->text.len)
        offset = l->lines->text.len;
    line = line_of(l->lines, offset);
    start = l->lines->starts[line];
    if (l->at.line != line + 1 || l->offset > offset) {
        l->at = (sl_position){line + 1, 1, 1, 1};
        l->offset = start;
    }
    while (l->offset < offset) {
        size_t next = l->offset;
        uint32_t c = sl_utf8_next(l->lines->text, &next);

        if (next > offset) /* inside a character: its own column */
            break;
        l->offset = next;
        l->at.code_point++;
        l->at.utf16 += c > 0xffff && c != UINT32_MAX ? 2 : 1;
    }
    out = l->at;
    out.byte = offset - start + 1;
    return out;
}
