#include "rule/budget.h"

#include "base/mem.h"
#include "match/rarity.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MOST = 65536 /* bytes in a row that are known */ };

/* Of one rule, in a million bytes of text. */
typedef struct rule_cost {
    uint64_t hits, candidates;
    uint64_t worst; /* hits of its most frequent literal */
    sl_str literal; /* which is this one */
} rule_cost;

/* Sorted by their bytes. */
typedef struct frequent_table {
    sl_frequent *at;
    size_t len;
} frequent_table;

typedef struct known_tables {
    frequent_table threes, fours;
} known_tables;

static int by_bytes(const void *a, const void *b)
{
    const sl_frequent *x = a;
    const sl_frequent *y = b;

    return (x->bytes > y->bytes) - (x->bytes < y->bytes);
}

/* Not listed is as good as never. */
static uint64_t rate(const frequent_table *table, uint32_t bytes)
{
    sl_frequent key = {.bytes = bytes};
    const sl_frequent *found =
        bsearch(&key, table->at, table->len, sizeof key, by_bytes);

    return found ? UINT64_C(1) << found->power : 0;
}

static uint64_t rarest(const frequent_table *threes, const char *text, size_t len)
{
    uint64_t least = UINT64_MAX;

    for (size_t i = 0; i + 3 <= len; i++) {
        const char three[] = {text[i], text[i + 1], text[i + 2], 0};
        uint64_t here = rate(threes, sl_window_of(sl_four_at(three)) & 0xffffff);

        least = here < least ? here : least;
    }
    return least;
}

static void add_entry(const sl_gate_tables *t, const sl_gate_entry *e,
                      const known_tables *known, rule_cost *costs, size_t len)
{
    sl_str text = sl_str_make(t->texts + e->text, e->len);
    uint64_t hits = rarest(&known->threes, text.ptr, text.len);
    uint64_t candidates =
        text.len < SL_WINDOW
            ? hits
            : rate(&known->fours, sl_window_of(sl_four_at(text.ptr + e->offset)));

    for (uint32_t i = 0; i < e->owners_len; i++) {
        uint32_t owner = t->owners[e->owners + i];

        if (owner >= len || e->offset < 0) /* no rule; the other half of a short one */
            continue;
        costs[owner].hits += hits;
        costs[owner].candidates += candidates;
        if (hits > costs[owner].worst) {
            costs[owner].worst = hits;
            costs[owner].literal = text;
        }
    }
}

static bool has_literals(const sl_rule *rule, sl_buf *said)
{
    if (rule->pattern.regex.len == 0 || rule->pattern.literals.len > 0)
        return true;
    sl_buf_printf(said,
                  "%.*s: the regex of %.*s has no literal: it would run over all "
                  "of every text\n",
                  sl_fmt(rule->file), sl_fmt(rule->id));
    return false;
}

static bool reach_is_kept(const sl_rule *rule, sl_buf *said)
{
    if (rule->pattern.before <= SL_BUDGET_BEFORE &&
        rule->pattern.after <= SL_BUDGET_AFTER)
        return true;
    sl_buf_printf(said,
                  "%.*s: a match of %.*s may reach %" PRIu32
                  " bytes before its literal and %" PRIu32 " behind; "
                  "at most %d and %d are allowed\n",
                  sl_fmt(rule->file), sl_fmt(rule->id), rule->pattern.before,
                  rule->pattern.after, SL_BUDGET_BEFORE, SL_BUDGET_AFTER);
    return false;
}

static bool cost_is_kept(const sl_rule *rule, const rule_cost *cost, sl_buf *said)
{
    bool kept =
        cost->hits <= SL_BUDGET_HITS && cost->candidates <= SL_BUDGET_CANDIDATES;

    if (kept && rule->pattern.frequent.len > 0)
        sl_buf_printf(said,
                      "%.*s: match.frequent has no reason: the literals are rare\n",
                      sl_fmt(rule->file));
    if (kept || rule->pattern.frequent.len > 0)
        return kept == (rule->pattern.frequent.len == 0);
    sl_buf_printf(
        said,
        "%.*s: the literals of %.*s stand %" PRIu64 " times in a million bytes of text "
        "(%" PRIu64 " candidates; at most %d, %d), '%.*s' alone %" PRIu64
        " times: name rarer "
        "ones, or say in match.frequent why it must be these\n",
        sl_fmt(rule->file), sl_fmt(rule->id), cost->hits, cost->candidates,
        SL_BUDGET_HITS, SL_BUDGET_CANDIDATES, sl_fmt(cost->literal), cost->worst);
    return false;
}

bool sl_budget_kept(const sl_gate_tables *tables, const sl_rule *rules, size_t len,
                    sl_buf *said)
{
    known_tables known = {{sl_calloc(MOST, sizeof(sl_frequent)), 0},
                          {sl_calloc(MOST, sizeof(sl_frequent)), 0}};
    rule_cost *costs = sl_calloc(len, sizeof *costs);
    bool kept = true;

    known.threes.len = sl_frequent_threes(known.threes.at, MOST);
    known.fours.len = sl_frequent_fours(known.fours.at, MOST);
    qsort(known.threes.at, known.threes.len, sizeof(sl_frequent), by_bytes);
    qsort(known.fours.at, known.fours.len, sizeof(sl_frequent), by_bytes);
    for (size_t i = 0; i < tables->entries_len; i++)
        add_entry(tables, &tables->entries[i], &known, costs, len);
    for (size_t i = 0; i < len; i++) {
        kept &= has_literals(&rules[i], said);
        kept &= reach_is_kept(&rules[i], said);
        kept &= cost_is_kept(&rules[i], &costs[i], said);
    }
    free(known.threes.at);
    free(known.fours.at);
    free(costs);
    return kept;
}
