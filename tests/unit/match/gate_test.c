/* gate_test.c - every literal, everywhere, once: by table and against a search
 * that cannot be wrong. */
#include "match/gate_build.h"

#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { MAX_LITERALS = 12, LONGEST = SL_GATE_MAX, LONGEST_TEXT = 6000, ROUNDS = 400 };

/* A literal's number is its owner. Hits end with one of length 0. */
static const struct {
    const char *text;
    const char *literals[2];
    bool ignore_case;
    sl_gate_hit hits[4];
} cases[] = {
    {"", {"key"}, false, {{0}}},
    {"ke", {"key"}, false, {{0}}},
    {"key", {"key"}, false, {{0, 3, 0}}},
    {" key", {"key"}, false, {{1, 3, 0}}},
    {"keykey.key", {"key"}, false, {{0, 3, 0}, {3, 3, 0}, {7, 3, 0}}},
    {"AKIA", {"AKIA"}, false, {{0, 4, 0}}},
    {"aAKIA", {"AKIA"}, false, {{1, 4, 0}}},
    {"AKIAKIA", {"AKIA"}, false, {{0, 4, 0}, {3, 4, 0}}},
    {"aaaaaa", {"aaaa"}, false, {{0, 4, 0}, {1, 4, 0}, {2, 4, 0}}},
    {"Akia AKIa akia", {"AKIA"}, false, {{0}}},
    {"KeY", {"key"}, true, {{0, 3, 0}}},
    {"key", {"KEY"}, true, {{0, 3, 0}}},
    {"sk_live\x7fsk_live_", {"sk_live_"}, false, {{8, 8, 0}}},
    {"{a][a]", {"[a]"}, true, {{3, 3, 0}}},
    {"a ghp_12 ghp_", {"ghp_"}, false, {{2, 4, 0}, {9, 4, 0}}},
    {"xoxe.xoxp-1", {"xoxp-", "xoxe.xoxp-"}, false, {{0, 10, 1}, {5, 5, 0}}},
    {"twilio", {"twilio", "twilio"}, false, {{0, 6, 0}, {0, 6, 1}}},
    {"ab", {"ab", ""}, false, {{0}}}, /* too short to be looked for */
};

static int by_place(const void *a, const void *b)
{
    const sl_gate_hit *x = a;
    const sl_gate_hit *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return (x->len < y->len) - (x->len > y->len);
}

/* By offset, then owner, longer ones first. */
static void assert_order(const sl_gate_hits *hits)
{
    for (size_t i = 1; i < hits->len; i++)
        assert_true(by_place(&hits->at[i - 1], &hits->at[i]) <= 0);
}

/* In a block of its own size, so that the sanitizer sees a byte read too many. */
static char *copy_of(const char *text, size_t len)
{
    char *copy = malloc(len ? len : 1);

    assert_non_null(copy);
    memcpy(copy, text, len);
    return copy;
}

static void literals_are_found_where_they_stand(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t len = strlen(cases[i].text);
        char *text = copy_of(cases[i].text, len);
        sl_gate_literal literals[2];
        sl_gate_hits hits = {0};
        sl_gate *gate;
        size_t k;

        for (k = 0; k < COUNT(literals); k++)
            literals[k] = (sl_gate_literal){.text = sl_str_of(cases[i].literals[k]),
                                            .ignore_case = cases[i].ignore_case,
                                            .owner = (uint32_t)k};
        gate = sl_gate_build(literals, COUNT(literals));
        assert_true(sl_gate_scan(gate, sl_str_make(text, len), &hits, 100));
        assert_order(&hits);
        for (k = 0; k < hits.len && cases[i].hits[k].len > 0; k++) {
            assert_int_equal(hits.at[k].at, cases[i].hits[k].at);
            assert_int_equal(hits.at[k].len, cases[i].hits[k].len);
            assert_int_equal(hits.at[k].owner, cases[i].hits[k].owner);
        }
        assert_int_equal(k, hits.len);
        assert_int_equal(cases[i].hits[k].len, 0);
        sl_vec_free(&hits);
        sl_gate_free(gate);
        free(text);
    }
}

static void a_literal_is_found_at_any_offset_of_any_text(void **state)
{
    static const char *const words[] = {"key",      "AKIA",
                                        "token",    "secret",
                                        "password", "-----BEGIN RSA PRIVATE KEY-----"};
    char text[80];

    (void)state;
    for (size_t w = 0; w < COUNT(words); w++) {
        sl_gate_literal literal = {.text = sl_str_of(words[w]), .ignore_case = w % 2};
        sl_gate *gate = sl_gate_build(&literal, 1);

        for (size_t len = literal.text.len; len < sizeof text; len++) {
            for (size_t at = 0; at + literal.text.len <= len; at++) {
                sl_gate_hits hits = {0};
                char *copy;

                memset(text, '.', sizeof text);
                memcpy(text + at, words[w], literal.text.len);
                copy = copy_of(text, len);
                sl_gate_scan(gate, sl_str_make(copy, len), &hits, 10);
                assert_int_equal(hits.len, 1);
                assert_int_equal(hits.at[0].at, at);
                sl_vec_free(&hits);
                free(copy);
            }
        }
        sl_gate_free(gate);
    }
}

static void a_long_literal_is_compared_as_a_whole(void **state)
{
    const sl_gate_literal literals[] = {
        {.text = sl_lit("-----BEGIN OPENSSH PRIVATE KEY-----")},
        {.text = sl_lit("client_secret_of_service"), .ignore_case = true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(literals); i++) {
        sl_gate *gate = sl_gate_build(&literals[i], 1);
        sl_str text = literals[i].text;

        for (size_t wrong = 0; wrong <= text.len; wrong++) {
            char *copy = copy_of(text.ptr, text.len);
            sl_gate_hits hits = {0};

            if (wrong < text.len)
                copy[wrong] = '!';
            sl_gate_scan(gate, sl_str_make(copy, text.len), &hits, 10);
            assert_int_equal(hits.len, wrong == text.len);
            sl_vec_free(&hits);
            free(copy);
        }
        sl_gate_free(gate);
    }
}

static bool stands_at(sl_str text, size_t at, const sl_gate_literal *literal)
{
    sl_str there = sl_str_sub(text, at, at + literal->text.len);

    return literal->ignore_case ? sl_str_eq_nocase(there, literal->text)
                                : sl_str_eq(there, literal->text);
}

static void search_naively(sl_str text, const sl_gate_literal *literals, size_t len,
                           sl_gate_hits *hits)
{
    for (size_t at = 0; at < text.len; at++)
        for (size_t i = 0; i < len; i++)
            if (stands_at(text, at, &literals[i]))
                *sl_vec_push(hits) = (sl_gate_hit){at, (uint32_t)literals[i].text.len,
                                                   literals[i].owner};
    if (hits->len > 0)
        qsort(hits->at, hits->len, sizeof *hits->at, by_place);
}

/* One random text and its literals, half of them taken from it. */
typedef struct sample {
    char *text;
    size_t len;
    sl_gate_literal literals[MAX_LITERALS];
    size_t count;
    char bytes[MAX_LITERALS][LONGEST];
} sample;

static void make_sample(sample *s, uint64_t *random)
{
    s->len = random_below(random, random_below(random, 4) ? 50 : LONGEST_TEXT);
    s->text = malloc(s->len ? s->len : 1);
    assert_non_null(s->text);
    random_text(random, s->text, s->len);
    s->count = 1 + random_below(random, MAX_LITERALS);
    for (size_t i = 0; i < s->count; i++) {
        size_t more = random_below(random, 2) ? random_below(random, LONGEST - 2) : 0;
        size_t len = SL_GATE_MIN + more;

        if (len <= s->len && random_below(random, 2))
            memcpy(s->bytes[i], s->text + random_below(random, s->len - len + 1), len);
        else
            random_text(random, s->bytes[i], len);
        s->literals[i] = (sl_gate_literal){.text = sl_str_make(s->bytes[i], len),
                                           .ignore_case = random_below(random, 2),
                                           .owner = (uint32_t)i};
    }
}

static void keep_across(sl_gate_hits *hits, sl_span span)
{
    size_t kept = 0;

    for (size_t i = 0; i < hits->len; i++) {
        sl_gate_hit hit = hits->at[i];

        if (hit.at < span.end && hit.at + hit.len > span.start)
            hits->at[kept++] = hit;
    }
    hits->len = kept;
}

static void assert_same(const sl_gate_hits *hits, const sl_gate_hits *expected)
{
    assert_int_equal(hits->len, expected->len);
    for (size_t i = 0; i < hits->len; i++) {
        assert_int_equal(hits->at[i].at, expected->at[i].at);
        assert_int_equal(hits->at[i].len, expected->at[i].len);
        assert_int_equal(hits->at[i].owner, expected->at[i].owner);
    }
}

/* The whole text, and a part of it; with all that the processor has, and without. */
static void compare_once(uint64_t *random)
{
    sample s;
    sl_gate_tables *tables;
    sl_span part;

    make_sample(&s, random);
    part.start = random_below(random, s.len + 1);
    part.end = part.start + random_below(random, s.len - part.start + 1);
    tables = sl_gate_tables_build(s.literals, s.count, SL_GATE_TRIES);
    for (int way = 0; way < 4; way++) {
        sl_gate *gate = sl_gate_on(tables, NULL, way & 1);
        sl_str text = sl_str_make(s.text, s.len);
        sl_gate_hits hits = {0}, expected = {0};

        search_naively(text, s.literals, s.count, &expected);
        if (way & 2) {
            assert_true(sl_gate_scan_across(gate, text, part, &hits, SIZE_MAX));
            keep_across(&expected, part);
        } else {
            assert_true(sl_gate_scan(gate, text, &hits, SIZE_MAX));
        }
        assert_same(&hits, &expected);
        sl_vec_free(&hits);
        sl_vec_free(&expected);
        sl_gate_free(gate);
    }
    sl_gate_tables_free(tables);
    free(s.text);
}

static void random_texts_give_what_a_naive_search_gives(void **state)
{
    uint64_t random = 20240229;

    (void)state;
    for (int i = 0; i < ROUNDS; i++)
        compare_once(&random);
}

static void an_owner_may_be_somebody_else_or_nobody(void **state)
{
    const sl_gate_literal literals[] = {{sl_lit("token"), .ignore_case = true},
                                        {sl_lit("ghp_"), .owner = 1},
                                        {sl_lit("ghp_"), .owner = 2}};
    const uint32_t into[] = {7, SL_GATE_NOBODY, 3};
    sl_gate_tables *tables =
        sl_gate_tables_build(literals, COUNT(literals), SL_GATE_TRIES);
    const bool deaf[8] = {[3] = true};
    sl_gate *gate = sl_gate_on(tables, into, false);
    sl_gate *without = sl_gate_without(gate, deaf);
    sl_gate_hits hits = {0};

    (void)state;
    assert_true(sl_gate_scan(gate, sl_lit("TOKEN=ghp_"), &hits, 2));
    assert_int_equal(hits.len, 2);
    assert_int_equal(hits.at[0].owner, 7);
    assert_int_equal(hits.at[1].owner, 3);
    hits.len = 0;
    assert_true(sl_gate_scan(without, sl_lit("TOKEN=ghp_"), &hits, 1));
    assert_int_equal(hits.len, 1);
    assert_int_equal(hits.at[0].owner, 7);
    sl_vec_free(&hits);
    sl_gate_free(without);
    sl_gate_free(gate);
    sl_gate_tables_free(tables);
}

static void the_limit_of_hits_is_told(void **state)
{
    const sl_gate_literal literal = {sl_lit("key"), .owner = 0};
    sl_gate *gate = sl_gate_build(&literal, 1);
    sl_gate_hits hits = {0};

    (void)state;
    assert_true(sl_gate_scan(gate, sl_lit("key key key"), &hits, 3));
    assert_int_equal(hits.len, 3);
    assert_false(sl_gate_scan(gate, sl_lit("key"), &hits, 3));
    assert_int_equal(hits.len, 3);
    assert_true(sl_gate_scan(gate, sl_lit("none"), &hits, 3));
    sl_vec_free(&hits);
    sl_gate_free(gate);
}

static void without_literals_there_are_no_hits(void **state)
{
    sl_gate *gate = sl_gate_build(NULL, 0);
    sl_gate_hits hits = {0};

    (void)state;
    assert_true(sl_gate_scan(gate, sl_lit("anything at all"), &hits, 3));
    assert_true(sl_gate_scan(gate, sl_str_make(NULL, 0), &hits, 3));
    assert_int_equal(hits.len, 0);
    sl_gate_free(gate);
    sl_gate_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_found_where_they_stand),
        cmocka_unit_test(a_literal_is_found_at_any_offset_of_any_text),
        cmocka_unit_test(a_long_literal_is_compared_as_a_whole),
        cmocka_unit_test(random_texts_give_what_a_naive_search_gives),
        cmocka_unit_test(an_owner_may_be_somebody_else_or_nobody),
        cmocka_unit_test(the_limit_of_hits_is_told),
        cmocka_unit_test(without_literals_there_are_no_hits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
