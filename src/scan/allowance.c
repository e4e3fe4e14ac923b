#include "scan/allowance.h"

#include "scan/peers.h"

#include <stdlib.h>

sl_allow_policy sl_allowance_open(sl_run_state *state, const sl_repo *repo)
{
    const sl_run_options *options = state->options;
    const char *worktree = repo ? sl_repo_worktree(repo) : NULL;

    if (options->peers && worktree)
        sl_peers_load(worktree, &state->config.allow, &state->sink);
    sl_allow_list_close(&state->config.allow);
    return (sl_allow_policy){
        .comments = options->inline_allow,
        .peers = options->peers,
        .list = &state->config.allow,
        .today = sl_date_today(),
    };
}

/* A secret that is allowed because of the commit that it came with is the same secret
 * in other versions of the file. */
typedef struct known_secret {
    uint64_t identity;
    sl_str path;
    const sl_allow_entry *entry;
} known_secret;

SL_VEC(known_secret_vec, known_secret);

typedef struct placing {
    sl_run_state *state;
    const sl_mark *marks;
    sl_arena arena;
    sl_map facts; /* by origin and version */
    bool facts_known;
    known_secret_vec known;
} placing;

static sl_str version_key(placing *p, const sl_place *place)
{
    bool old = place->origin == SL_ORIGIN_HISTORY;
    sl_str name =
        old ? sl_str_make((const char *)place->blob.raw, place->blob.len) : place->path;
    sl_buf text = {0};
    sl_str key;

    sl_buf_char(&text, (char)('0' + place->origin));
    sl_buf_add(&text, name);
    key = sl_arena_str(&p->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return key;
}

static void learn_facts(placing *p)
{
    p->facts_known = true;
    for (unsigned w = 0; w < p->state->threads; w++) {
        sl_sink *sink = &p->state->scanners[w].sink;

        for (size_t i = p->marks[w].facts; i < sink->facts.len; i++)
            *sl_map_put(&p->facts, version_key(p, &sink->facts.at[i].place)) =
                &sink->facts.at[i];
    }
}

/* A secret that is not counted in its fact any more. */
static void forget_secret(placing *p, const sl_finding *finding)
{
    sl_fact *fact;

    if (!finding->masked) /* there was no secret to count */
        return;
    if (!p->facts_known)
        learn_facts(p);
    fact = sl_map_get(&p->facts, version_key(p, &finding->place));
    if (fact && fact->secrets > 0)
        fact->secrets--;
}

static void allow(placing *p, sl_finding *finding, const sl_allow_entry *entry)
{
    sl_allow_apply(finding, entry);
    forget_secret(p, finding);
}

/* What an override switches off at the path that history gave is no secret of it. */
static void settle_levels(placing *p, sl_sink *sink, size_t first)
{
    const sl_path_levels *levels = &p->state->set.levels;

    for (size_t i = first; levels->any && i < sink->findings.len; i++) {
        sl_finding *finding = &sink->findings.at[i];

        if (finding->place.origin != SL_ORIGIN_HISTORY ||
            !sl_path_levels_off(levels, finding))
            continue;
        forget_secret(p, finding);
        finding->level = SL_LEVEL_OFF; /* judge.c leaves it out */
    }
}

static void settle_candidates(placing *p, sl_sink *sink)
{
    for (size_t i = 0; i < sink->candidates.len; i++) {
        const sl_candidate *c = &sink->candidates.at[i];
        sl_finding *finding = &sink->findings.at[c->finding];

        if (!finding->suppressed && finding->level != SL_LEVEL_OFF &&
            sl_allow_entry_fits(c->entry, finding->rule, &finding->place))
            allow(p, finding, c->entry);
    }
    sink->candidates.len = 0;
}

static void settle_places(placing *p, sl_sink *sink, size_t first)
{
    for (size_t i = first; i < sink->findings.len; i++) {
        sl_finding *finding = &sink->findings.at[i];
        const sl_allow_entry *entry;

        if (finding->place.origin != SL_ORIGIN_HISTORY || !finding->masked ||
            finding->suppressed || finding->level == SL_LEVEL_OFF)
            continue;
        entry = sl_allow_list_place(&p->state->config.allow, &finding->place);
        if (!entry)
            continue;
        allow(p, finding, entry);
        if (entry->commits.len > 0)
            *sl_vec_push(&p->known) =
                (known_secret){finding->identity, finding->place.path, entry};
    }
}

static int by_secret(const void *a, const void *b)
{
    const known_secret *x = a;
    const known_secret *y = b;

    if (x->identity != y->identity)
        return x->identity < y->identity ? -1 : 1;
    return sl_str_cmp(x->path, y->path);
}

static void settle_same(placing *p, sl_sink *sink, size_t first)
{
    for (size_t i = first; i < sink->findings.len; i++) {
        sl_finding *finding = &sink->findings.at[i];
        known_secret key = {finding->identity, finding->place.path, NULL};
        const known_secret *known;

        if (finding->suppressed || !finding->masked || finding->level == SL_LEVEL_OFF)
            continue;
        known = bsearch(&key, p->known.at, p->known.len, sizeof key, by_secret);
        if (known)
            allow(p, finding, known->entry);
    }
}

void sl_allowance_place(sl_run_state *state, const sl_mark *marks)
{
    placing p = {.state = state, .marks = marks};

    for (unsigned w = 0; w < state->threads; w++) {
        settle_levels(&p, &state->scanners[w].sink, marks[w].findings);
        settle_candidates(&p, &state->scanners[w].sink);
        if (state->config.allow.by_path.len > 0)
            settle_places(&p, &state->scanners[w].sink, marks[w].findings);
    }
    if (p.known.len > 0) {
        qsort(p.known.at, p.known.len, sizeof *p.known.at, by_secret);
        for (unsigned w = 0; w < state->threads; w++)
            settle_same(&p, &state->scanners[w].sink, marks[w].findings);
    }
    sl_vec_free(&p.known);
    sl_map_free(&p.facts);
    sl_arena_free(&p.arena);
}

static bool asks_a_place_only(const sl_allow_entry *entry)
{
    return !entry->value && !entry->on_line && entry->fingerprint.len == 0;
}

static void by_entry(const sl_run_state *state, sl_finding *finding)
{
    const sl_allow_entries *entries = &state->config.allow.config;

    for (size_t i = 0; i < entries->len; i++) {
        if (!asks_a_place_only(entries->at[i]) ||
            !sl_allow_entry_fits(entries->at[i], finding->rule, &finding->place))
            continue;
        sl_allow_apply(finding, entries->at[i]);
        return;
    }
}

/* The marks of one file, in the order of its lines; several versions may be mixed. */
typedef struct file_marks {
    sl_kept_mark **at;
    size_t len;
    size_t cap;
} file_marks;

static void index_marks(sl_run_state *state, const sl_mark *marks, sl_arena *arena,
                        sl_map *by_path)
{
    for (unsigned w = 0; w < state->threads; w++) {
        sl_sink *sink = &state->scanners[w].sink;

        for (size_t i = marks[w].allowances; i < sink->marks.len; i++) {
            void **slot = sl_map_put(by_path, sink->marks.at[i].place.path);
            file_marks *file = *slot;

            if (!file)
                *slot = file = sl_arena_alloc(arena, sizeof *file);
            *sl_vec_push(file) = &sink->marks.at[i];
        }
    }
}

static bool lists(const sl_kept_mark *mark, sl_str rule_id)
{
    return sl_allow_lists(&(sl_allow_mark){.ids = mark->ids, .every = mark->every},
                          rule_id);
}

static bool over(const sl_kept_mark *mark, sl_date today)
{
    return sl_allow_expired(&(sl_allow_mark){.until = mark->until, .date = mark->date},
                            today);
}

static bool by_mark(const file_marks *file, sl_finding *finding, sl_date today)
{
    size_t line = finding->place.start.line;

    for (size_t i = 0; i < file->len; i++) {
        sl_kept_mark *mark = file->at[i];
        size_t at = mark->place.start.line;

        if ((at != line && (at + 1 != line || !mark->alone)) ||
            mark->place.origin != finding->place.origin ||
            !lists(mark, finding->rule->id) || over(mark, today))
            continue;
        finding->suppressed = mark->used = true;
        finding->allowed_by = SL_ALLOWER_INLINE;
        return true;
    }
    return false;
}

void sl_allowance_repository(sl_run_state *state, const sl_mark *marks, size_t first)
{
    sl_date today = sl_date_today();
    sl_arena arena = {0};
    sl_map by_path = {0};

    index_marks(state, marks, &arena, &by_path);
    for (size_t i = first; i < state->sink.findings.len; i++) {
        sl_finding *finding = &state->sink.findings.at[i];
        file_marks *file = sl_map_get(&by_path, finding->place.path);

        if (!(file && finding->place.start.line > 0 && by_mark(file, finding, today)))
            by_entry(state, finding);
    }
    for (size_t i = 0; i < by_path.cap; i++)
        if (by_path.slots[i].value)
            sl_vec_free((file_marks *)by_path.slots[i].value);
    sl_map_free(&by_path);
    sl_arena_free(&arena);
}

void sl_allowance_entries(sl_run_state *state, size_t first)
{
    for (size_t i = first; i < state->sink.findings.len; i++)
        by_entry(state, &state->sink.findings.at[i]);
}

void sl_allowance_fingerprints(sl_run_state *state)
{
    const sl_allow_entries *entries = &state->config.allow.config;
    sl_map by_fingerprint = {0};

    for (size_t i = 0; i < entries->len; i++)
        if (entries->at[i]->fingerprint.len > 0 && !entries->at[i]->expired)
            *sl_map_put(&by_fingerprint, entries->at[i]->fingerprint) = entries->at[i];
    for (size_t i = 0; by_fingerprint.len > 0 && i < state->sink.findings.len; i++) {
        sl_finding *finding = &state->sink.findings.at[i];
        const sl_allow_entry *entry =
            sl_map_get(&by_fingerprint, sl_str_of(finding->fingerprint));

        if (entry && !finding->suppressed &&
            sl_allow_entry_fits(entry, finding->rule, &finding->place))
            sl_allow_apply(finding, entry);
    }
    sl_map_free(&by_fingerprint);
}
