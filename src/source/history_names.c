#include "base/limits.h"
#include "base/mem.h"
#include "base/siphash.h"
#include "source/history_further.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    SEEN_BITS = 16,
    NAME_BITS = 12,
    WAITING = 32,
    WAITING_NAMES = 1 << 12 /* bytes */
};

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_LINK = 0160000 };

typedef struct found {
    sl_oid oid;
    sl_str name;
    size_t packed; /* its number, or SL_ODB_UNPACKED */
} found;

SL_VEC(found_vec, found);

/* An entry that was looked at: its id and name, hashed, and its place in the log. */
typedef struct seen {
    uint64_t key;
    uint32_t place;
} seen;

/* An entry that is looked up with others, which takes less time than one by one. */
typedef struct waiting {
    sl_oid oid;
    uint32_t place;
    uint32_t mode;
    uint64_t key; /* of its name */
    sl_span name; /* in names */
} waiting;

/* One worker's share of the pass. */
typedef struct reader {
    const sl_history *history;
    sl_tree_log *log;
    sl_tree_list list; /* the tree at hand */
    sl_arena arena;
    found_vec named;
    found_vec missing;
    _Atomic(uint32_t) *plain; /* of the pass */
    size_t plain_len;
    sl_byte_vec plain_loose; /* the same of loose objects, by place in log->loose */
    waiting waiting[WAITING];
    size_t waiting_len;
    sl_buf names; /* of those that wait */
    /* Names are few: by hash, with what the feed says of it in the lowest bit. */
    uint64_t asked[1 << NAME_BITS];
    /* Neighbouring versions of a tree share nearly all entries: what was looked
     * at lately is not looked at again. */
    seen seen[1 << SEEN_BITS];
} reader;

typedef struct pass {
    sl_history *history;
    reader *readers;
    _Atomic(uint32_t) *plain; /* bits by number of a packed object: it has a name that
                               * says nothing */
    sl_further_vec pairs;     /* names of blobs that have several */
} pass;

enum { BITS = 32 };

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 32;
}

/* Nobody can choose two names that have the same: one would hide what is called by the
 * other. */
static uint64_t key_of_name(const sl_history *h, sl_str name)
{
    return sl_siphash(h->name_key, name);
}

/* Of an entry whose name has the key. */
static uint64_t key_of(uint64_t key, const sl_tree_entry *entry)
{
    uint64_t word;

    for (size_t i = 0; i + sizeof word <= entry->oid.len; i += sizeof word) {
        memcpy(&word, entry->oid.raw + i, sizeof word);
        key = mix(key, word);
    }
    memcpy(&word, entry->oid.raw + entry->oid.len - sizeof word, sizeof word);
    return mix(key, word);
}

static bool feed_names(reader *r, sl_str name, uint64_t key)
{
    const sl_feed *feed = r->history->feed;
    uint64_t *slot = &r->asked[key >> (64 - NAME_BITS)];

    key |= 1;
    if ((*slot | 1) != key)
        *slot = feed->named(feed->ctx, name) ? key : key - 1;
    return *slot == key;
}

/* The object has a name that says nothing. */
static void note_plain(reader *r, const sl_oid *oid, size_t packed)
{
    uint32_t bit = 1u << packed % BITS;
    size_t place;

    if (packed / BITS < r->plain_len) {
        _Atomic(uint32_t) *word = &r->plain[packed / BITS];

        if (!(atomic_load_explicit(word, memory_order_relaxed) & bit))
            atomic_fetch_or_explicit(word, bit, memory_order_relaxed);
    } else if (packed == SL_ODB_UNPACKED) {
        place = sl_oidmap_get(&r->log->loose, oid);
        while (r->plain_loose.len <= place && place != SL_OIDMAP_NONE)
            *sl_vec_push(&r->plain_loose) = 0;
        if (place != SL_OIDMAP_NONE)
            r->plain_loose.at[place] = 1;
    }
}

/* Says so if the object is missing, or if its name says how to read it. */
static void look_at(reader *r, const waiting *entry, size_t packed)
{
    const sl_history *h = r->history;
    sl_str name = sl_str_sub(sl_buf_str(&r->names), entry->name.start, entry->name.end);

    if (packed == SL_ODB_UNPACKED && !sl_odb_has_loose(h->odb, &entry->oid)) {
        *sl_vec_push(&r->missing) =
            (found){.oid = entry->oid, .name = sl_arena_str(&r->arena, name)};
        return;
    }
    sl_tree_log_name(r->log, entry->place,
                     sl_tree_log_number(r->log, &entry->oid, packed));
    if ((entry->mode & MODE_TYPE) == MODE_TREE)
        return;
    if (feed_names(r, name, entry->key))
        *sl_vec_push(&r->named) =
            (found){entry->oid, sl_arena_str(&r->arena, name), packed};
    else
        note_plain(r, &entry->oid, packed);
}

static void look_at_waiting(reader *r)
{
    size_t packed[WAITING];

    sl_odb_numbers(r->history->odb, &r->waiting->oid, sizeof *r->waiting,
                   r->waiting_len, packed);
    for (size_t i = 0; i < r->waiting_len; i++)
        look_at(r, &r->waiting[i], packed[i]);
    r->waiting_len = 0;
    sl_buf_clear(&r->names);
}

static uint32_t tag_of(uint64_t name_key)
{
    return (uint32_t)name_key | 1;
}

uint32_t sl_history_tag(const sl_history *h, sl_str name)
{
    return tag_of(key_of_name(h, name));
}

static uint32_t let_wait(reader *r, const sl_tree_entry *entry, uint64_t name_key)
{
    uint32_t place = sl_tree_log_place(r->log, tag_of(name_key));
    size_t at = r->names.len;

    sl_buf_add(&r->names, entry->name);
    r->waiting[r->waiting_len++] =
        (waiting){entry->oid, place, entry->mode, name_key, {at, r->names.len}};
    if (r->waiting_len == WAITING || r->names.len > WAITING_NAMES)
        look_at_waiting(r);
    return place;
}

static uint32_t read_entry(void *ctx, const sl_tree_entry *entry)
{
    reader *r = ctx;
    uint64_t name_key, key;
    seen *slot;

    if ((entry->mode & MODE_TYPE) == MODE_LINK)
        return SL_TREE_LOG_NONE;
    name_key = key_of_name(r->history, entry->name);
    key = key_of(name_key, entry);
    slot = &r->seen[key >> (64 - SEEN_BITS)];
    if (slot->key != key)
        *slot = (seen){key, let_wait(r, entry, name_key)};
    return slot->place;
}

static void read_tree(void *ctx, unsigned worker, const sl_object *object)
{
    pass *p = ctx;
    reader *r = &p->readers[worker];
    size_t packed =
        object->number ? object->number : sl_odb_number(p->history->odb, &object->oid);

    r->list.tag = (uint32_t)r->log->objects.len;
    if (!sl_tree_read(object, read_entry, r, &r->list))
        sl_history_tell(p->history, worker, &object->oid, "malformed tree object",
                        true);
    sl_tree_log_add(r->log, sl_tree_log_number(r->log, &object->oid, packed), &r->list);
}

/* Blobs are told of again by the pass that reads them; trees only here. */
static void lost_tree(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    sl_history_lost(((const pass *)ctx)->history, worker, oid, err);
}

/* Has it a name that says nothing? Who cannot be asked may have one. */
static bool has_plain(const pass *p, const found *f)
{
    const sl_history *h = p->history;
    size_t word = f->packed / BITS;

    if (f->packed != SL_ODB_UNPACKED)
        return word >= p->readers->plain_len || p->plain[word] >> f->packed % BITS & 1;
    for (unsigned w = 0; w < h->feed->threads; w++) {
        const reader *r = &p->readers[w];
        size_t place = sl_oidmap_get(&r->log->loose, &f->oid);

        if (place < r->plain_loose.len && r->plain_loose.at[place])
            return true;
    }
    return false;
}

static void add_pair(pass *p, const sl_oid *oid, uint32_t first, uint32_t second)
{
    *sl_vec_push(&p->pairs) = (sl_further){.oid = *oid, .name = first};
    *sl_vec_push(&p->pairs) = (sl_further){.oid = *oid, .name = second};
}

/* The name that counts is the smallest: the same for every thread count. */
static void merge_name(pass *p, const found *f)
{
    sl_history *h = p->history;
    void **number = sl_map_put(&h->name_numbers, f->name);
    uint32_t index, held;

    if (!*number) {
        sl_str name = sl_arena_str(&h->arena, f->name);

        *sl_vec_push(&h->names) = name;
        *number = (void *)(uintptr_t)h->names.len;
    }
    index = (uint32_t)(uintptr_t)*number - 1;
    held = sl_oidmap_put(&h->named, &f->oid, index);
    if (has_plain(p, f))
        add_pair(p, &f->oid, index, SL_OIDMAP_NONE);
    if (held != index)
        add_pair(p, &f->oid, index, held);
    if (held != index && sl_str_cmp(h->names.at[index], h->names.at[held]) < 0)
        sl_oidmap_set(&h->named, &f->oid, index);
}

/* Here, too, the smallest name counts. all: of each object one. */
static void merge_missing(sl_history *h, const found_vec *missing, sl_oidmap *numbers,
                          found_vec *all)
{
    for (size_t i = 0; i < missing->len; i++) {
        const found *f = &missing->at[i];
        uint32_t number = sl_oidmap_put(numbers, &f->oid, (uint32_t)all->len);
        found *kept;

        if (number == all->len)
            *sl_vec_push(all) = *f;
        kept = &all->at[number];
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): it has been pushed */
        if (sl_str_cmp(f->name, kept->name) <= 0)
            kept->name = sl_arena_str(&h->arena, f->name);
    }
}

static void report_missing(const sl_history *h, const found_vec *all)
{
    char text[SL_MAX_PATH];

    for (size_t i = 0; i < all->len; i++) {
        snprintf(text, sizeof text, "missing object, named %.*s%s",
                 sl_fmt(all->at[i].name),
                 sl_repo_partial(h->repo) ? " (partial clone)" : "");
        sl_history_tell(h, 0, &all->at[i].oid, text, true);
    }
}

static void begin(pass *p)
{
    sl_history *h = p->history;
    size_t words = sl_odb_packed(h->odb) / BITS + 1;
    unsigned threads = h->feed->threads;
    size_t room = SL_TREE_LOG + SL_TREE_LOG_EACH * sl_odb_count(h->odb);

    if (getrandom(h->name_key, sizeof h->name_key, 0) < 0)
        memcpy(h->name_key, &h, sizeof h); /* better than none */
    h->trees = sl_calloc(threads, sizeof *h->trees);
    p->plain = sl_calloc(words, sizeof *p->plain);
    for (unsigned w = 0; w < threads; w++) {
        h->trees[w].loose.oid_len = h->named.oid_len;
        h->trees[w].room = room / threads;
        p->readers[w].history = h;
        p->readers[w].log = &h->trees[w];
        p->readers[w].plain = p->plain;
        p->readers[w].plain_len = words;
    }
}

/* What is left of the readers is what goes into the history. */
static void end(pass *p)
{
    sl_history *h = p->history;
    sl_oidmap numbers = {.oid_len = h->named.oid_len};
    found_vec missing = {0};

    for (unsigned w = 0; w < h->feed->threads; w++)
        look_at_waiting(&p->readers[w]);
    for (unsigned w = 0; w < h->feed->threads; w++) {
        reader *r = &p->readers[w];

        for (size_t i = 0; i < r->named.len; i++)
            merge_name(p, &r->named.at[i]);
        merge_missing(h, &r->missing, &numbers, &missing);
    }
    report_missing(h, &missing);
    sl_history_further(h, &p->pairs);
    sl_map_free(&h->name_numbers); /* its keys die with the readers' arenas */
    for (unsigned w = 0; w < h->feed->threads; w++) {
        sl_tree_list_free(&p->readers[w].list);
        sl_vec_free(&p->readers[w].named);
        sl_vec_free(&p->readers[w].missing);
        sl_vec_free(&p->readers[w].plain_loose);
        sl_buf_free(&p->readers[w].names);
        sl_arena_free(&p->readers[w].arena);
    }
    sl_oidmap_free(&numbers);
    sl_vec_free(&missing);
    sl_vec_free(&p->pairs);
    free(p->plain);
}

void sl_history_read_names(sl_history *h)
{
    pass p = {.history = h, .readers = sl_calloc(h->feed->threads, sizeof *p.readers)};
    sl_odb_visitor visitor = {
        .ctx = &p, .object = read_tree, .discard = sl_tree_discard, .lost = lost_tree};

    begin(&p);
    sl_odb_walk(h->odb, 1u << SL_OBJ_TREE, h->feed->threads, SL_MAX_FILE_SIZE,
                &visitor);
    sl_history_settle(h, 1u << SL_OBJ_TREE, &visitor);
    end(&p);
    free(p.readers);
}

size_t sl_history_first_tree(const sl_history *h, size_t worker)
{
    size_t tree = 0;

    for (size_t w = 0; w < worker; w++)
        tree += h->trees[w].objects.len;
    return tree;
}

size_t sl_history_trees(const sl_history *h)
{
    return sl_history_first_tree(h, h->feed->threads);
}

sl_oid sl_history_tree_id(const sl_history *h, uint32_t tree)
{
    const sl_tree_log *log = h->trees;
    size_t packed;
    sl_oid oid;

    while (tree >= log->objects.len)
        tree -= (uint32_t)log++->objects.len;
    packed = sl_tree_log_object(log, log->objects.at[tree], &oid);
    return packed == SL_ODB_UNPACKED ? oid : sl_odb_id(h->odb, packed);
}
