/* baseline_match.c - which findings the entries of a baseline are about.
 *
 * Findings and entries are put side by side by rule and hash. In each such group, in this
 * order:
 *
 *   1. what stands in the tree takes an entry of its own path;
 *   2. what is staged only, or stood there once, shares an entry of its own path;
 *   3. what stands in the tree takes an entry that is left, if the path of that is gone
 *      (the file was renamed), and then so does what is staged;
 *   4. what stood there once shares the entry of the same secret, or takes what is left.
 *
 * All lists of a group are sorted by path, so that each step is one pass. */
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "scan/baseline.h"

#include <stdlib.h>

enum { SECRETS = 8 }; /* of one hash, that are told apart */

typedef struct place {
    const sl_finding *finding;
    size_t index;
    uint32_t hash;
    sl_baseline_place where;
    sl_baseline_entry *entry;
} place;

SL_VEC(place_vec, place);

typedef struct group {
    const sl_baseline_scope *scope;
    place *places; /* by where, then by path */
    size_t places_len;
    sl_baseline_entry **entries; /* by path */
    size_t entries_len;
} group;

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int places_in_order(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    int order = sl_str_cmp(x->finding->rule->id, y->finding->rule->id);

    if (order == 0)
        order = compare(x->hash, y->hash);
    if (order == 0)
        order = compare(x->where, y->where);
    if (order == 0)
        order = sl_str_cmp(x->finding->place.path, y->finding->place.path);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Of two entries for one path that which accepts more comes first. */
static int entries_in_order(const void *a, const void *b)
{
    const sl_baseline_entry *x = *(sl_baseline_entry *const *)a;
    const sl_baseline_entry *y = *(sl_baseline_entry *const *)b;
    int order = sl_str_cmp(x->rule, y->rule);

    if (order == 0)
        order = compare(x->hash, y->hash);
    if (order == 0)
        order = sl_str_cmp(x->path, y->path);
    if (order == 0)
        order = x->expired - y->expired;
    if (order == 0)
        order = x->history - y->history;
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void assign(place *p, sl_baseline_entry *entry)
{
    p->entry = entry;
    entry->used = true;
    if (p->where == SL_STOOD)
        return;
    entry->taken = true;
    entry->now = p->finding->place.path;
}

/* The first entry from *at on whose path is not before that of p. */
static sl_baseline_entry *entry_at(const group *g, size_t *at, const place *p)
{
    while (*at < g->entries_len &&
           sl_str_cmp(g->entries[*at]->path, p->finding->place.path) < 0)
        ++*at;
    if (*at == g->entries_len ||
        !sl_str_eq(g->entries[*at]->path, p->finding->place.path))
        return NULL;
    return g->entries[*at];
}

static void take_own(group *g)
{
    size_t at = 0;

    for (size_t i = 0; i < g->places_len; i++) {
        place *p = &g->places[i];
        sl_baseline_entry *entry;

        if (p->where != SL_STANDS_NOW)
            break;
        entry = entry_at(g, &at, p);
        if (entry) {
            assign(p, entry);
            at++;
        }
    }
}

static void share_own(group *g, sl_baseline_place where)
{
    size_t at = 0;

    for (size_t i = 0; i < g->places_len; i++) {
        place *p = &g->places[i];

        if (p->where != where)
            continue;
        p->entry = entry_at(g, &at, p);
        for (size_t k = at; p->entry && k < g->entries_len && !g->entries[k]->used &&
                            sl_str_eq(g->entries[k]->path, p->entry->path);
             k++)
            g->entries[k]->used = true;
    }
}

/* Is there nothing at the path of the entry any more, as far as that can be told? */
static bool deserted(const group *g, const sl_baseline_entry *entry)
{
    const sl_survey *survey = g->scope->survey;
    size_t inner = sl_str_find(entry->path, sl_lit("!/")); /* of an archive */

    return g->scope->tree ||
           (survey && survey->paths_len > 0 &&
            !sl_survey_path(survey, sl_str_sub(entry->path, 0, inner)));
}

/* May the entry move to another path? */
static bool is_free(const group *g, const sl_baseline_entry *entry)
{
    return !entry->taken && !entry->history && deserted(g, entry);
}

/* How much of two paths is the same at their ends. */
static size_t likeness(sl_str a, sl_str b)
{
    size_t most = a.len < b.len ? a.len : b.len;
    size_t head = 0, tail = 0;

    while (head < most && a.ptr[head] == b.ptr[head])
        head++;
    while (tail < most - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
        tail++;
    return head + tail;
}

/* Of the places that have no entry yet, that which the file of the entry was renamed to,
 * most likely: what git tracks comes before what it does not. */
static place *best_place(const group *g, sl_baseline_place where,
                         const sl_baseline_entry *entry)
{
    place *best = NULL;
    size_t best_worth = 0;

    for (size_t i = 0; i < g->places_len; i++) {
        place *p = &g->places[i];
        size_t worth = likeness(p->finding->place.path, entry->path) + 1;

        if (p->where != where || p->entry)
            continue;
        if (p->finding->origins & 1u << SL_ORIGIN_INDEX)
            worth += SL_MAX_PATH;
        if (worth > best_worth) {
            best = p;
            best_worth = worth;
        }
    }
    return best;
}

static void follow(group *g, sl_baseline_place where)
{
    size_t looks = 0;

    for (size_t i = 0; i < g->entries_len && looks < SL_MAX_BASELINE_LOOKS; i++) {
        place *p;

        if (!is_free(g, g->entries[i]))
            continue;
        p = best_place(g, where, g->entries[i]);
        if (!p)
            return;
        assign(p, g->entries[i]);
        looks += g->places_len;
    }
}

/* The entry of another place of the same secret. */
static sl_baseline_entry *entry_of_secret(const place *const *known, size_t len,
                                          const place *p)
{
    for (size_t i = 0; i < len; i++)
        if (p->finding->identity != 0 &&
            known[i]->finding->identity == p->finding->identity)
            return known[i]->entry;
    return NULL;
}

static void settle_history(group *g)
{
    const place *known[SECRETS];
    size_t len = 0, at = 0;

    for (size_t i = 0; i < g->places_len && len < SECRETS; i++)
        if (g->places[i].entry && !entry_of_secret(known, len, &g->places[i]))
            known[len++] = &g->places[i];
    for (size_t i = 0; i < g->places_len; i++) {
        place *p = &g->places[i];

        if (p->where != SL_STOOD || p->entry)
            continue;
        p->entry = entry_of_secret(known, len, p);
        while (at < g->entries_len && g->entries[at]->used)
            at++;
        if (p->entry || at == g->entries_len)
            continue;
        assign(p, g->entries[at]);
        p->entry->now = p->finding->place.path;
        if (len < SECRETS)
            known[len++] = p;
    }
}

/* An entry for history says nothing more where another one accepts the secret: two
 * branches wrote them. */
static void spare_history(group *g)
{
    bool used = false;

    for (size_t i = 0; i < g->entries_len; i++)
        used |= g->entries[i]->used;
    for (size_t i = 0; used && i < g->entries_len; i++)
        g->entries[i]->spare = g->entries[i]->history && !g->entries[i]->used;
}

static void match_group(group *g)
{
    take_own(g);
    share_own(g, SL_STANDS_STAGED);
    share_own(g, SL_STOOD);
    follow(g, SL_STANDS_NOW);
    follow(g, SL_STANDS_STAGED);
    settle_history(g);
    spare_history(g);
}

static int group_cmp(const place *p, const sl_baseline_entry *entry)
{
    int order = sl_str_cmp(p->finding->rule->id, entry->rule);

    return order ? order : compare(p->hash, entry->hash);
}

static size_t places_end(const place_vec *places, size_t from)
{
    size_t end = from;

    while (end < places->len && places->at[end].hash == places->at[from].hash &&
           sl_str_eq(places->at[end].finding->rule->id,
                     places->at[from].finding->rule->id))
        end++;
    return end;
}

static void match_groups(const sl_baseline_scope *scope, place_vec *places,
                         sl_baseline_entry **entries, size_t len)
{
    size_t at = 0;

    for (size_t start = 0, end; start < places->len; start = end) {
        group g = {.scope = scope, .places = &places->at[start]};

        end = places_end(places, start);
        g.places_len = end - start;
        while (at < len && group_cmp(g.places, entries[at]) > 0)
            at++;
        g.entries = &entries[at];
        while (at < len && group_cmp(g.places, entries[at]) == 0)
            at++;
        g.entries_len = (size_t)(&entries[at] - g.entries);
        if (g.entries_len > 0)
            match_group(&g);
    }
}

/* What stood there once under no name or another one may be found by another rule: an
 * .env file without its name. It is the same secret. */
static void match_by_secret(place_vec *places)
{
    sl_map known = {0};

    for (size_t i = 0; i < places->len; i++) {
        const place *p = &places->at[i];

        if (p->entry && p->finding->secret != 0)
            *sl_map_put(&known, sl_baseline_secret(p->finding)) = p->entry;
    }
    for (size_t i = 0; known.len > 0 && i < places->len; i++) {
        place *p = &places->at[i];

        if (p->where == SL_STOOD && !p->entry && p->finding->secret != 0)
            p->entry = sl_map_get(&known, sl_baseline_secret(p->finding));
    }
    sl_map_free(&known);
}

static void apply(sl_baseline *baseline, const place *p, sl_finding *finding)
{
    baseline->owners[p->index] = p->entry;
    if (!p->entry || p->entry->expired)
        return;
    finding->baseline = SL_BASELINE_UNCHANGED;
    finding->suppressed = true;
    finding->allowed_by = SL_ALLOWER_BASELINE;
    finding->justification = p->entry->reason;
}

static void count(sl_baseline *baseline, const sl_baseline_scope *scope)
{
    baseline->whole = scope->tree && scope->history;
    for (size_t i = 0; i < baseline->entries.len; i++) {
        const sl_baseline_entry *entry = &baseline->entries.at[i];

        baseline->expired += entry->used && entry->expired;
        baseline->stale += baseline->whole && !entry->used && !entry->spare;
    }
}

void sl_baseline_match(sl_baseline *baseline, sl_finding *findings, size_t len,
                       const sl_baseline_scope *scope)
{
    size_t entries_len = baseline->entries.len;
    sl_baseline_entry **entries =
        sl_calloc(entries_len + 1, sizeof(sl_baseline_entry *));
    place_vec places = {0};

    baseline->scope = *scope;
    baseline->owners = sl_arena_calloc(&baseline->arena, len, sizeof *baseline->owners);
    for (size_t i = 0; i < entries_len; i++) {
        entries[i] = &baseline->entries.at[i];
        entries[i]->expired = entries[i]->date > 0 && entries[i]->date < scope->today;
    }
    for (size_t i = 0; i < len; i++) {
        findings[i].baseline = SL_BASELINE_NEW;
        if (sl_baseline_concerns(&findings[i]))
            *sl_vec_push(&places) =
                (place){&findings[i], i, sl_baseline_hash(baseline, &findings[i]),
                        sl_baseline_where(&findings[i], scope), NULL};
    }
    qsort(entries, entries_len, sizeof(sl_baseline_entry *), entries_in_order);
    if (places.len > 0)
        qsort(places.at, places.len, sizeof *places.at, places_in_order);
    match_groups(scope, &places, entries, entries_len);
    match_by_secret(&places);
    for (size_t i = 0; i < places.len; i++)
        apply(baseline, &places.at[i], &findings[places.at[i].index]);
    count(baseline, scope);
    sl_vec_free(&places);
    free(entries);
}
