/* tree_delta_test.c - the entries of a tree by its base are those that a parse of the
 * whole tree gives, and what stands in the base is not asked about again. */
#include "git/tree_delta.h"

#include "base/buf.h"

#include "../match/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { ROUNDS = 2000, ENTRIES = 40 };

typedef struct asked {
    size_t count;
} asked;

static uint32_t visit(void *ctx, const sl_tree_entry *entry)
{
    asked *a = ctx;

    a->count++;
    return entry->oid.raw[0] * 31u + (uint32_t)entry->name.len;
}

/* What a parse without a base gives. */
static void parse(sl_str bytes, sl_tree_list *out)
{
    sl_object object = {.oid = {.len = SL_OID_SHA1}, .bytes = bytes};

    assert_true(sl_tree_read(&object, visit, &(asked){0}, out));
}

static void add_entry(uint64_t *state, sl_buf *out)
{
    char name[24];
    size_t len = 1 + random_below(state, sizeof name - 1);

    sl_buf_add(out, random_below(state, 3) ? sl_lit("100644 ") : sl_lit("40000 "));
    for (size_t i = 0; i < len; i++)
        name[i] = (char)('a' + random_below(state, 26));
    sl_buf_add(out, sl_str_make(name, len));
    sl_buf_char(out, '\0');
    for (int i = 0; i < SL_OID_SHA1; i++) /* bytes that look like entries, too */
        sl_buf_char(out, "10644 \0\1\2\3"[random_below(state, 10)]);
}

/* Entries of the base with some changed, removed, added; copies as a delta has them. */
static void edit(uint64_t *state, sl_str base, const sl_tree_items *items, sl_buf *out,
                 sl_copies *copies)
{
    sl_copy copy = {0};

    for (size_t i = 0; i < items->len; i++) {
        size_t at = items->at[i].at;
        size_t end = i + 1 < items->len ? items->at[i + 1].at : base.len;
        size_t change = random_below(state, 12);

        if (change == 0)
            add_entry(state, out);
        if (change == 1)
            continue;
        if (change == 2) { /* another object: its id is no copy */
            sl_buf_add(out, sl_str_sub(base, at, end - SL_OID_SHA1));
            for (int k = 0; k < SL_OID_SHA1; k++)
                sl_buf_char(out, 'z');
            continue;
        }
        if (copy.len > 0 && copy.at + copy.len == out->len &&
            copy.from + copy.len == at) {
            copy.len += end - at;
        } else {
            if (copy.len >= SL_COPY_MIN)
                *sl_vec_push(copies) = copy;
            copy = (sl_copy){out->len, at, end - at};
        }
        sl_buf_add(out, sl_str_sub(base, at, end));
    }
    if (copy.len >= SL_COPY_MIN)
        *sl_vec_push(copies) = copy;
}

/* A delta may cut anywhere: into the middle of entries. */
static void cut(uint64_t *state, sl_copies *copies)
{
    for (size_t i = 0; i < copies->len; i++) {
        size_t off =
            random_below(state, 2) ? random_below(state, copies->at[i].len) : 0;

        copies->at[i].at += off;
        copies->at[i].from += off;
        copies->at[i].len -= off;
    }
}

/* Runs tell where the items of the list stand in the base. Returns how many are new. */
static size_t check_runs(const sl_tree_list *list, const sl_tree_list *base)
{
    size_t at = 0, new = 0;

    for (size_t i = 0; i < list->runs.len; i++) {
        const sl_tree_run *run = &list->runs.at[i];

        assert_true(run->len > 0);
        for (size_t k = 0; k < run->len; k++, at++) {
            assert_true(at < list->items.len);
            new += run->from == SL_TREE_NEW;
            if (run->from != SL_TREE_NEW)
                assert_int_equal(list->items.at[at].value,
                                 base->items.at[run->from + k].value);
        }
    }
    assert_int_equal(at, list->items.len);
    return new;
}

static void a_base_makes_no_difference(void **state)
{
    uint64_t random = 4711;
    size_t all = 0, some = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        sl_buf base = {0}, child = {0};
        sl_tree_list first_list = {.tag = 77}, list = {0}, whole = {0};
        sl_copies copies = {0};
        asked first = {0}, second = {0};
        void *legacy = NULL;
        sl_object object = {.oid = {.len = SL_OID_SHA1}, .legacy = &legacy};

        for (size_t k = random_below(&random, ENTRIES); k > 0; k--)
            add_entry(&random, &base);
        object.bytes = sl_buf_str(&base);
        assert_true(sl_tree_read(&object, visit, &first, &first_list));
        assert_int_equal(first.count, first_list.items.len);
        assert_int_equal(first_list.base, SL_TREE_NEW);
        edit(&random, sl_buf_str(&base), &first_list.items, &child, &copies);
        if (random_below(&random, 2))
            cut(&random, &copies);
        object = (sl_object){.oid = {.len = SL_OID_SHA1},
                             .bytes = sl_buf_str(&child),
                             .copies = &copies,
                             .base_legacy = legacy,
                             .similar = random_below(&random, 4) == 0};
        assert_true(sl_tree_read(&object, visit, &second, &list));
        parse(sl_buf_str(&child), &whole);
        assert_int_equal(list.base, object.similar ? SL_TREE_NEW : 77);
        assert_int_equal(list.items.len, whole.items.len);
        if (whole.items.len > 0)
            assert_memory_equal(list.items.at, whole.items.at,
                                whole.items.len * sizeof *whole.items.at);
        assert_int_equal(check_runs(&list, &first_list),
                         object.similar ? list.items.len : second.count);
        all += whole.items.len;
        some += second.count;
        sl_tree_discard(NULL, 0, legacy);
        sl_tree_list_free(&first_list);
        sl_tree_list_free(&list);
        sl_tree_list_free(&whole);
        sl_vec_free(&copies);
        sl_buf_free(&base);
        sl_buf_free(&child);
    }
    assert_true(2 * some < all); /* or the base is of no use */
}

static void a_malformed_tree_leaves_nothing(void **state)
{
    void *legacy = NULL;
    sl_tree_list list = {0};
    sl_object object = {.oid = {.len = SL_OID_SHA1},
                        .bytes = sl_lit("100644 a\0abcdefghijklmnopqrst100644"),
                        .legacy = &legacy};

    (void)state;
    assert_false(sl_tree_read(&object, visit, &(asked){0}, &list));
    assert_int_equal(list.items.len, 1);
    assert_null(legacy);
    sl_tree_list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_base_makes_no_difference),
        cmocka_unit_test(a_malformed_tree_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
