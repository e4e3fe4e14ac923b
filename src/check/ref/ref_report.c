#include "check/ref/ref_report.h"

#include "check/prose.h"
#include "check/setting.h"

#include <stdarg.h>

enum { MAX_SHOWN = 60 };

sl_str sl_ref_quote(sl_str text)
{
    return sl_str_sub(text, 0, MAX_SHOWN);
}

/* In a block of configuration, which people copy from documentation? */
static bool in_block(sl_doc *doc, size_t at)
{
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++)
        if (passages.at[i].carrier != SL_CARRIER_WHOLE &&
            at >= passages.at[i].span.start && at < passages.at[i].span.end)
            return true;
    return false;
}

/* Documentation and tests in one: lowered once. */
static sl_level weight(sl_doc *doc, size_t at, sl_level level)
{
    bool prose = sl_prose_file(doc->blob->path);
    sl_level lower;

    if (prose && in_block(doc, at))
        return level;
    lower = sl_prose_level(doc, at, level);
    if (lower == level && level > SL_LEVEL_NOTE &&
        sl_setting_of(doc->blob->path) == SL_SETTING_TRIAL)
        lower = level - 1;
    return lower;
}

void sl_ref_hit(const sl_ref_report *report, sl_span span, sl_level level,
                const char *format, ...)
{
    sl_hit hit = {.rule = report->rule, .span = span};
    sl_buf message = {0};
    va_list args;

    if (level == SL_LEVEL_OFF)
        level = report->rule->level;
    hit.level = weight(report->doc, span.start, level);
    va_start(args, format);
    sl_buf_vprintf(&message, format, args);
    va_end(args);
    sl_sink_hit(report->sink, report->doc, &hit, "%s", message.ptr ? message.ptr : "");
    sl_buf_free(&message);
}
