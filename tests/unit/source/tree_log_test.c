/* tree_log_test.c - what is read back of trees is what they name. */
#include "source/tree_log.h"

#include "../match/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { TREES = 3000, LONGEST = 60, ROOM = 1 << 24 };

/* A place that is new, or was there before, or none. */
static uint32_t any_place(sl_tree_log *log, uint64_t *random)
{
    switch (random_below(random, 6)) {
    case 0: return SL_TREE_LOG_NONE;
    case 1:
    case 2:
        if (log->named.len > 0)
            return (uint32_t)random_below(random, log->named.len);
        /* fallthrough */
    default: return sl_tree_log_place(log, 0);
    }
}

/* Of every third place it is wanted, by a number that is not its own. */
static uint32_t edge_of(uint32_t place)
{
    return place % 3 == 0 ? place * 5 : SL_OIDMAP_NONE;
}

static bool skips(size_t family)
{
    return family % 5 == 3;
}

/* Every family names what its trees do, by whatever base it came to them. */
static void check_families(const sl_tree_list *lists, const sl_tree_families *families,
                           const sl_word_vec *links)
{
    for (size_t i = 0; i + 1 < families->len; i++) {
        const sl_tree_family *family = &families->at[i];

        assert_int_equal(lists[family->first].base, SL_TREE_NEW);
        for (uint32_t t = family->first; t < family[1].first; t++)
            for (size_t k = 0; k < lists[t].items.len; k++) {
                uint32_t value = lists[t].items.at[k].value, link = family->links;

                if (value == SL_TREE_LOG_NONE || value % 3 != 0)
                    continue;
                while (link < family[1].links && links->at[link] != edge_of(value))
                    link++;
                assert_true(link < family[1].links);
            }
    }
}

/* lists: as they were read, or NULL: all families are replayed then. */
static bool replay(const sl_tree_log *log, const sl_tree_list *lists,
                   sl_word_vec *edges, uint32_t *first, uint32_t *len)
{
    static bool skip[TREES];
    sl_tree_links out = {edges, first, len, skip};
    sl_tree_families families = {0};
    sl_word_vec wanted = {0}, links = {0};
    bool ok;

    for (uint32_t place = 0; place < log->named.len; place++)
        *sl_vec_push(&wanted) = edge_of(place);
    ok = sl_tree_log_families(log, wanted.at, &families, &links);
    memset(skip, false, sizeof skip);
    for (size_t i = 0; lists && i + 1 < families.len; i++)
        memset(skip + families.at[i].first, skips(i),
               families.at[i + 1].first - families.at[i].first);
    if (lists)
        check_families(lists, &families, &links);
    ok = ok && sl_tree_log_replay(log, wanted.at, &families, &out);
    for (size_t i = 0; i < edges->len; i++)
        edges->at[i] = wanted.at[edges->at[i]];
    sl_vec_free(&families);
    sl_vec_free(&links);
    sl_vec_free(&wanted);
    return ok;
}

static void add_item(sl_tree_list *list, uint32_t from, uint32_t value)
{
    sl_tree_run *last = list->runs.len ? sl_vec_last(&list->runs) : NULL;
    bool new = from == SL_TREE_NEW;

    *sl_vec_push(&list->items) = (sl_tree_item){.value = value};
    if (last && (new ? last->from == SL_TREE_NEW
                     : last->from != SL_TREE_NEW && last->from + last->len == from))
        last->len++;
    else
        *sl_vec_push(&list->runs) = (sl_tree_run){from, 1};
}

/* Stretches of the base in any order, and new items between them. */
static void make(sl_tree_list *list, const sl_tree_list *base, sl_tree_log *log,
                 uint64_t *random)
{
    while (list->items.len < random_below(random, LONGEST)) {
        size_t len = random_below(random, 9);
        size_t from =
            base && base->items.len ? random_below(random, base->items.len) : 0;

        for (size_t i = from; base && i < base->items.len && i < from + len; i++)
            add_item(list, (uint32_t)i, base->items.at[i].value);
        for (size_t i = random_below(random, 3); i > 0; i--)
            add_item(list, SL_TREE_NEW, any_place(log, random));
    }
}

static void check(const sl_tree_list *lists, const sl_tree_log *log)
{
    static uint32_t first[TREES], len[TREES];
    sl_word_vec edges = {0};
    size_t families = 0;

    assert_true(replay(log, lists, &edges, first, len));
    for (uint32_t t = 0; t < log->objects.len; t++) {
        uint32_t at = first[t];

        assert_int_equal(log->objects.at[t], t);
        families += lists[t].base == SL_TREE_NEW;
        if (skips(families - 1)) {
            assert_int_equal(len[t], 0);
            continue;
        }
        for (size_t i = 0; i < lists[t].items.len; i++) {
            uint32_t value = lists[t].items.at[i].value;

            if (value == SL_TREE_LOG_NONE || value % 3 != 0)
                continue;
            assert_true(at < edges.len);
            assert_int_equal(edges.at[at++], edge_of(value));
        }
        assert_int_equal(at - first[t], len[t]);
    }
    sl_vec_free(&edges);
}

/* A walk goes up and down: the base is any tree on the way to the one before. */
static void replay_gives_what_was_read(void **state)
{
    static sl_tree_list lists[TREES];
    static uint32_t way[TREES];
    sl_tree_log log = {.loose.oid_len = SL_OID_SHA1, .room = ROOM};
    uint64_t random = 815;
    size_t depth = 0;

    (void)state;
    for (uint32_t t = 0; t < TREES; t++) {
        sl_tree_list *list = &lists[t];

        depth = random_below(&random, 20) ? random_below(&random, depth + 1) + 0 : 0;
        if (t > 0 && random_below(&random, 3)) /* mostly deeper */
            depth = depth < 30 && way[depth] == t - 1 ? depth + 1 : depth;
        list->base = depth ? way[depth - 1] : SL_TREE_NEW;
        make(list, depth ? &lists[list->base] : NULL, &log, &random);
        sl_tree_log_add(&log, t, list);
        way[depth] = t;
    }
    check(lists, &log);
    for (uint32_t t = 0; t < TREES; t++)
        sl_tree_list_free(&lists[t]);
    sl_tree_log_free(&log);
}

static void a_base_that_was_left_behind_is_noticed(void **state)
{
    sl_tree_log log = {.loose.oid_len = SL_OID_SHA1, .room = ROOM};
    uint32_t bases[] = {SL_TREE_NEW, SL_TREE_NEW, 0};
    uint32_t first[3], len[3], nothing = SL_OIDMAP_NONE;
    sl_tree_families families = {0};
    sl_word_vec links = {0};
    sl_word_vec edges = {0};
    sl_tree_list list = {0};

    (void)state;
    add_item(&list, SL_TREE_NEW, sl_tree_log_place(&log, 0));
    for (uint32_t t = 0; t < 3; t++) {
        list.base = bases[t];
        sl_tree_log_add(&log, t, &list);
    }
    assert_false(sl_tree_log_families(&log, &nothing, &families, &links));
    assert_false(replay(&log, NULL, &edges, first, len));
    sl_vec_free(&families);
    sl_vec_free(&links);
    sl_vec_free(&edges);
    sl_tree_list_free(&list);
    sl_tree_log_free(&log);
}

static void a_full_log_keeps_the_trees_and_nothing_else(void **state)
{
    sl_tree_log log = {.loose.oid_len = SL_OID_SHA1, .room = 100};
    uint32_t first[50], len[50];
    sl_word_vec edges = {0};
    sl_tree_list list = {.base = SL_TREE_NEW};

    (void)state;
    add_item(&list, SL_TREE_NEW, sl_tree_log_place(&log, 0));
    for (uint32_t t = 0; t < 50; t++)
        sl_tree_log_add(&log, t, &list);
    assert_true(log.partial);
    assert_int_equal(log.objects.len, 50);
    assert_int_equal(log.entries.len, 0);
    assert_int_equal(log.named.len, 0);
    assert_int_equal(sl_tree_log_place(&log, 0), SL_TREE_LOG_NONE);
    sl_tree_log_name(&log, 0, 3); /* too late, and no harm */
    assert_false(replay(&log, NULL, &edges, first, len));
    sl_vec_free(&edges);
    sl_tree_list_free(&list);
    sl_tree_log_free(&log);
}

static void places_take_room_and_are_named_later(void **state)
{
    sl_tree_log log = {.loose.oid_len = SL_OID_SHA1, .room = 100};
    sl_tree_list list = {.base = SL_TREE_NEW};

    (void)state;
    for (uint32_t place = 0; place < 30; place++)
        assert_int_equal(sl_tree_log_place(&log, 0), place);
    sl_tree_log_name(&log, 7, 815);
    assert_int_equal(log.named.at[6], SL_TREE_LOG_NONE);
    assert_int_equal(log.named.at[7], 815);
    sl_tree_log_add(&log, 0, &list);
    assert_true(log.partial);
    sl_tree_log_free(&log);
}

static void numbers_lead_back_to_objects(void **state)
{
    sl_tree_log log = {.loose.oid_len = SL_OID_SHA1, .room = ROOM};
    sl_oid a = {.len = SL_OID_SHA1, .raw = {1}}, b = {.len = SL_OID_SHA1, .raw = {2}};
    uint32_t loose = sl_tree_log_number(&log, &a, SL_ODB_UNPACKED);
    uint32_t far =
        sl_tree_log_number(&log, &b, (size_t)1 << 30); /* too far for a number */
    sl_oid found = {0};

    (void)state;
    assert_int_equal(sl_tree_log_number(&log, &b, 7), 7);
    assert_int_equal(sl_tree_log_number(&log, &a, SL_ODB_UNPACKED), loose);
    assert_int_equal(sl_tree_log_object(&log, 7, &found), 7);
    assert_int_equal(found.len, 0);
    assert_true(sl_tree_log_object(&log, loose, &found) == SL_ODB_UNPACKED);
    assert_true(sl_oid_eq(&found, &a));
    assert_true(sl_tree_log_object(&log, far, &found) == SL_ODB_UNPACKED);
    assert_true(sl_oid_eq(&found, &b));
    sl_tree_log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replay_gives_what_was_read),
        cmocka_unit_test(a_base_that_was_left_behind_is_noticed),
        cmocka_unit_test(a_full_log_keeps_the_trees_and_nothing_else),
        cmocka_unit_test(places_take_room_and_are_named_later),
        cmocka_unit_test(numbers_lead_back_to_objects),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
