#include "source/history_paths.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "git/tree.h"
#include "source/history_state.h"

#include <stdlib.h>
#include <string.h>

void sl_paths_begin(sl_paths *paths, sl_str *target)
{
    *sl_vec_push(&paths->targets) = target;
}

void sl_paths_add(sl_paths *paths, uint32_t tree, const sl_oid *child, uint32_t tag)
{
    *sl_vec_push(&paths->parts) =
        (sl_path_part){tree, (uint32_t)paths->targets.len - 1, *child, tag, {0}};
}

/* Parts by tree: all of one tree are answered by whoever reads it. */
typedef struct resolving {
    const sl_history *history;
    sl_path_part **parts; /* sorted by tree */
    size_t *groups;       /* where those of one tree begin; one more at the end */
    sl_arena *arenas;     /* by worker */
} resolving;

static int by_child(const sl_path_part *x, const sl_path_part *y)
{
    int order = sl_oid_cmp(&x->child, &y->child);

    return order ? order : (x->tag > y->tag) - (x->tag < y->tag);
}

static int by_tree(const void *a, const void *b)
{
    const sl_path_part *x = *(sl_path_part *const *)a;
    const sl_path_part *y = *(sl_path_part *const *)b;

    if (x->tree != y->tree)
        return x->tree < y->tree ? -1 : 1;
    return by_child(x, y);
}

/* Where in the group the parts that ask for the same would begin. */
static size_t find(const resolving *r, size_t from, size_t to,
                   const sl_path_part *asked)
{
    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (by_child(r->parts[middle], asked) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Names the parts that ask for this child under this tag, unless they have a name: of two
 * entries the first counts. */
static void give_name(const resolving *r, size_t from, size_t to,
                      const sl_path_part *asked, sl_arena *arena)
{
    size_t at = find(r, from, to, asked);
    sl_str name;

    if (at == to || r->parts[at]->name.len > 0 || by_child(r->parts[at], asked) != 0)
        return;
    name = sl_arena_str(arena, asked->name);
    for (; at < to && by_child(r->parts[at], asked) == 0; at++)
        r->parts[at]->name = name;
}

static void read_names(void *ctx, unsigned worker, size_t group)
{
    const resolving *r = ctx;
    const sl_history *h = r->history;
    size_t from = r->groups[group], to = r->groups[group + 1];
    sl_oid tree = sl_history_tree_id(h, r->parts[from]->tree);
    bool tagged = false;
    sl_buf bytes = {0};
    sl_object_type type;
    sl_tree_entry entry;
    sl_str rest;

    for (size_t i = from; i < to; i++)
        tagged |= r->parts[i]->tag != 0;
    if (sl_odb_read(h->odb, &tree, SL_MAX_FILE_SIZE, &type, &bytes, NULL)) {
        rest = sl_buf_str(&bytes);
        while (sl_tree_next(&rest, tree.len, &entry)) {
            sl_path_part asked = {.child = entry.oid, .name = entry.name};

            give_name(r, from, to, &asked, &r->arenas[worker]);
            if (!tagged)
                continue;
            asked.tag = sl_history_tag(h, entry.name);
            give_name(r, from, to, &asked, &r->arenas[worker]);
        }
    }
    sl_buf_free(&bytes);
}

static size_t sort_parts(resolving *r, sl_paths *paths)
{
    size_t len = paths->parts.len, groups = 0;

    r->parts = sl_calloc(len, sizeof *r->parts);
    r->groups = sl_calloc(len + 1, sizeof *r->groups);
    for (size_t i = 0; i < len; i++)
        r->parts[i] = &paths->parts.at[i];
    qsort(r->parts, len, sizeof *r->parts, by_tree);
    for (size_t i = 0; i < len; i++)
        if (i == 0 || r->parts[i]->tree != r->parts[i - 1]->tree)
            r->groups[groups++] = i;
    r->groups[groups] = len;
    return groups;
}

static void write_paths(const sl_paths *paths, sl_arena *arena)
{
    sl_buf path = {0};
    size_t at = 0;

    for (size_t i = 0; i < paths->targets.len; i++) {
        sl_buf_clear(&path);
        for (; at < paths->parts.len && paths->parts.at[at].path == i; at++) {
            if (paths->parts.at[at].name.len == 0)
                continue;
            if (path.len > 0)
                sl_buf_char(&path, '/');
            sl_buf_add(&path, paths->parts.at[at].name);
        }
        *paths->targets.at[i] = sl_arena_str(arena, sl_buf_str(&path));
    }
    sl_buf_free(&path);
}

void sl_paths_resolve(sl_paths *paths, const sl_history *history, sl_arena *arena)
{
    unsigned threads = history->feed->threads;
    resolving r = {.history = history};
    size_t groups;

    if (paths->parts.len == 0)
        return;
    r.arenas = sl_calloc(threads, sizeof *r.arenas);
    groups = sort_parts(&r, paths);
    sl_pool_run(threads, groups, read_names, &r);
    write_paths(paths, arena);
    for (unsigned w = 0; w < threads; w++)
        sl_arena_free(&r.arenas[w]);
    free(r.arenas);
    free(r.parts);
    free(r.groups);
}

void sl_paths_free(sl_paths *paths)
{
    sl_vec_free(&paths->parts);
    sl_vec_free(&paths->targets);
}
