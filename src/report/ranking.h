/* ranking.h - the findings that a report shows, worst first, for readers who see only
 * the beginning. */
#ifndef SECLINT_REPORT_RANKING_H
#define SECLINT_REPORT_RANKING_H

#include "report/report.h"

SL_VEC(sl_ranking, const sl_finding *);

/* Fills *out, which is zeroed, with what sl_tally_shows: by level, then by the
 * confidence of the rule, then in the order of the report; what is protected or allowed
 * comes last. Free with sl_vec_free. */
void sl_ranking_make(const sl_results *results, const sl_report_style *style,
                     sl_ranking *out);

#endif
