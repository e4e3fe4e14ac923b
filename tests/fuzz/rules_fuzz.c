#include "fuzz.h"

#include "rule/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_rules book = {0};
    sl_err err = {0};

    if (sl_rules_add(&book, sl_lit("mine.yml"), input(data, size), &err))
        must(book.rules.len + book.layouts.len > 0 || book.arena.head);
    else
        must(sl_str_starts(sl_str_of(err.text), sl_lit("mine.yml:")));
    sl_rules_sort(&book);
    sl_layouts_find(&book.layouts, sl_lit("deploy/vars/production.yml"));
    sl_rules_free(&book);
    return 0;
}
