#include "scan/attribute.h"

#include "scan/cache.h"
#include "scan/doubles.h"
#include "scan/judge.h"
#include "scan/worth.h"
#include "source/oidmap.h"

#include <string.h>

SL_VEC(attribution_vec, sl_attribution);

/* Under which names a content was read: the first that is met, and whether there are
 * others. */
typedef struct readings {
    sl_str name;
    bool several;
} readings;

SL_VEC(readings_vec, readings);

/* A finding or fact of history that has no commit yet. */
typedef struct waiting {
    sl_sink *sink;
    size_t finding;      /* in there; SIZE_MAX: a fact, */
    const sl_fact *fact; /* this one */
    sl_place *place;
} waiting;

typedef void waiting_fn(void *ctx, const waiting *w);

static bool pending(const sl_place *place)
{
    return place->origin == SL_ORIGIN_HISTORY && place->commit.len == 0;
}

static void each_waiting(sl_run_state *state, const sl_mark *marks, waiting_fn *fn,
                         void *ctx)
{
    for (unsigned w = 0; w < state->threads; w++) {
        sl_sink *sink = &state->scanners[w].sink;

        for (size_t i = marks[w].findings; i < sink->findings.len; i++)
            if (pending(&sink->findings.at[i].place))
                fn(ctx, &(waiting){sink, i, NULL, &sink->findings.at[i].place});
        for (size_t i = marks[w].facts; i < sink->facts.len; i++)
            if (pending(&sink->facts.at[i].place))
                fn(ctx, &(waiting){sink, SIZE_MAX, &sink->facts.at[i],
                                   &sink->facts.at[i].place});
    }
}

typedef struct asking {
    sl_run_state *state;
    const sl_mark *marks;
    sl_oidmap numbers;
    attribution_vec items;
    readings_vec readings;   /* by item */
    sl_double_vec doubles;   /* findings in contents with several */
    sl_attribution *answers; /* to them; findings point there */
    sl_arena *arena;
    bool more; /* other paths of an item matter, */
    bool lack; /* and are not known */
} asking;

/* The base name under which it was read: that of the archive, of a member. */
static sl_str name_of(const sl_place *place)
{
    return sl_str_sub(place->path, 0, place->path.len - place->inner);
}

static bool is_bare(const sl_place *place)
{
    return sl_str_eq(name_of(place), sl_lit(SL_READING_BARE));
}

static void collect(void *ctx, const waiting *w)
{
    asking *a = ctx;
    sl_str name = name_of(w->place);
    uint32_t new = (uint32_t)a->items.len;
    uint32_t number = sl_oidmap_put(&a->numbers, &w->place->blob, new);

    if (number == new) {
        sl_vec_push(&a->items)->blob = w->place->blob;
        *sl_vec_push(&a->readings) = (readings){.name = name};
    } else if (!sl_str_eq(a->readings.at[number].name, name)) {
        a->readings.at[number].several = true;
    }
}

/* The object's path; what a member is called in its archive stays. */
static void set_path(asking *a, sl_place *place, sl_str path)
{
    sl_str inner = sl_str_skip(place->path, place->path.len - place->inner);

    place->path = inner.len == 0 ? path
                                 : sl_arena_printf(a->arena, "%.*s%.*s", sl_fmt(path),
                                                   sl_fmt(inner));
}

static sl_place placed(asking *a, const sl_place *place, const sl_attribution *at)
{
    sl_place out = *place;
    char hex[SL_OID_HEX_MAX + 1];

    out.commit = at->commit;
    out.commit_time = at->time;
    out.first = out.last = at->commit.len > 0 ? at : NULL;
    out.unreachable = at->unreachable;
    if (at->path.len > 0)
        set_path(a, &out, at->path);
    else if (out.path.len == out.inner || is_bare(&out))
        set_path(a, &out,
                 sl_arena_printf(a->arena, ".git/blob/%s", sl_oid_hex(&at->blob, hex)));
    return out;
}

/* Is the content read at that path as it was? Else another reading has found there what
 * is to be found. */
static bool fits(const asking *a, const waiting *w, const sl_attribution *at)
{
    sl_str base = sl_path_base(at->path);
    sl_str name = name_of(w->place);
    sl_readings *known = &a->state->readings;

    if (at->path.len == 0 || sl_str_eq(base, name) ||
        (w->fact && w->fact->secrets == 0))
        return true;
    return sl_reading_way(known, base) == sl_reading_way(known, name);
}

/* What it counts for there. Of a fact all that may count is its path. */
static unsigned worth(const asking *a, const waiting *w, const sl_place *there)
{
    if (w->fact)
        return sl_judge_excludes(a->state, there) ? SL_LEVEL_OFF : SL_WORTH_SETTLED;
    return sl_worth(a->state, w->sink, w->finding, there);
}

static unsigned most(const asking *a, const waiting *w)
{
    return w->fact ? (unsigned)SL_WORTH_SETTLED
                   : sl_worth_most(a->state, &w->sink->findings.at[w->finding]);
}

static size_t number_of(const asking *a, const waiting *w)
{
    return sl_oidmap_get(&a->numbers, &w->place->blob);
}

/* Do other paths matter? */
static void doubt(void *ctx, const waiting *w)
{
    asking *a = ctx;
    size_t number = number_of(a, w);
    sl_attribution *item;
    sl_place first;

    if (number >= a->items.len || a->answers[number].commit.len == 0)
        return; /* no commit has it */
    item = &a->answers[number];
    first = placed(a, w->place, item);
    if (fits(a, w, item) && worth(a, w, &first) >= most(a, w))
        return;
    a->more = true;
    a->lack |= !item->asked;
    item->asked = true;
}

/* A path, and what it is worth there. */
typedef struct choice {
    sl_place place;
    bool fits;
    unsigned worth;
} choice;

static choice judge(asking *a, const waiting *w, const sl_attribution *at)
{
    choice out = {.place = placed(a, w->place, at), .fits = fits(a, w, at)};

    out.worth = out.fits ? worth(a, w, &out.place) : SL_LEVEL_OFF;
    return out;
}

/* Elsewhere in the same version. */
static void put_beside(sl_place *place, const sl_place *of)
{
    place->path = of->path;
    place->commit = of->commit;
    place->commit_time = of->commit_time;
    place->first = of->first;
    place->last = of->last;
    place->unreachable = of->unreachable;
}

/* What belongs to the finding stands in the same version. What was only read as if it had
 * a name without an ending is nothing where none of its names is one. */
static void put(const waiting *w, const choice *at)
{
    sl_finding *finding = &w->sink->findings.at[w->finding];
    sl_related *related = sl_arena_calloc(&w->sink->arena, finding->related_len,
                                          sizeof *finding->related);

    for (size_t i = 0; i < finding->related_len; i++) {
        related[i] = finding->related[i];
        put_beside(&related[i].place, &at->place);
    }
    if (finding->related_len > 0)
        finding->related = related;
    if (!at->fits && is_bare(w->place))
        finding->level = SL_LEVEL_OFF;
}

/* The oldest path at which it counts most. */
static void answer(void *ctx, const waiting *w)
{
    asking *a = ctx;
    size_t number = number_of(a, w), rank = 0;
    const sl_attribution *item;
    bool several;
    choice best = {.fits = true};

    if (number >= a->items.len)
        return;
    item = &a->answers[number];
    several = a->readings.at[number].several;
    if (item->others_len > 0 || several || is_bare(w->place))
        best = judge(a, w, item);
    else
        best.place = placed(a, w->place, item);
    for (size_t i = 0; i < item->others_len; i++) {
        choice other = judge(a, w, &item->others[i]);

        if (!w->fact && other.worth == SL_WORTH_SETTLED)
            other.worth = SL_LEVEL_OFF;
        if (other.fits < best.fits ||
            (other.fits == best.fits && other.worth <= best.worth))
            continue;
        best = other;
        rank = i + 1;
    }
    if (several && !w->fact)
        *sl_vec_push(&a->doubles) = (sl_double){
            w->sink, w->finding, name_of(w->place), best.fits, best.worth, rank};
    if (!w->fact)
        put(w, &best);
    *w->place = best.place;
}

static asking ask(sl_run_state *state, const sl_mark *marks, const sl_repo *repo)
{
    asking a = {.state = state,
                .marks = marks,
                .numbers = {.oid_len = sl_repo_oid_len(repo)},
                .arena = &state->arena};

    each_waiting(state, marks, collect, &a);
    a.answers = sl_arena_calloc(a.arena, a.items.len, sizeof *a.answers);
    if (a.items.len > 0)
        memcpy(a.answers, a.items.at, a.items.len * sizeof *a.answers);
    return a;
}

static bool ask_others(void *ctx, sl_attribution *items, size_t len)
{
    asking *a = ctx;

    (void)items, (void)len; /* the answers */
    each_waiting(a->state, a->marks, doubt, a);
    return a->more;
}

static void settle(sl_run_state *state, const sl_mark *marks, sl_repo *repo, asking *a)
{
    sl_history_attribute_index(repo, a->answers, a->items.len, a->arena);
    each_waiting(state, marks, answer, a);
    sl_doubles_drop(&a->doubles);
}

static void end(asking *a)
{
    sl_vec_free(&a->items);
    sl_vec_free(&a->readings);
    sl_vec_free(&a->doubles);
    sl_oidmap_free(&a->numbers);
}

void sl_attribute(sl_run_state *state, const sl_mark *marks, sl_repo *repo,
                  sl_history *history)
{
    asking a = ask(state, marks, repo);
    sl_history_asker asker = {&a, ask_others};

    sl_history_attribute(history, a.answers, a.items.len, &asker, a.arena);
    if (state->cache)
        sl_cache_keep(state->cache, a.answers, a.items.len);
    settle(state, marks, repo, &a);
    end(&a);
}

bool sl_attribute_known(sl_run_state *state, const sl_mark *marks, sl_repo *repo)
{
    asking a = ask(state, marks, repo);
    bool ok = sl_cache_place(state->cache, a.answers, a.items.len);

    if (ok) {
        ask_others(&a, a.answers, a.items.len);
        ok = !a.lack;
    }
    if (ok)
        settle(state, marks, repo, &a);
    else
        sl_cache_miss(state->cache);
    end(&a);
    return ok;
}
