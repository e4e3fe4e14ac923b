/* fact_test.c - facts by path, and their order. */
#include "rule/fact.h"

#include "page.h"

static const sl_survey nothing;

static sl_fact fact_of(const char *path, sl_origin origin, int64_t time, uint8_t id)
{
    sl_fact fact = {0};

    fact.place.path = sl_str_of(path);
    fact.place.origin = origin;
    fact.place.commit_time = time;
    fact.place.blob.len = SL_OID_SHA1;
    fact.place.blob.raw[0] = id;
    return fact;
}

static void facts_are_sorted_by_path_origin_date_and_object(void **state)
{
    const sl_fact given[] = {
        fact_of("b", SL_ORIGIN_WORKTREE, 0, 1), fact_of("a", SL_ORIGIN_HISTORY, 7, 1),
        fact_of("a", SL_ORIGIN_HISTORY, 5, 9),  fact_of("a", SL_ORIGIN_HISTORY, 5, 2),
        fact_of("a", SL_ORIGIN_INDEX, 9, 3),    fact_of("a/b", SL_ORIGIN_INDEX, 0, 4),
    };
    static const uint8_t order[] = {3, 2, 9, 1, 4, 1};
    static const size_t groups[] = {4, 1, 1};
    sl_fact_vec vec = {0};
    sl_layouts none = {0};
    sl_facts facts;
    size_t start = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(given); i++)
        *sl_vec_push(&vec) = given[i];
    facts = sl_facts_join(&vec, &none, &nothing);
    assert_int_equal(facts.len, COUNT(order));
    for (size_t i = 0; i < COUNT(order); i++)
        assert_int_equal(facts.at[i].place.blob.raw[0], order[i]);
    for (size_t i = 0; i < COUNT(groups); i++)
        assert_int_equal(sl_facts_next_path(facts, &start).len, groups[i]);
    assert_int_equal(start, facts.len);
    sl_vec_free(&vec);
}

static void history_gets_its_class_when_its_path_is_known(void **state)
{
    static const sl_str globs[] = {{"*.env", 5}};
    sl_secret_class class_ = {.id = sl_lit("env"), .paths = {globs, 1}};
    sl_layout layout = {.classes = &class_, .classes_len = 1};
    const sl_layout *at = &layout;
    sl_layouts layouts = {.at = &at, .len = 1};
    sl_fact_vec vec = {0};
    sl_facts facts;

    (void)state;
    *sl_vec_push(&vec) = fact_of("a.env", SL_ORIGIN_HISTORY, 0, 1);
    *sl_vec_push(&vec) = fact_of("b.txt", SL_ORIGIN_HISTORY, 0, 2);
    facts = sl_facts_join(&vec, &layouts, &nothing);
    assert_ptr_equal(facts.at[0].path_class, &class_);
    assert_null(facts.at[1].path_class);
    assert_non_null(sl_facts_origin(facts, SL_ORIGIN_HISTORY));
    assert_null(sl_facts_origin(facts, SL_ORIGIN_INDEX));
    sl_vec_free(&vec);
}

static void no_facts_are_no_trouble(void **state)
{
    sl_fact_vec vec = {0};
    sl_layouts none = {0};

    (void)state;
    assert_int_equal(sl_facts_join(&vec, &none, &nothing).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_sorted_by_path_origin_date_and_object),
        cmocka_unit_test(history_gets_its_class_when_its_path_is_known),
        cmocka_unit_test(no_facts_are_no_trouble),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
