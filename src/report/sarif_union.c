#include "report/sarif_union.h"

#include <stdlib.h>

/* Where a list is, and what tells its items apart; NULL: all that is written. */
static const struct {
    const char *keys;
    const char *id;
} lists[SL_UNION_LISTS] = {
    [SL_UNION_RULES] = {"tool.driver.rules", "id"},
    [SL_UNION_DESCRIPTORS] = {"tool.driver.notifications", "id"},
    [SL_UNION_TAXA] = {"taxonomies", NULL}, /* of the first of them */
    [SL_UNION_INVOCATIONS] = {"invocations", NULL},
    [SL_UNION_ARTIFACTS] = {"artifacts", "location.uri"},
    [SL_UNION_RESULTS] = {"results", NULL},
    [SL_UNION_PROVENANCE] = {"versionControlProvenance", NULL},
    [SL_UNION_TOKENS] = {"redactionTokens", NULL},
};

const char *sl_union_key(sl_union_list id)
{
    return lists[id].keys;
}

const sl_node *sl_union_list_of(const sl_node *run, sl_union_list id)
{
    const sl_node *list = sl_json_below(run, lists[id].keys);

    if (id == SL_UNION_TAXA)
        list = sl_json_below(list ? list->first : NULL, "taxa");
    return list && list->type == SL_NODE_SEQ ? list : NULL;
}

/* Rule, place and fingerprint; numbers are padded, so that they sort as such. */
static sl_str result_key(sl_union *u, const sl_node *result)
{
    const sl_node *locations = sl_json_below(result, "locations");
    const sl_node *place =
        sl_json_below(locations ? locations->first : NULL, "physicalLocation");
    sl_str uri = sl_json_string(place, "artifactLocation.uri");
    sl_str rule = sl_json_string(result, "ruleId");
    const sl_node *prints = sl_json_below(result, "partialFingerprints");
    const sl_node *print =
        prints ? sl_node_get(prints, sl_lit("seclintFingerprint/v1")) : NULL;

    return sl_arena_printf(&u->arena, "%.*s\n%010zu %010zu %010zu %010zu %.*s %.*s",
                           sl_fmt(uri), sl_json_number(place, "region.startLine"),
                           sl_json_number(place, "region.startColumn"),
                           sl_json_number(place, "region.endLine"),
                           sl_json_number(place, "region.endColumn"), sl_fmt(rule),
                           sl_fmt(print ? print->value : (sl_str){0}));
}

/* As the writer of our reports has it: by level, then by rank; the suppressed last. */
static size_t rank_of(const sl_node *result, bool open)
{
    static const char *const levels[] = {"error", "warning", "note", "none"};
    sl_str level = sl_json_string(result, "level");
    size_t rank = sl_json_number(result, "rank");
    size_t at = 0;

    while (at < 3 && !sl_str_eq(level, sl_str_of(levels[at])))
        at++;
    return (open ? 0 : 1000) + at * 200 + (rank < 100 ? 100 - rank : 0);
}

static void add_item(sl_union *u, sl_union_list id, const sl_sarif_part *part,
                     const sl_node *node)
{
    sl_union_item *it = sl_vec_push(&u->items[id]);
    const sl_node *suppressions = sl_json_below(node, "suppressions");

    *it = (sl_union_item){.node = node, .part = part, .open = true};
    it->text = sl_json_written(part->file, node);
    it->key = it->text;
    if (id == SL_UNION_RESULTS) {
        it->key = result_key(u, node);
        it->open = !suppressions || !suppressions->first;
        it->rank = rank_of(node, it->open);
        u->states &= sl_json_below(node, "baselineState") != NULL;
    } else if (id == SL_UNION_TAXA) {
        it->key = sl_json_string(node, "id");
    } else if (lists[id].id) {
        it->key = sl_json_string(node, lists[id].id);
    }
}

/* Of two items with one key the first stays: a result that counts, and what the newest
 * version of the program says. */
static int items_in_order(const void *a, const void *b)
{
    const sl_union_item *x = a;
    const sl_union_item *y = b;
    int order = sl_str_cmp(x->key, y->key);

    if (order == 0)
        order = y->open - x->open;
    if (order == 0)
        order = (x->part > y->part) - (x->part < y->part);
    return order ? order : sl_str_cmp(x->text, y->text);
}

static int results_in_order(const void *a, const void *b)
{
    const sl_union_item *x = a;
    const sl_union_item *y = b;

    return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank)
                              : items_in_order(a, b);
}

/* Each key stands once. Returns how many items went. */
static size_t sort_items(sl_union_items *items)
{
    size_t kept = 0, dropped = 0;

    if (items->len > 0)
        qsort(items->at, items->len, sizeof *items->at, items_in_order);
    for (size_t i = 0; i < items->len; i++) {
        if (kept > 0 && sl_str_eq(items->at[kept - 1].key, items->at[i].key))
            dropped++;
        else
            items->at[kept++] = items->at[i];
    }
    items->len = kept;
    return dropped;
}

static void rank_results(sl_union *u)
{
    sl_union_items *results = &u->items[SL_UNION_RESULTS];

    if (results->len > 0)
        qsort(results->at, results->len, sizeof *results->at, results_in_order);
    for (size_t i = 0; i < results->len; i++)
        u->suppressions |= !results->at[i].open;
}

static void collect_own(sl_union *u)
{
    u->own = sl_arena_calloc(&u->arena, u->len, sizeof *u->own);
    for (size_t p = 0; p < u->len; p++) {
        const sl_node *rules = sl_union_list_of(u->parts[p].run, SL_UNION_RULES);
        const sl_node *artifacts =
            sl_union_list_of(u->parts[p].run, SL_UNION_ARTIFACTS);

        for (const sl_node *n = rules ? rules->first : NULL; n; n = n->next)
            *sl_vec_push(&u->own[p].rules) = n;
        for (const sl_node *n = artifacts ? artifacts->first : NULL; n; n = n->next)
            *sl_vec_push(&u->own[p].artifacts) = n;
        for (size_t i = 0; i < u->own[p].rules.len; i++)
            *sl_map_put(&u->own[p].rule_of,
                        sl_json_string(u->own[p].rules.at[i], "id")) =
                &u->own[p].rules.at[i];
    }
}

static void collect(sl_union *u)
{
    for (sl_union_list id = 0; id < SL_UNION_LISTS; id++) {
        size_t dropped;

        for (size_t p = 0; p < u->len; p++) {
            const sl_node *list = sl_union_list_of(u->parts[p].run, id);

            for (const sl_node *n = list ? list->first : NULL; n; n = n->next)
                add_item(u, id, &u->parts[p], n);
        }
        dropped = sort_items(&u->items[id]);
        if (id == SL_UNION_RESULTS) {
            u->repeats += dropped;
            rank_results(u);
        }
        for (size_t i = 0; i < u->items[id].len; i++)
            *sl_map_put(&u->places[id], u->items[id].at[i].key) = &u->items[id].at[i];
    }
}

static sl_str string_key(sl_union *u, sl_str rule, sl_str text)
{
    return sl_arena_printf(&u->arena, "%.*s\n%.*s", sl_fmt(rule), sl_fmt(text));
}

/* Each run numbers the texts of a rule's messages for itself. */
static void collect_strings(sl_union *u)
{
    sl_str rule = {0};
    size_t number = 0;

    for (size_t p = 0; p < u->len; p++) {
        const sl_node *rules = sl_union_list_of(u->parts[p].run, SL_UNION_RULES);

        for (const sl_node *r = rules ? rules->first : NULL; r; r = r->next) {
            const sl_node *strings = sl_json_below(r, "messageStrings");

            for (const sl_node *s = strings ? strings->first : NULL; s; s = s->next)
                *sl_vec_push(&u->strings) = (sl_union_item){
                    .node = s,
                    .part = &u->parts[p],
                    .key = string_key(u, sl_json_string(r, "id"),
                                      sl_json_string(s, "text")),
                };
        }
    }
    sort_items(&u->strings);
    for (size_t i = 0; i < u->strings.len; i++) {
        sl_union_item *s = &u->strings.at[i];
        sl_str id = sl_str_sub(s->key, 0, sl_str_chr(s->key, '\n'));

        number = sl_str_eq(id, rule) ? number + 1 : 1;
        rule = id;
        s->text = sl_arena_printf(&u->arena, "m%zu", number);
        *sl_map_put(&u->string_ids, s->key) = s;
        if (number == 1)
            *sl_map_put(&u->first_strings, id) = s;
    }
}

int64_t sl_union_index(const sl_union *u, sl_union_list id, sl_str key)
{
    const sl_union_item *it = sl_map_get(&u->places[id], key);

    return it ? it - u->items[id].at : -1;
}

static const sl_union_own *own_of(const sl_union *u, const sl_sarif_part *part)
{
    return &u->own[part - u->parts];
}

int64_t sl_union_parent(const sl_union *u, const sl_sarif_part *part, size_t at)
{
    const sl_union_nodes *artifacts = &own_of(u, part)->artifacts;

    return at < artifacts->len
               ? sl_union_index(
                     u, SL_UNION_ARTIFACTS,
                     sl_json_string(artifacts->at[at], lists[SL_UNION_ARTIFACTS].id))
               : -1;
}

const sl_union_item *sl_union_string(sl_union *u, const sl_sarif_part *part,
                                     const sl_node *message)
{
    sl_str id = sl_json_string(message->parent, "ruleId");
    const sl_node *const *rule = sl_map_get(&own_of(u, part)->rule_of, id);
    const sl_node *strings = sl_json_below(rule ? *rule : NULL, "messageStrings");
    const sl_node *string =
        strings ? sl_node_get(strings, sl_json_string(message, "id")) : NULL;

    return string ? sl_map_get(&u->string_ids,
                               string_key(u, id, sl_json_string(string, "text")))
                  : NULL;
}

void sl_union_make(sl_union *u, const sl_sarif_part *parts, size_t len)
{
    *u = (sl_union){.parts = parts, .len = len, .states = true};
    collect_own(u);
    collect(u);
    collect_strings(u);
}

void sl_union_free(sl_union *u)
{
    for (sl_union_list id = 0; id < SL_UNION_LISTS; id++) {
        sl_vec_free(&u->items[id]);
        sl_map_free(&u->places[id]);
    }
    for (size_t p = 0; u->own && p < u->len; p++) {
        sl_vec_free(&u->own[p].rules);
        sl_map_free(&u->own[p].rule_of);
        sl_vec_free(&u->own[p].artifacts);
    }
    sl_vec_free(&u->strings);
    sl_map_free(&u->string_ids);
    sl_map_free(&u->first_strings);
    sl_arena_free(&u->arena);
}
