#include "report/paint.h"

static const char *const sequences[] = {
    [SL_PAINT_PLAIN] = "",           [SL_PAINT_BOLD] = "\x1b[1m",
    [SL_PAINT_ERROR] = "\x1b[1;31m", [SL_PAINT_WARNING] = "\x1b[1;33m",
    [SL_PAINT_NOTE] = "\x1b[1;36m",  [SL_PAINT_GUTTER] = "\x1b[1;34m",
};

sl_paint sl_paint_of(sl_level level)
{
    switch (level) {
    case SL_LEVEL_ERROR: return SL_PAINT_ERROR;
    case SL_LEVEL_WARNING: return SL_PAINT_WARNING;
    case SL_LEVEL_NOTE: return SL_PAINT_NOTE;
    case SL_LEVEL_OFF: break;
    }
    return SL_PAINT_BOLD;
}

void sl_paint_add(const sl_report_style *style, sl_paint paint, sl_str text,
                  sl_buf *out)
{
    bool on = style->color && paint != SL_PAINT_PLAIN && text.len > 0;

    if (on)
        sl_buf_add(out, sl_str_of(sequences[paint]));
    sl_buf_add(out, text);
    if (on)
        sl_buf_add(out, sl_lit("\x1b[0m"));
}

void sl_paint_link(const sl_report_style *style, sl_str uri, sl_buf *out)
{
    if (style->hyperlinks)
        sl_buf_printf(out, "\x1b]8;;%.*s\x1b\\", sl_fmt(uri));
}
