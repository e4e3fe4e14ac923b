#include "scan/attribute.h"

#include "scan/cache.h"
#include "source/oidmap.h"

#include <string.h>

SL_VEC(attribution_vec, sl_attribution);

typedef void place_fn(void *ctx, sl_place *place);

static bool pending(const sl_place *place)
{
    return place->origin == SL_ORIGIN_HISTORY && place->commit.len == 0;
}

/* Calls fn for every place in history that has no commit yet. */
static void each_place(sl_run_state *state, const sl_mark *marks, place_fn *fn,
                       void *ctx)
{
    for (unsigned w = 0; w < state->threads; w++) {
        sl_sink *sink = &state->scanners[w].sink;

        for (size_t i = marks[w].findings; i < sink->findings.len; i++)
            if (pending(&sink->findings.at[i].place))
                fn(ctx, &sink->findings.at[i].place);
        for (size_t i = marks[w].facts; i < sink->facts.len; i++)
            if (pending(&sink->facts.at[i].place))
                fn(ctx, &sink->facts.at[i].place);
    }
}

typedef struct asking {
    sl_oidmap numbers;
    attribution_vec items;
    sl_attribution *answers; /* to them; findings point there */
    sl_arena *arena;
} asking;

static void collect(void *ctx, sl_place *place)
{
    asking *a = ctx;
    uint32_t number = (uint32_t)a->items.len;

    if (sl_oidmap_put(&a->numbers, &place->blob, number) == number)
        sl_vec_push(&a->items)->blob = place->blob;
}

/* The object's path; what a member is called in its archive stays. */
static void set_path(asking *a, sl_place *place, sl_str path)
{
    sl_str inner = sl_str_skip(place->path, place->path.len - place->inner);

    place->path = inner.len == 0 ? path
                                 : sl_arena_printf(a->arena, "%.*s%.*s", sl_fmt(path),
                                                   sl_fmt(inner));
}

static void answer(void *ctx, sl_place *place)
{
    asking *a = ctx;
    uint32_t number = sl_oidmap_get(&a->numbers, &place->blob);
    const sl_attribution *item = number < a->items.len ? &a->answers[number] : NULL;
    char hex[SL_OID_HEX_MAX + 1];

    if (!item)
        return;
    place->commit = item->commit;
    place->commit_time = item->time;
    place->first = place->last = item->commit.len > 0 ? item : NULL;
    place->unreachable = item->unreachable;
    if (item->path.len > 0)
        set_path(a, place, item->path);
    else if (place->path.len == place->inner)
        set_path(
            a, place,
            sl_arena_printf(a->arena, ".git/blob/%s", sl_oid_hex(&place->blob, hex)));
}

static asking ask(sl_run_state *state, const sl_mark *marks, const sl_repo *repo)
{
    asking a = {.numbers = {.oid_len = sl_repo_oid_len(repo)}, .arena = &state->arena};

    each_place(state, marks, collect, &a);
    a.answers = sl_arena_calloc(a.arena, a.items.len, sizeof *a.answers);
    if (a.items.len > 0)
        memcpy(a.answers, a.items.at, a.items.len * sizeof *a.answers);
    return a;
}

static void settle(sl_run_state *state, const sl_mark *marks, sl_repo *repo, asking *a)
{
    sl_history_attribute_index(repo, a->answers, a->items.len, a->arena);
    each_place(state, marks, answer, a);
}

static void end(asking *a)
{
    sl_vec_free(&a->items);
    sl_oidmap_free(&a->numbers);
}

void sl_attribute(sl_run_state *state, const sl_mark *marks, sl_repo *repo,
                  sl_history *history)
{
    asking a = ask(state, marks, repo);

    sl_history_attribute(history, a.answers, a.items.len, a.arena);
    if (state->cache) {
        sl_cache_keep(state->cache, a.answers, a.items.len);
        sl_cache_save(state->cache);
    }
    settle(state, marks, repo, &a);
    end(&a);
}

bool sl_attribute_known(sl_run_state *state, const sl_mark *marks, sl_repo *repo)
{
    asking a = ask(state, marks, repo);
    bool ok = sl_cache_place(state->cache, a.answers, a.items.len);

    if (ok)
        settle(state, marks, repo, &a);
    end(&a);
    return ok;
}
