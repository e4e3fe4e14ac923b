/* paint.h - colours and links of a terminal. */
#ifndef SECLINT_REPORT_PAINT_H
#define SECLINT_REPORT_PAINT_H

#include "report/report.h"

typedef enum sl_paint {
    SL_PAINT_PLAIN,
    SL_PAINT_BOLD,
    SL_PAINT_ERROR,
    SL_PAINT_WARNING,
    SL_PAINT_NOTE,
    SL_PAINT_GUTTER
} sl_paint;

sl_paint sl_paint_of(sl_level level);

/* Appends text, which is safe for a terminal already (sl_escape), in that paint
 * if the style has colours. */
void sl_paint_add(const sl_report_style *style, sl_paint paint, sl_str text,
                  sl_buf *out);

/* Begins a link to uri (OSC 8) if the style has links; an empty uri ends it. */
void sl_paint_link(const sl_report_style *style, sl_str uri, sl_buf *out);

#endif
