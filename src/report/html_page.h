/* html_page.h - what the sections of the HTML report share: the page that is written, and
 * what was gathered for it in one pass over the findings. */
#ifndef SECLINT_REPORT_HTML_PAGE_H
#define SECLINT_REPORT_HTML_PAGE_H

#include "base/arena.h"
#include "base/map.h"
#include "report/html_state.h"
#include "report/tally.h"

/* How a finding stands; each has exactly one. */
typedef enum sl_html_standing {
    SL_HTML_OPEN,       /* there is no baseline */
    SL_HTML_NEW,        /* not in the baseline */
    SL_HTML_UNCHANGED,  /* the baseline accepts it */
    SL_HTML_PROTECTED,  /* an ignored or encrypted file */
    SL_HTML_SUPPRESSED, /* another allowance applies */
    SL_HTML_STANDINGS
} sl_html_standing;

/* A rule that has findings. */
typedef struct sl_html_rule {
    const sl_rule *rule;
    size_t count;
    size_t number; /* of the option that selects it, by id, from 1 */
    sl_level worst;
} sl_html_rule;

SL_VEC(sl_html_rule_vec, sl_html_rule);

typedef struct sl_html_page {
    const sl_results *results;
    sl_buf *out;
    sl_tally tally;
    size_t standings[SL_HTML_STANDINGS];
    size_t levels[SL_LEVEL_ERROR + 1];
    sl_html_rule_vec rules; /* by id */
    sl_map rule_rows;       /* id of a rule to its place in rules, from 1 */
    sl_map groups;          /* path with findings to its number, from 1 */
    sl_html_states states;
    sl_map state_rows; /* path to its row of the map, from 1 */
    bool times;        /* some finding has a commit, */
    bool lives;        /* and is a secret */
} sl_html_page;

/* Appends markup. */
#define SL_HTML(page, markup) sl_buf_add((page)->out, sl_lit(markup))

void sl_html_page_open(sl_html_page *page, const sl_results *results, sl_buf *out);
void sl_html_page_close(sl_html_page *page);

sl_html_standing sl_html_standing_of(const sl_finding *finding);
/* "open", "new", "unchanged", "protected", "suppressed" */
const char *sl_html_standing_name(sl_html_standing standing);
/* What it is shown as: never SL_LEVEL_OFF. */
sl_level sl_html_level_of(const sl_finding *finding);
const sl_html_rule *sl_html_rule_of(const sl_html_page *page, const sl_rule *rule);
/* The number of a path in one of the maps, 0: it has none. */
size_t sl_html_number(const sl_map *map, sl_str path);
/* The row of the map that the path has there, 0: none. */
size_t sl_html_row(const sl_html_page *page, sl_str path);
/* Is the secret known to be in a commit? */
bool sl_html_committed(const sl_finding *finding);

/* The sections, in the order of the page. Each appends one element, or nothing where
 * there is nothing to say. */
void sl_html_summary(const sl_html_page *page);
void sl_html_map(const sl_html_page *page);
void sl_html_timeline(const sl_html_page *page);
void sl_html_filter(const sl_html_page *page);
void sl_html_findings(const sl_html_page *page);
void sl_html_rules(const sl_html_page *page);
void sl_html_notices(const sl_html_page *page);

#endif
