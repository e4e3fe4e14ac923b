#include "report/summary.h"

#include "report/paint.h"
#include "report/tally.h"

static void add_found(const sl_tally *tally, const sl_report_style *style, sl_buf *out)
{
    static const char *const nouns[] = {"finding", "note", "warning", "error"};
    const char *between = "";

    if (tally->total == 0) {
        sl_paint_add(style, SL_PAINT_BOLD, sl_lit("no findings"), out);
        return;
    }
    for (int level = SL_LEVEL_ERROR; level >= SL_LEVEL_OFF; level--) {
        sl_buf count = {0};

        if (tally->by_level[level] == 0)
            continue;
        sl_buf_add(out, sl_str_of(between));
        sl_tally_count(tally->by_level[level], nouns[level], &count);
        sl_paint_add(style, sl_paint_of((sl_level)level), sl_buf_str(&count), out);
        sl_buf_free(&count);
        between = ", ";
    }
    sl_buf_add(out, sl_lit(" in "));
    sl_tally_count(tally->files, "file", out);
}

static void add_scanned(const sl_stats *stats, sl_buf *out)
{
    sl_buf parts = {0};

    if (sl_tally_scanned(stats, &parts)) {
        sl_buf_printf(out, "; scanned %.*s (", sl_fmt(sl_buf_str(&parts)));
        sl_tally_bytes(stats->bytes, out);
        sl_buf_char(out, ')');
    } else {
        sl_buf_add(out, sl_lit("; scanned nothing"));
    }
    sl_buf_free(&parts);
    if (stats->seconds < 0.9995)
        sl_buf_printf(out, " in %.0f ms", stats->seconds * 1000);
    else
        sl_buf_printf(out, " in %.1f s", stats->seconds);
}

/* "3 allowed: 1 inline, 1 config, 1 by gitleaks:allow" */
static void add_allowed(const sl_results *results, sl_buf *out)
{
    size_t counts[SL_ALLOWERS] = {0};
    const char *between = ": ";

    for (size_t i = 0; i < results->findings_len; i++)
        if (results->findings[i].suppressed)
            counts[results->findings[i].allowed_by]++;
    sl_tally_number(results->stats.suppressed, out);
    sl_buf_add(out, sl_lit(" allowed"));
    for (sl_allower by = SL_ALLOWER_INLINE; by < SL_ALLOWERS; by++) {
        if (counts[by] == 0)
            continue;
        sl_buf_add(out, sl_str_of(between));
        sl_tally_number(counts[by], out);
        sl_buf_add(out, by > SL_ALLOWER_CONFIG ? sl_lit(" by ") : sl_lit(" "));
        sl_buf_add(out, sl_str_of(sl_allower_name(by)));
        between = ", ";
    }
}

static void add_hidden(const sl_results *results, const sl_report_style *style,
                       sl_buf *out)
{
    const sl_stats *stats = &results->stats;
    const char *between = "; ";

    if (stats->protected_ > 0) {
        sl_buf_add(out, sl_str_of(between));
        sl_tally_number(stats->protected_, out);
        sl_buf_add(out, sl_lit(" protected"));
        between = ", ";
    }
    if (stats->suppressed > 0) {
        sl_buf_add(out, sl_str_of(between));
        add_allowed(results, out);
        between = ", ";
    }
    if (between[0] == ',' && !style->verbose)
        sl_buf_add(out, sl_lit(" (-v shows them)"));
}

void sl_summary_write(const sl_results *results, const sl_report_style *style,
                      sl_buf *out)
{
    sl_tally tally = sl_tally_of(results);
    sl_buf line = {0};

    add_found(&tally, style, out);
    add_scanned(&results->stats, out);
    add_hidden(results, style, out);
    sl_buf_char(out, '\n');
    if (results->baseline_word.len > 0)
        sl_buf_printf(out, "baseline: %.*s (-v shows them)\n",
                      sl_fmt(results->baseline_word));
    if (style->verbose && results->cache.len > 0)
        sl_buf_printf(out, "cache: %.*s\n", sl_fmt(results->cache));
    if (results->complete)
        return;
    sl_buf_add(&line, sl_lit("the scan is incomplete: "));
    sl_tally_unread(&tally, &line);
    sl_paint_add(style, SL_PAINT_WARNING, sl_buf_str(&line), out);
    sl_buf_char(out, '\n');
    sl_buf_free(&line);
}
