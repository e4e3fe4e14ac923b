#include "report/notices.h"

#include "report/paint.h"
#include "report/prose.h"
#include "report/tally.h"

enum { NOTICES_SHOWN = 20 };

static void write_notice(const sl_notice *notice, const sl_report_style *style,
                         sl_buf *out)
{
    if (notice->incomplete)
        sl_paint_add(style, SL_PAINT_WARNING, sl_lit("warning"), out);
    else
        sl_paint_add(style, SL_PAINT_NOTE, sl_lit("note"), out);
    sl_buf_add(out, sl_lit(": "));
    sl_prose_about(notice->subject, notice->text, out);
    sl_buf_char(out, '\n');
}

void sl_notices_write(const sl_results *results, const sl_report_style *style,
                      sl_buf *out)
{
    size_t shown = 0, more = 0;

    for (size_t i = 0; i < results->notices_len; i++) {
        const sl_notice *notice = &results->notices[i];

        if (!style->verbose && !notice->incomplete)
            continue;
        if (!style->verbose && shown == NOTICES_SHOWN) {
            more++;
            continue;
        }
        write_notice(notice, style, out);
        shown++;
    }
    if (more > 0) {
        sl_paint_add(style, SL_PAINT_WARNING, sl_lit("warning"), out);
        sl_buf_add(out, sl_lit(": "));
        sl_tally_count(more, "more notice", out);
        sl_buf_add(out, sl_lit(" (-v shows them)\n"));
    }
}
