#include "report/tally.h"

#include <inttypes.h>
#include <stdio.h>

bool sl_tally_shows(const sl_finding *finding, const sl_report_style *style)
{
    return style->verbose || sl_tally_counts(finding);
}

bool sl_tally_counts(const sl_finding *finding)
{
    return finding->protection == SL_PROTECTION_NONE && !finding->suppressed;
}

sl_tally sl_tally_of(const sl_results *results)
{
    const sl_finding *last = NULL;
    sl_tally tally = {0};

    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];

        if (!sl_tally_counts(f))
            continue;
        tally.by_level[f->level]++;
        tally.total++;
        tally.files += !last || !sl_str_eq(last->place.path, f->place.path);
        last = f;
    }
    for (size_t i = 0; i < results->notices_len; i++)
        tally.incomplete += results->notices[i].incomplete;
    return tally;
}

void sl_tally_number(uint64_t n, sl_buf *out)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);

    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            sl_buf_char(out, ',');
        sl_buf_char(out, digits[i]);
    }
}

void sl_tally_count(uint64_t n, const char *noun, sl_buf *out)
{
    sl_tally_number(n, out);
    sl_buf_printf(out, " %s%s", noun, n == 1 ? "" : "s");
}

void sl_tally_bytes(uint64_t bytes, sl_buf *out)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    double value = (double)bytes;
    size_t unit = 0;

    while (unit + 1 < sizeof units / sizeof *units && value >= 999.5) {
        value /= 1000;
        unit++;
    }
    if (bytes == 1)
        sl_buf_add(out, sl_lit("1 byte"));
    else
        sl_buf_printf(out, "%.*f %s", unit > 0 && value < 9.95, value, units[unit]);
}

bool sl_tally_scanned(const sl_stats *stats, sl_buf *out)
{
    const struct {
        uint64_t count;
        const char *noun;
    } parts[] = {
        {stats->files, "file"},
        {stats->index_blobs, "index blob"},
        {stats->objects, "object"},
        {stats->messages, "message"},
    };
    const char *between = "";

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].count == 0)
            continue;
        sl_buf_add(out, sl_str_of(between));
        sl_tally_count(parts[i].count, parts[i].noun, out);
        between = ", ";
    }
    return between[0] != '\0';
}

void sl_tally_unread(const sl_tally *tally, sl_buf *out)
{
    sl_tally_count(tally->incomplete, "thing", out);
    sl_buf_printf(out, " %s not looked at", tally->incomplete == 1 ? "was" : "were");
}
