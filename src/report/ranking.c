#include "report/ranking.h"

#include "report/tally.h"

#include <stdlib.h>

static int weight(const sl_finding *f)
{
    int level = sl_tally_counts(f) ? f->level + SL_LEVEL_ERROR + 1 : f->level;

    return level * (SL_CONFIDENCE_HIGH + 1) + (int)f->rule->confidence;
}

/* Both lie in one array, whose order is that of the report. */
static int worst_first(const void *a, const void *b)
{
    const sl_finding *x = *(const sl_finding *const *)a;
    const sl_finding *y = *(const sl_finding *const *)b;
    int order = weight(y) - weight(x);

    return order ? order : (x > y) - (x < y);
}

void sl_ranking_make(const sl_results *results, const sl_report_style *style,
                     sl_ranking *out)
{
    for (size_t i = 0; i < results->findings_len; i++)
        if (sl_tally_shows(&results->findings[i], style))
            *sl_vec_push(out) = &results->findings[i];
    if (out->len > 0)
        qsort(out->at, out->len, sizeof *out->at, worst_first);
}
