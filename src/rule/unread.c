#include "rule/unread.h"

#include "base/mem.h"

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
