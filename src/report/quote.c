#include "report/quote.h"

#include "base/vec.h"
#include "text/escape.h"
#include "text/lines.h"

enum { ROOM_MIN = 20 };

/* One code point or invalid byte, with the column of its escaped form. */
typedef struct unit {
    sl_span bytes;
    sl_span columns;
} unit;

SL_VEC(unit_vec, unit);

static size_t measure(sl_str text, unit_vec *units)
{
    sl_buf escaped = {0};
    size_t column = 0;

    for (size_t at = 0; at < text.len;) {
        unit u = {{at, at}, {column, column}};

        (void)sl_utf8_next(text, &at);
        u.bytes.end = at;
        sl_buf_clear(&escaped);
        sl_escape(sl_str_sub(text, u.bytes.start, at), &escaped);
        column += sl_display_width(sl_buf_str(&escaped));
        u.columns.end = column;
        *sl_vec_push(units) = u;
    }
    sl_buf_free(&escaped);
    return column;
}

/* Columns of the mark; one column behind the text if it lies there. */
static sl_span marked(const unit_vec *units, sl_span mark, size_t width)
{
    sl_span columns = {width, width + 1};
    bool found = false;

    for (size_t i = 0; i < units->len; i++) {
        const unit *u = &units->at[i];

        if (u->bytes.end <= mark.start)
            continue;
        if (!found)
            columns = u->columns;
        else if (u->bytes.start < mark.end)
            columns.end = u->columns.end;
        found = true;
    }
    if (columns.end <= columns.start)
        columns.end = columns.start + 1;
    return columns;
}

static sl_span window(sl_span mark, size_t width, size_t room, size_t dots)
{
    size_t inner = room - 2 * dots;
    size_t wide = mark.end - mark.start;
    size_t before = wide < inner ? (inner - wide) / 2 : 0;
    size_t from = mark.start > before ? mark.start - before : 0;

    if (width <= room)
        return (sl_span){0, width};
    if (from + inner >= width)
        return (sl_span){width - inner, width};
    /* Nothing is gained by dots in the place of fewer columns. */
    if (from <= dots)
        from = 0;
    return (sl_span){from, from + inner};
}

sl_quote sl_quote_draw(sl_str text, sl_span mark, size_t room, const char *ellipsis,
                       sl_buf *out)
{
    unit_vec units = {0};
    size_t dots = sl_display_width(sl_str_of(ellipsis));
    size_t width = measure(text, &units);
    sl_span at = marked(&units, mark, width);
    sl_span shown = window(at, width, room < ROOM_MIN ? ROOM_MIN : room, dots);
    size_t shift = 0, begin = shown.start;
    sl_quote drawn = {0, 1};

    if (shown.start > 0) {
        sl_buf_add(out, sl_str_of(ellipsis));
        shift = dots;
    }
    for (size_t i = 0, any = 0; i < units.len; i++) {
        const unit *u = &units.at[i];

        if (u->columns.start < shown.start || u->columns.end > shown.end)
            continue;
        if (any++ == 0)
            begin = u->columns.start;
        sl_escape(sl_str_sub(text, u->bytes.start, u->bytes.end), out);
    }
    if (shown.end < width)
        sl_buf_add(out, sl_str_of(ellipsis));
    if (at.start > begin)
        drawn.caret_at = at.start - begin;
    drawn.caret_at += shift;
    if (at.end > shown.end && shown.end > at.start && shown.end < width)
        at.end = shown.end;
    drawn.caret_len = at.end - at.start;
    sl_vec_free(&units);
    return drawn;
}
