/* history_replay.c - the edges of a forest from what the first pass wrote down, without
 * those to trees that lead to nothing wanted, which are most. */
#include "base/mem.h"
#include "base/pool.h"
#include "source/history_forest.h"

#include <stdlib.h>
#include <string.h>

enum { AHEAD = 16 /* edges that are on their way from memory */ };

/* Of a number in a log. */
static uint32_t edge_of(const sl_forest *f, const sl_tree_log *log, uint32_t number)
{
    sl_oid loose;
    size_t packed;

    if (number == SL_TREE_LOG_NONE)
        return SL_OIDMAP_NONE;
    packed = sl_tree_log_object(log, number, &loose);
    return sl_forest_edge_at(f, packed, packed == SL_ODB_UNPACKED ? &loose : NULL);
}

/* Turns what is named in a log into edges. */
static void find_edges(const sl_forest *f, sl_tree_log *log)
{
    for (size_t i = 0; i < log->named.len; i++) {
        size_t coming = log->named.at[log->named.len - i > AHEAD ? i + AHEAD : i];

        if (coming < f->packed_len)
            __builtin_prefetch(&f->packed[coming]);
        log->named.at[i] = edge_of(f, log, log->named.at[i]);
    }
}

typedef struct replaying {
    sl_forest *forest;
    sl_tree_families *families; /* by worker */
    sl_word_vec *links;         /* of the families */
    bool *skip; /* by tree: its family leads to nothing that is wanted */
    bool *ok;   /* by worker */
    void (*beside)(void *ctx);
    void *ctx;
} replaying;

/* What goes on beside is first: it is longer than any log on more threads than one. */
static void list_families(void *ctx, unsigned worker, size_t item)
{
    const replaying *r = ctx;
    sl_tree_log *log;

    (void)worker;
    if (item == 0) {
        r->beside(r->ctx);
        return;
    }
    log = &r->forest->history->trees[--item];
    find_edges(r->forest, log);
    r->ok[item] =
        sl_tree_log_families(log, log->named.at, &r->families[item], &r->links[item]);
}

/* The families of all logs, numbered from the first log's on: which of them name a tree. */
typedef struct namers {
    const replaying *in;
    uint32_t *first; /* by tree, where its begin; one more at the end */
    uint32_t *families;
    sl_word_vec led; /* families whose namers are still to be told */
} namers;

static const sl_tree_family *family_at(const replaying *r, uint32_t number,
                                       size_t *base)
{
    size_t w = 0;

    while (number >= r->families[w].len - 1)
        number -= (uint32_t)r->families[w++].len - 1;
    *base = sl_history_first_tree(r->forest->history, w);
    return &r->families[w].at[number];
}

static void lead(namers *n, uint32_t number)
{
    size_t base;
    const sl_tree_family *family = family_at(n->in, number, &base);
    bool *skip = n->in->skip + base;

    if (!skip[family->first])
        return;
    memset(skip + family->first, false, family[1].first - family->first);
    *sl_vec_push(&n->led) = number;
}

static void count_namers(const namers *n, const sl_word_vec *links)
{
    for (size_t i = 0; i < links->len; i++)
        if (!(links->at[i] & SL_EDGE_WANTED))
            n->first[links->at[i] + 2]++;
}

/* number: of the first family of the log. */
static void put_namers(namers *n, unsigned w, uint32_t number)
{
    const sl_tree_families *families = &n->in->families[w];

    for (size_t i = 0; i + 1 < families->len; i++, number++)
        for (size_t k = families->at[i].links; k < families->at[i + 1].links; k++) {
            uint32_t link = n->in->links[w].at[k];

            if (link & SL_EDGE_WANTED)
                lead(n, number);
            else
                n->families[n->first[link + 1]++] = number;
        }
}

/* From what is wanted upwards. */
static void find_leading(const replaying *r)
{
    unsigned threads = r->forest->history->feed->threads;
    size_t trees = r->forest->trees;
    namers n = {.in = r, .first = sl_calloc(trees + 2, sizeof *n.first)};
    uint32_t number = 0;

    memset(r->skip, true, trees);
    for (unsigned w = 0; w < threads; w++)
        count_namers(&n, &r->links[w]);
    for (size_t i = 0; i < trees; i++)
        n.first[i + 2] += n.first[i + 1];
    n.families = sl_calloc(n.first[trees + 1], sizeof *n.families);
    for (unsigned w = 0; w < threads; w++) {
        put_namers(&n, w, number);
        number += (uint32_t)r->families[w].len - 1;
    }
    while (n.led.len > 0) {
        size_t base;
        const sl_tree_family *family = family_at(r, n.led.at[--n.led.len], &base);
        uint32_t end = n.first[base + family[1].first];

        for (uint32_t i = n.first[base + family->first]; i < end; i++)
            lead(&n, n.families[i]);
    }
    sl_vec_free(&n.led);
    free(n.first);
    free(n.families);
}

/* item: a log, by the number of the worker who wrote it. */
static void replay(void *ctx, unsigned worker, size_t item)
{
    const replaying *r = ctx;
    sl_forest *f = r->forest;
    sl_tree_log *log = &f->history->trees[item];
    size_t tree = sl_history_first_tree(f->history, item);
    uint32_t *named = log->named.at;
    sl_tree_links out = {&f->edges[item], f->first + tree, f->len + tree,
                         r->skip + tree};

    (void)worker;
    for (size_t i = 0; i < log->named.len; i++)
        if (named[i] < f->trees && r->skip[named[i]])
            named[i] = SL_OIDMAP_NONE;
    r->ok[item] = sl_tree_log_replay(log, named, &r->families[item], &out);
    memset(f->worker + tree, (int)item, log->objects.len);
}

/* The places of edges are links into the logs. */
static void link_logs(sl_forest *f)
{
    const sl_history *h = f->history;

    f->targets = sl_calloc(h->feed->threads, sizeof *f->targets);
    f->tags = sl_calloc(h->feed->threads, sizeof *f->tags);
    for (unsigned w = 0; w < h->feed->threads; w++) {
        f->targets[w] = h->trees[w].named;
        f->tags[w] = h->trees[w].tags;
    }
}

static bool all_ok(const replaying *r)
{
    bool ok = true;

    for (unsigned w = 0; w < r->forest->history->feed->threads; w++)
        ok = ok && r->ok[w];
    return ok;
}

bool sl_forest_replay(sl_forest *f, void (*beside)(void *ctx), void *ctx)
{
    const sl_history *h = f->history;
    unsigned threads = h->feed->threads;
    replaying r = {.forest = f,
                   .families = sl_calloc(threads, sizeof *r.families),
                   .links = sl_calloc(threads, sizeof *r.links),
                   .skip = sl_calloc(f->trees, sizeof *r.skip),
                   .ok = sl_calloc(threads, sizeof *r.ok),
                   .beside = beside,
                   .ctx = ctx};
    bool ok;

    sl_pool_run(threads, threads + 1, list_families, &r);
    if (all_ok(&r)) {
        find_leading(&r);
        sl_pool_run(threads, threads, replay, &r);
    }
    ok = all_ok(&r);
    if (ok)
        link_logs(f);
    for (unsigned w = 0; w < threads; w++) {
        if (!ok)
            sl_tree_log_drop(&h->trees[w]);
        sl_vec_free(&r.families[w]);
        sl_vec_free(&r.links[w]);
    }
    free(r.families);
    free(r.links);
    free(r.skip);
    free(r.ok);
    return ok;
}
