#include "source/history_places.h"

#include "base/limits.h"
#include "base/mem.h"
#include "source/history_paths.h"

#include <stdlib.h>

SL_VEC(key_vec, uint64_t);

/* Pairs of numbers, each with a number of its own. */
typedef struct pairs {
    key_vec keys;
    uint32_t *slots; /* number + 1; 0: free */
    size_t cap;      /* of slots: a power of two, or 0 */
} pairs;

/* One step of the way from a commit's tree to the place being looked at. */
typedef struct step {
    uint32_t tree;
    uint32_t next; /* edge to follow next */
    uint32_t path; /* of the tree: its pair in names + 1; 0: the top */
    uint32_t tag;  /* of its name */
} step;

SL_VEC(step_vec, step);

/* A path that is not the first one of its item. */
typedef struct place {
    uint32_t item;
    sl_attribution *at;
} place;

SL_VEC(place_vec, place);

typedef struct search {
    const sl_places_search *in;
    sl_attribution *items;
    sl_arena *arena;
    bool *asked;     /* by item */
    bool *leads;     /* by tree: to an item that is asked */
    uint32_t *paths; /* by tree: the first path that it had, + 1 */
    pairs names;     /* path of a directory, tag of an entry: the path of that */
    pairs trees;     /* tree, path, of further paths */
    pairs met;       /* item, path */
    uint32_t *count; /* of paths, by item */
    step_vec way;
    place_vec places;
    sl_paths resolved;
    size_t steps; /* in trees at their further paths */
    bool full;    /* nothing more is looked at */
    bool left_out;
} search;

static size_t slot_of(const pairs *p, uint64_t key)
{
    uint64_t hash = (key ^ key >> 32) * 0x9e3779b97f4a7c15;
    size_t slot = (hash ^ hash >> 32) & (p->cap - 1);

    while (p->slots[slot] != 0 && p->keys.at[p->slots[slot] - 1] != key)
        slot = (slot + 1) & (p->cap - 1);
    return slot;
}

static void grow(pairs *p)
{
    enum { LEAST = 64 };

    p->cap = p->cap ? p->cap * 2 : LEAST;
    free(p->slots);
    p->slots = sl_calloc(p->cap, sizeof *p->slots);
    for (size_t i = 0; i < p->keys.len; i++)
        p->slots[slot_of(p, p->keys.at[i])] = (uint32_t)i + 1;
}

/* The number of the pair; *new: it was not there. */
static uint32_t put(pairs *p, uint32_t a, uint32_t b, bool *new)
{
    uint64_t key = (uint64_t)a << 32 | b;
    size_t slot;

    if (p->keys.len * 3 >= p->cap * 2)
        grow(p);
    slot = slot_of(p, key);
    *new = p->slots[slot] == 0;
    if (*new) {
        *sl_vec_push(&p->keys) = key;
        p->slots[slot] = (uint32_t)p->keys.len;
    }
    return p->slots[slot] - 1;
}

static void free_pairs(pairs *p)
{
    sl_vec_free(&p->keys);
    free(p->slots);
}

/* Which trees lead to what is asked, from one tree on: a tree is done when all that it
 * names is. */
static void find_leads(search *s, bool *entered, uint32_t root)
{
    const sl_forest *f = s->in->forest;

    if (entered[root])
        return;
    entered[root] = true;
    *sl_vec_push(&s->way) = (step){.tree = root};
    while (s->way.len > 0) {
        step *at = sl_vec_last(&s->way);
        uint32_t tree = at->tree, edge;

        if (at->next == f->len[tree]) {
            if (--s->way.len > 0 && s->leads[tree])
                s->leads[sl_vec_last(&s->way)->tree] = true;
            continue;
        }
        edge = sl_forest_at(f, f->worker[tree], f->first[tree] + at->next++);
        if (edge & SL_EDGE_WANTED) {
            s->leads[tree] |= s->asked[edge & ~SL_EDGE_WANTED];
        } else if (entered[edge]) {
            s->leads[tree] |= s->leads[edge];
        } else {
            entered[edge] = true;
            *sl_vec_push(&s->way) = (step){.tree = edge};
        }
    }
}

static void find_all_leads(search *s)
{
    size_t trees = s->in->forest->trees;
    bool *entered = sl_calloc(trees, sizeof *entered);

    for (size_t i = 0; i < trees; i++)
        find_leads(s, entered, (uint32_t)i);
    free(entered);
}

/* Is it the first time that the tree is met at this path? */
static bool is_new(search *s, uint32_t tree, uint32_t path)
{
    bool new;

    if (s->paths[tree] == 0) {
        s->paths[tree] = path + 1;
        return true;
    }
    if (s->paths[tree] == path + 1)
        return false;
    put(&s->trees, tree, path, &new);
    s->steps += new ? s->in->forest->len[tree] : 0;
    return new;
}

static void enter(search *s, const step *next)
{
    if (s->way.len < SL_MAX_PATH && is_new(s, next->tree, next->path))
        *sl_vec_push(&s->way) = *next;
}

/* The names on the way are found out for all places at once, behind the search. */
static void note_way(search *s, const sl_attribution *item, uint32_t tag, sl_str *path)
{
    const sl_history *h = s->in->history;

    sl_paths_begin(&s->resolved, path);
    for (size_t i = 0; i + 1 < s->way.len; i++) {
        sl_oid child = sl_history_tree_id(h, s->way.at[i + 1].tree);

        sl_paths_add(&s->resolved, s->way.at[i].tree, &child, s->way.at[i + 1].tag);
    }
    sl_paths_add(&s->resolved, sl_vec_last(&s->way)->tree, &item->blob, tag);
}

static void meet(search *s, uint32_t number, uint32_t path, uint32_t tag,
                 const sl_commit_record *commit)
{
    const sl_history *h = s->in->history;
    const sl_attribution *item = &s->items[number];
    sl_attribution *at;
    bool new;

    put(&s->met, number, path, &new);
    if (!new || s->count[number]++ == 0) /* that is the item's own */
        return;
    if (s->count[number] > SL_MAX_SAME_CONTENT) {
        s->left_out = true; /* of this one; others go on */
        return;
    }
    at = sl_arena_calloc(s->arena, 1, sizeof *at);
    *at = *item;
    at->path = (sl_str){0};
    at->commit = commit->oid;
    at->time = commit->author_time;
    at->unreachable = !commit->reachable;
    at->author = h->commits.authors.at[commit->author];
    note_way(s, item, tag, &at->path);
    *sl_vec_push(&s->places) = (place){number, at};
}

static bool has_room(search *s)
{
    s->full |= s->steps > SL_MAX_PLACE_STEPS;
    s->full |=
        s->trees.keys.len + s->met.keys.len + s->resolved.parts.len > SL_MAX_PLACES;
    return !s->full;
}

static void visit_commit(search *s, uint32_t number)
{
    const sl_forest *f = s->in->forest;
    const sl_commit_record *commit = &s->in->history->commits.records.at[number];
    uint32_t root = s->in->roots[number];

    if (root < f->trees && s->leads[root])
        enter(s, &(step){.tree = root});
    while (s->way.len > 0) {
        step *at = sl_vec_last(&s->way);
        unsigned worker = f->worker[at->tree];
        uint32_t link, target, tag, path;
        bool new;

        if (at->next == f->len[at->tree] || !has_room(s)) {
            s->way.len--;
            continue;
        }
        link = f->edges[worker].at[f->first[at->tree] + at->next++];
        target = f->targets[worker].at[link];
        tag = f->tags[worker].at[link];
        path = put(&s->names, at->path, tag, &new) + 1;
        if (target & SL_EDGE_WANTED)
            meet(s, target & ~SL_EDGE_WANTED, path, tag, commit);
        else
            enter(s, &(step){.tree = target, .path = path, .tag = tag});
    }
}

/* Those of one item side by side, as they were met. */
static void hand_out(search *s, size_t len, sl_attribution *all)
{
    size_t *next = sl_calloc(len + 1, sizeof *next);

    for (size_t i = 0; i < s->places.len; i++)
        next[s->places.at[i].item + 1]++;
    for (size_t i = 0; i < len; i++) {
        s->items[i].others = all + next[i];
        s->items[i].others_len = next[i + 1];
        next[i + 1] += next[i];
    }
    for (size_t i = 0; i < s->places.len; i++) {
        sl_attribution *at = &all[next[s->places.at[i].item]++];

        *at = *s->places.at[i].at;
        at->author = sl_arena_str(s->arena, at->author);
    }
    free(next);
}

static void find_places(search *s, size_t len)
{
    sl_history *h = s->in->history;
    sl_attribution *all;

    find_all_leads(s);
    sl_forest_name(s->in->forest, s->leads, s->asked);
    for (size_t i = 0; i < h->commits.records.len && !s->full; i++)
        visit_commit(s, s->in->order[i]);
    sl_paths_resolve(&s->resolved, h, s->arena);
    all = sl_arena_calloc(s->arena, s->places.len, sizeof *all);
    hand_out(s, len, all);
    if (s->full || s->left_out)
        sl_history_tell(h, 0, NULL,
                        "contents stand at too many paths in history: not all of them "
                        "are judged by each",
                        false);
}

void sl_history_places(const sl_places_search *in, sl_attribution *items, size_t len,
                       sl_arena *arena)
{
    search s = {.in = in, .items = items, .arena = arena};

    s.asked = sl_calloc(len, sizeof *s.asked);
    s.count = sl_calloc(len, sizeof *s.count);
    s.leads = sl_calloc(in->forest->trees, sizeof *s.leads);
    s.paths = sl_calloc(in->forest->trees, sizeof *s.paths);
    for (size_t i = 0; i < len; i++)
        s.asked[i] = items[i].asked && items[i].commit.len > 0;
    find_places(&s, len);
    free(s.asked);
    free(s.count);
    free(s.leads);
    free(s.paths);
    free_pairs(&s.names);
    free_pairs(&s.trees);
    free_pairs(&s.met);
    sl_vec_free(&s.way);
    sl_vec_free(&s.places);
    sl_paths_free(&s.resolved);
}
