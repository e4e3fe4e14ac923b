#include "report/html_page.h"

#include "base/limits.h"

#include <stdlib.h>

sl_html_standing sl_html_standing_of(const sl_finding *finding)
{
    if (finding->baseline == SL_BASELINE_UNCHANGED)
        return SL_HTML_UNCHANGED;
    if (finding->suppressed)
        return SL_HTML_SUPPRESSED;
    if (finding->protection != SL_PROTECTION_NONE)
        return SL_HTML_PROTECTED;
    return finding->baseline == SL_BASELINE_NEW ? SL_HTML_NEW : SL_HTML_OPEN;
}

const char *sl_html_standing_name(sl_html_standing standing)
{
    static const char *const names[SL_HTML_STANDINGS] = {
        [SL_HTML_OPEN] = "open",
        [SL_HTML_NEW] = "new",
        [SL_HTML_UNCHANGED] = "unchanged",
        [SL_HTML_PROTECTED] = "protected",
        [SL_HTML_SUPPRESSED] = "suppressed",
    };

    return names[standing];
}

sl_level sl_html_level_of(const sl_finding *finding)
{
    return finding->level == SL_LEVEL_OFF ? SL_LEVEL_NOTE : finding->level;
}

bool sl_html_committed(const sl_finding *finding)
{
    return finding->place.commit.len > 0;
}

size_t sl_html_number(const sl_map *map, sl_str path)
{
    return (size_t)(uintptr_t)sl_map_get(map, path);
}

size_t sl_html_row(const sl_html_page *page, sl_str path)
{
    size_t row = sl_html_number(&page->state_rows, path);

    return row <= SL_MAX_HTML_STATES ? row : 0;
}

static void put_number(sl_map *map, sl_str path, size_t number)
{
    *sl_map_put(map, path) = (void *)(uintptr_t)number;
}

const sl_html_rule *sl_html_rule_of(const sl_html_page *page, const sl_rule *rule)
{
    return &page->rules.at[sl_html_number(&page->rule_rows, rule->id) - 1];
}

static int by_id(const void *a, const void *b)
{
    const sl_html_rule *x = a;
    const sl_html_rule *y = b;

    return sl_str_cmp(x->rule->id, y->rule->id);
}

static void count_rule(sl_html_page *page, const sl_finding *f)
{
    size_t number = sl_html_number(&page->rule_rows, f->rule->id);
    sl_html_rule *row;

    if (number == 0) {
        sl_vec_push(&page->rules)->rule = f->rule;
        number = page->rules.len;
        put_number(&page->rule_rows, f->rule->id, number);
    }
    row = &page->rules.at[number - 1];
    row->count++;
    if (sl_html_level_of(f) > row->worst)
        row->worst = sl_html_level_of(f);
}

static void sort_rules(sl_html_page *page)
{
    if (page->rules.len > 0)
        qsort(page->rules.at, page->rules.len, sizeof *page->rules.at, by_id);
    for (size_t i = 0; i < page->rules.len; i++) {
        page->rules.at[i].number = i + 1;
        put_number(&page->rule_rows, page->rules.at[i].rule->id, i + 1);
    }
}

void sl_html_page_open(sl_html_page *page, const sl_results *results, sl_buf *out)
{
    size_t groups = 0;

    *page = (sl_html_page){.results = results, .out = out};
    page->tally = sl_tally_of(results);
    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];

        page->standings[sl_html_standing_of(f)]++;
        page->levels[sl_html_level_of(f)]++;
        page->times |= sl_html_committed(f);
        page->lives |= sl_html_committed(f) && f->masked;
        count_rule(page, f);
        if (sl_html_number(&page->groups, f->place.path) == 0)
            put_number(&page->groups, f->place.path, ++groups);
    }
    sort_rules(page);
    sl_html_states_gather(&page->states, results);
    for (size_t i = 0; i < page->states.len; i++)
        put_number(&page->state_rows, page->states.at[i].path, i + 1);
}

void sl_html_page_close(sl_html_page *page)
{
    sl_vec_free(&page->rules);
    sl_vec_free(&page->states);
    sl_map_free(&page->rule_rows);
    sl_map_free(&page->groups);
    sl_map_free(&page->state_rows);
}
