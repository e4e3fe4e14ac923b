#include "report/report.h"

#include "report/formats.h"

#include "version.h"

static const sl_report_format formats[] = {
    {"text", "diagnostics for people", false, false, sl_text_write},
    {"sarif", "SARIF 2.1.0, for code scanning", true, true, sl_sarif_write},
    {"jsonl", "one JSON object per line", false, true, sl_jsonl_write},
};

const sl_report_format *sl_report_format_at(size_t i)
{
    return i < sizeof formats / sizeof *formats ? &formats[i] : NULL;
}

const sl_report_format *sl_report_format_find(sl_str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (sl_str_eq(name, sl_str_of(formats[i].name)))
            return &formats[i];
    }
    return NULL;
}

const char *sl_version(void)
{
    return SL_VERSION;
}
