#include "source/tree_log.h"

/* The entries of a tree are numbers of seven bits a byte, the last with a clear top bit:
 * how many trees before this one its base was written down (0: it has none); then for each
 * run of items twice their count, and how far behind the run before they begin in the base;
 * for items that the base has not, twice their count and one, and for each 0 or how far
 * behind the one before its place is; 0. */

/* In numbers: an object that no pack has, by its place in log->loose. */
#define LOOSE 0x40000000u

uint32_t sl_tree_log_number(sl_tree_log *log, const sl_oid *oid, size_t packed)
{
    uint32_t place;

    if (packed < LOOSE)
        return (uint32_t)packed;
    place = sl_oidmap_put(&log->loose, oid, (uint32_t)log->loose.len);
    return place < LOOSE - 1 ? place | LOOSE : SL_TREE_LOG_NONE;
}

size_t sl_tree_log_object(const sl_tree_log *log, uint32_t number, sl_oid *loose)
{
    if (!(number & LOOSE))
        return number;
    *loose = sl_oidmap_id(&log->loose, number & ~LOOSE);
    return SL_ODB_UNPACKED;
}

uint32_t sl_tree_log_place(sl_tree_log *log, uint32_t tag)
{
    if (log->partial || log->named.len == SL_TREE_LOG_NONE)
        return SL_TREE_LOG_NONE;
    *sl_vec_push(&log->named) = SL_TREE_LOG_NONE;
    *sl_vec_push(&log->tags) = tag;
    return (uint32_t)log->named.len - 1;
}

void sl_tree_log_name(sl_tree_log *log, uint32_t place, uint32_t number)
{
    if (place < log->named.len)
        log->named.at[place] = number;
}

static void put(sl_byte_vec *out, uint64_t value)
{
    enum { LONGEST = 10 };

    if (out->cap - out->len < LONGEST)
        sl_vec_reserve(out, LONGEST);
    for (; value > 0x7f; value >>= 7)
        out->at[out->len++] = (uint8_t)(value | 0x80);
    out->at[out->len++] = (uint8_t)value;
}

static uint64_t get(const sl_byte_vec *in, size_t *at)
{
    uint64_t value = 0;
    unsigned shift = 0;

    for (; in->at[*at] & 0x80; shift += 7)
        value |= (uint64_t)(in->at[(*at)++] & 0x7f) << shift;
    return value | (uint64_t)in->at[(*at)++] << shift;
}

/* A difference, with its sign in the lowest bit. */
static uint64_t folded(int64_t value)
{
    return value < 0 ? (uint64_t)-value << 1 | 1 : (uint64_t)value << 1;
}

static int64_t unfolded(uint64_t value)
{
    return value & 1 ? -(int64_t)(value >> 1) : (int64_t)(value >> 1);
}

/* Entries that nobody has seen come one place behind the other. */
static void put_place(sl_tree_log *log, uint32_t place)
{
    if (place == SL_TREE_LOG_NONE) {
        put(&log->entries, 0);
        return;
    }
    put(&log->entries, folded((int64_t)place - log->next) + 1);
    log->next = place + 1;
}

static uint32_t get_place(const sl_byte_vec *in, size_t *at, uint32_t *next)
{
    uint64_t value = get(in, at);

    if (value == 0)
        return SL_TREE_LOG_NONE;
    *next = (uint32_t)(*next + unfolded(value - 1)) + 1;
    return *next - 1;
}

static void write_tree(sl_tree_log *log, uint32_t tree, const sl_tree_list *list)
{
    sl_byte_vec *out = &log->entries;
    const sl_tree_item *item = list->items.at;
    int64_t end = 0; /* of the run before, in the base */

    put(out, list->base == SL_TREE_NEW ? 0 : tree - list->base);
    for (size_t i = 0; i < list->runs.len; i++) {
        const sl_tree_run *run = &list->runs.at[i];
        bool new = run->from == SL_TREE_NEW;

        put(out, (uint64_t)run->len << 1 | new);
        if (!new) {
            put(out, folded((int64_t)run->from - end));
            end = (int64_t)run->from + run->len;
        }
        for (size_t k = 0; new &&k < run->len; k++)
            put_place(log, item[k].value);
        item += run->len;
    }
    put(out, 0);
}

void sl_tree_log_add(sl_tree_log *log, uint32_t number, const sl_tree_list *list)
{
    uint32_t tree = (uint32_t)log->objects.len;

    *sl_vec_push(&log->objects) = number;
    if (log->partial)
        return;
    write_tree(log, tree, list);
    if (log->entries.len + 2 * log->named.len * sizeof *log->named.at > log->room)
        sl_tree_log_drop(log);
}

/* What the trees of a family name that no base of theirs does. */
static void add_links(const sl_tree_log *log, const uint32_t *edges, size_t *at,
                      uint32_t *next, sl_word_vec *links)
{
    uint64_t run;

    while ((run = get(&log->entries, at)) != 0) {
        if (!(run & 1)) {
            get(&log->entries, at);
            continue;
        }
        for (run >>= 1; run > 0; run--) {
            uint32_t place = get_place(&log->entries, at, next);
            uint32_t edge = place == SL_TREE_LOG_NONE ? SL_OIDMAP_NONE : edges[place];

            if (edge != SL_OIDMAP_NONE)
                *sl_vec_push(links) = edge;
        }
    }
}

bool sl_tree_log_families(const sl_tree_log *log, const uint32_t *edges,
                          sl_tree_families *out, sl_word_vec *links)
{
    uint32_t len = (uint32_t)log->objects.len, next = 0;
    size_t at = 0;

    if (log->partial || log->entries.len > UINT32_MAX)
        return false;
    for (uint32_t tree = 0; tree < len; tree++) {
        size_t start = at;
        uint32_t back = (uint32_t)get(&log->entries, &at);

        if (back == 0)
            *sl_vec_push(out) =
                (sl_tree_family){tree, (uint32_t)links->len, (uint32_t)start, next};
        else if (out->len == 0 || back > tree - sl_vec_last(out)->first)
            return false;
        add_links(log, edges, &at, &next, links);
    }
    *sl_vec_push(out) = (sl_tree_family){len, (uint32_t)links->len, (uint32_t)at, next};
    return true;
}

/* A tree on the way from a root of the walk to the one at hand. */
typedef struct frame {
    uint32_t tree;
    size_t items; /* where those of its edges begin */
} frame;

SL_VEC(frame_vec, frame);

typedef struct replay {
    const sl_tree_log *log;
    const uint32_t *edges;
    const sl_tree_links *out;
    size_t at;     /* in log->entries */
    uint32_t next; /* as it was in the log */
    frame_vec way;
    sl_word_vec
        items; /* of the links of all trees on the way: which item of the tree */
} replay;

static void add_link(replay *r, uint32_t place, uint32_t item)
{
    *sl_vec_push(r->out->places) = place;
    *sl_vec_push(&r->items) = item;
}

/* The links among len items of the base, which are items of the tree from item on. */
static void add_run(replay *r, uint32_t from, uint32_t len, uint32_t item)
{
    frame base = r->way.at[r->way.len - 2]; /* the last one is the tree itself */
    size_t low = 0, high = r->out->len[base.tree], end = high;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (r->items.at[base.items + middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < end && r->items.at[base.items + low] - from < len; low++)
        add_link(r, r->out->places->at[r->out->first[base.tree] + low],
                 r->items.at[base.items + low] - from + item);
}

static void add_new(replay *r, uint32_t len, uint32_t item)
{
    for (uint32_t i = 0; i < len; i++) {
        uint32_t place = get_place(&r->log->entries, &r->at, &r->next);

        if (place != SL_TREE_LOG_NONE && r->edges[place] != SL_OIDMAP_NONE)
            add_link(r, place, item + i);
    }
}

static void add_tree(replay *r, uint32_t tree)
{
    const sl_tree_links *out = r->out;
    uint32_t item = 0;
    int64_t from = 0;
    uint64_t run;

    *sl_vec_push(&r->way) = (frame){tree, r->items.len};
    out->first[tree] = (uint32_t)out->places->len;
    while ((run = get(&r->log->entries, &r->at)) != 0) {
        uint32_t len = (uint32_t)(run >> 1);

        if (run & 1) {
            add_new(r, len, item);
        } else {
            from += unfolded(get(&r->log->entries, &r->at));
            add_run(r, (uint32_t)from, len, item);
            from += len;
        }
        item += len;
    }
    out->len[tree] = (uint32_t)out->places->len - out->first[tree];
}

static bool add_family(replay *r, uint32_t first, uint32_t end)
{
    r->way.len = r->items.len = 0;
    for (uint32_t tree = first; tree < end; tree++) {
        uint32_t back = (uint32_t)get(&r->log->entries, &r->at);

        while (tree > first && r->way.len > 0 &&
               sl_vec_last(&r->way)->tree != tree - back)
            r->items.len = r->way.at[--r->way.len].items;
        if (tree > first && r->way.len == 0)
            return false;
        add_tree(r, tree);
    }
    return true;
}

bool sl_tree_log_replay(const sl_tree_log *log, const uint32_t *edges,
                        const sl_tree_families *families, const sl_tree_links *out)
{
    replay r = {.log = log, .edges = edges, .out = out};
    bool ok = true;

    for (size_t i = 0; ok && i + 1 < families->len; i++) {
        const sl_tree_family *family = &families->at[i];

        r.at = family->at;
        r.next = family->next;
        if (!out->skip[family->first])
            ok = add_family(&r, family->first, family[1].first);
    }
    sl_vec_free(&r.way);
    sl_vec_free(&r.items);
    return ok;
}

void sl_tree_log_drop(sl_tree_log *log)
{
    sl_vec_free(&log->entries);
    sl_vec_free(&log->named);
    sl_vec_free(&log->tags);
    log->partial = true;
}

void sl_tree_log_free(sl_tree_log *log)
{
    sl_tree_log_drop(log);
    sl_vec_free(&log->objects);
    sl_oidmap_free(&log->loose);
}
