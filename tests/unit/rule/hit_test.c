/* hit_test.c - one secret is one hit, and nothing of the others is shown. */
#include "rule/hit.h"

#include "page.h"

static const sl_rule low = {.id = {"low", 3}, .confidence = SL_CONFIDENCE_LOW};
static const sl_rule high = {.id = {"high", 4}, .confidence = SL_CONFIDENCE_HIGH};
static const sl_rule other = {.id = {"other", 5}, .confidence = SL_CONFIDENCE_HIGH};

/* A hit on a secret; without one, about the place from start on. */
typedef struct one {
    const sl_rule *rule;
    size_t start, end;
    unsigned rank;
    bool plain;
} one;

static sl_hit_vec hits_of(const one *ones, size_t len)
{
    sl_hit_vec hits = {0};

    for (size_t i = 0; i < len && ones[i].rule; i++) {
        sl_hit *hit = sl_vec_push(&hits);

        hit->rule = ones[i].rule;
        hit->span = (sl_span){ones[i].start, ones[i].end};
        hit->rank = ones[i].rank;
        if (!ones[i].plain)
            hit->secret = hit->span;
    }
    return hits;
}

static void of_hits_on_one_secret_the_best_stays(void **state)
{
    static const struct {
        one hits[5];
        const char *left; /* ids, in order of place */
    } cases[] = {
        {{{0}}, ""},
        {{{&low, 0, 9, 0, false}}, "low "},
        {{{&low, 0, 9, 0, false}, {&high, 0, 9, 0, false}}, "high "},
        {{{&low, 0, 9, 1, false}, {&high, 0, 9, 0, false}}, "low "},
        {{{&high, 0, 5, 0, false}, {&other, 4, 20, 0, false}}, "other "},
        {{{&high, 0, 9, 0, false}, {&other, 0, 9, 0, false}}, "high "},
        {{{&low, 0, 4, 0, false}, {&high, 4, 9, 0, false}}, "low high "},
        /* a long secret swallows all that lies in it */
        {{{&high, 0, 99, 2, false},
          {&other, 10, 20, 0, false},
          {&low, 30, 40, 0, false},
          {&other, 98, 120, 0, false},
          {&low, 99, 100, 0, false}},
         "high low "},
        /* or gives way to the first that is better */
        {{{&low, 0, 99, 0, false},
          {&high, 10, 20, 0, false},
          {&other, 30, 40, 0, false}},
         "high other "},
        /* what is no secret is never dropped, nor does it hide a secret */
        {{{&low, 0, 9, 0, false}, {&other, 2, 3, 0, true}, {&high, 4, 9, 0, false}},
         "high other "},
        {{{&other, 2, 3, 0, true}, {&other, 2, 3, 0, true}}, "other other "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_hit_vec hits = hits_of(cases[i].hits, COUNT(cases[i].hits));
        sl_buf left = {0};

        sl_hits_resolve(&hits);
        for (size_t k = 0; k < hits.len; k++)
            sl_buf_printf(&left, "%.*s ", sl_fmt(hits.at[k].rule->id));
        assert_text(sl_buf_str(&left), cases[i].left);
        sl_buf_free(&left);
        sl_vec_free(&hits);
    }
}

/* A hit of an old version on a secret. */
typedef struct old_one {
    const sl_rule *rule;
    size_t start, end;
    char depends; /* 'u': unsure, 'e': elsewhere */
    uint8_t sorts;
} old_one;

static sl_hit_vec hits_of_old(const old_one *ones, size_t len)
{
    sl_hit_vec hits = {0};

    for (size_t i = 0; i < len && ones[i].rule; i++) {
        sl_hit *hit = sl_vec_push(&hits);

        hit->rule = ones[i].rule;
        hit->span = hit->secret = (sl_span){ones[i].start, ones[i].end};
        hit->unsure = ones[i].depends == 'u';
        hit->elsewhere = ones[i].depends == 'e';
        hit->sorts = ones[i].sorts;
    }
    return hits;
}

static void beside_what_depends_on_the_folder_the_best_of_the_others_stays(void **state)
{
    static const struct {
        old_one hits[4];
        const char *left; /* ids, in order of place, and the rule that each yields to */
    } cases[] = {
        /* where the higher one is none, the lower one is told */
        {{{&high, 0, 9, 'u', 0}, {&low, 0, 9, 0, 0}}, "high low<high "},
        {{{&low, 0, 9, 0, 0}, {&high, 0, 9, 'u', 0}}, "high low<high "},
        {{{&other, 0, 9, 'u', 0}, {&high, 0, 9, 0, 0}, {&low, 0, 9, 0, 0}}, "high "},
        {{{&high, 0, 9, 'u', 0}, {&other, 2, 5, 0, 0}, {&low, 0, 7, 0, 0}},
         "high other<high "},
        /* a lower one is nothing beside what counts in every folder */
        {{{&low, 0, 9, 'u', 0}, {&high, 0, 9, 0, 0}}, "high "},
        {{{&low, 0, 5, 'u', 0}, {&high, 4, 9, 0, 0}}, "high "},
        {{{&low, 0, 9, 'e', 4}, {&high, 0, 9, 0, 0}}, "high "},
        {{{&high, 0, 9, 'e', 4}, {&low, 0, 9, 0, 0}}, "low "},
        /* of two that go by the sort of the file both stay, and neither yields */
        {{{&low, 0, 9, 'e', 4}, {&high, 0, 9, 0, 1}}, "high low "},
        {{{&low, 0, 9, 'e', 4}, {&high, 0, 9, 'e', 1}}, "high low "},
        {{{&low, 0, 9, 'u', 0}, {&high, 0, 9, 'u', 0}}, "high low "},
        /* other secrets have nothing to do with it */
        {{{&high, 9, 20, 'u', 0}, {&low, 0, 9, 0, 0}}, "low high "},
        {{{&low, 4, 9, 'u', 0}, {&other, 9, 20, 0, 0}, {&high, 0, 4, 'e', 1}},
         "high low other "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_hit_vec hits = hits_of_old(cases[i].hits, COUNT(cases[i].hits));
        sl_buf left = {0};

        sl_hits_resolve(&hits);
        for (size_t k = 0; k < hits.len; k++) {
            const sl_rule *to = hits.at[k].yields_to;

            sl_buf_printf(&left, "%.*s", sl_fmt(hits.at[k].rule->id));
            if (to)
                sl_buf_printf(&left, "<%.*s", sl_fmt(to->id));
            sl_buf_add(&left, sl_lit(" "));
        }
        assert_text(sl_buf_str(&left), cases[i].left);
        sl_buf_free(&left);
        sl_vec_free(&hits);
    }
}

static void all_secrets_are_masked_as_one_where_they_overlap(void **state)
{
    static const one given[] = {{&low, 40, 50, 0, false},   {&high, 10, 20, 0, false},
                                {&other, 15, 30, 0, false}, {&other, 12, 14, 0, false},
                                {&other, 0, 99, 0, true},   {&high, 30, 35, 0, false}};
    sl_hit_vec hits = hits_of(given, COUNT(given));
    sl_arena arena = {0};
    sl_secrets secrets = sl_hits_secrets(&hits, &arena);

    (void)state;
    assert_int_equal(secrets.len, 3);
    assert_int_equal(secrets.at[0].span.start, 10);
    assert_int_equal(secrets.at[0].span.end, 30);
    assert_int_equal(secrets.at[1].span.start, 30);
    assert_int_equal(secrets.at[2].span.end, 50);
    assert_true(sl_secrets_touch(secrets, (sl_span){0, 11}));
    assert_false(sl_secrets_touch(secrets, (sl_span){35, 40}));
    assert_false(sl_secrets_touch(secrets, (sl_span){50, 60}));
    sl_arena_free(&arena);
    sl_vec_free(&hits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_hits_on_one_secret_the_best_stays),
        cmocka_unit_test(
            beside_what_depends_on_the_folder_the_best_of_the_others_stays),
        cmocka_unit_test(all_secrets_are_masked_as_one_where_they_overlap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
