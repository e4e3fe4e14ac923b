#include "rule/unread.h"

#include "base/mem.h"
#include "base/pool.h"

#include <stdatomic.h>
#include <stdlib.h>

struct sl_unread {
    sl_rule_reader *read;
    sl_arena arena;
    size_t left;
};

void sl_unread_open(sl_rules *book, sl_rule_reader *read)
{
    book->unread = sl_calloc(1, sizeof *book->unread);
    *book->unread = (struct sl_unread){.read = read, .left = book->builtin_len};
}

bool sl_unread_any(const sl_rules *book)
{
    return book->unread && book->unread->left > 0;
}

sl_rule *sl_rules_read(const sl_rules *book, size_t number)
{
    struct sl_unread *unread = book->unread;
    sl_rule *rule = book->builtin[number];

    if (rule)
        return rule;
    rule = sl_arena_alloc(&unread->arena, sizeof *rule);
    unread->read(book, &unread->arena, number, rule);
    unread->left--;
    return book->builtin[number] = book->rules.at[number] = rule;
}

void sl_rules_read_all(const sl_rules *book)
{
    for (size_t i = 0; sl_unread_any(book); i++)
        sl_rules_read(book, i);
}

void sl_unread_free(sl_rules *book)
{
    if (!book->unread)
        return;
    sl_arena_free(&book->unread->arena);
    free(book->unread);
}

/* The lock guards the reading. */
struct sl_unread_layouts {
    const sl_layout_reader *reader;
    size_t len;
    sl_lock *lock;
    atomic_bool *done; /* by number: the layout is in the list */
    sl_arena arena;
};

void sl_unread_layouts_open(sl_layouts *layouts, const sl_layout_reader *reader,
                            size_t len)
{
    struct sl_unread_layouts *unread = sl_calloc(1, sizeof *unread);

    unread->reader = reader;
    unread->len = len;
    unread->lock = sl_lock_new();
    unread->done = sl_calloc(len, sizeof *unread->done);
    sl_vec_reserve(layouts, len);
    while (layouts->len < len)
        *sl_vec_push(layouts) = NULL;
    layouts->unread = unread;
}

size_t sl_unread_layouts_len(const struct sl_unread_layouts *unread)
{
    return unread->len;
}

sl_list sl_unread_when(const struct sl_unread_layouts *unread, size_t number,
                       sl_arena *arena)
{
    return unread->reader->when(number, arena);
}

static void read_layout(const sl_layouts *layouts, size_t number)
{
    struct sl_unread_layouts *unread = layouts->unread;
    sl_layout *layout = sl_arena_alloc(&unread->arena, sizeof *layout);

    unread->reader->read(number, &unread->arena, layout);
    layouts->at[number] = layout;
}

const sl_layout *sl_layouts_read(const sl_layouts *layouts, size_t number)
{
    struct sl_unread_layouts *unread = layouts->unread;
    atomic_bool *done = &unread->done[number];

    if (atomic_load_explicit(done, memory_order_acquire))
        return layouts->at[number];
    sl_lock_take(unread->lock);
    if (!atomic_load_explicit(done, memory_order_relaxed)) {
        read_layout(layouts, number);
        atomic_store_explicit(done, true, memory_order_release);
    }
    sl_lock_give(unread->lock);
    return layouts->at[number];
}

void sl_layouts_read_all(const sl_layouts *layouts)
{
    for (size_t i = 0; i < layouts->unread->len; i++)
        sl_layouts_read(layouts, i);
}

void sl_unread_layouts_free(sl_layouts *layouts)
{
    if (!layouts->unread)
        return;
    sl_arena_free(&layouts->unread->arena);
    sl_lock_free(layouts->unread->lock);
    free(layouts->unread->done);
    free(layouts->unread);
}
