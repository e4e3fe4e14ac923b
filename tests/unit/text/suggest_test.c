#include "text/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

typedef struct distance_case {
    const char *a;
    const char *b;
    size_t distance;
} distance_case;

static const distance_case distances[] = {
    {"", "", 0},
    {"", "abc", 3},
    {"abc", "", 3},
    {"format", "format", 0},
    {"fromat", "format", 1},
    {"formt", "format", 1},
    {"formats", "format", 1},
    {"FORMAT", "format", 0},
    {"kitten", "sitting", 3},
    {"ca", "abc", 3},
    {"ab", "ba", 1},
    {"abcd", "badc", 2},
};

static void distances_count_swaps_once(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++)
        assert_int_equal(
            sl_edit_distance(sl_str_of(distances[i].a), sl_str_of(distances[i].b)),
            distances[i].distance);
}

typedef struct near_case {
    const char *word;
    const char *best;
} near_case;

static const char *const known[] = {"staged", "range",     "format", "output",
                                    "config", "color",     "quiet",  "fail-on",
                                    "jobs",   "github-pat"};

static const near_case cases[] = {
    {"fromat", "format"},
    {"stagged", "staged"},
    {"colour", "color"},
    {"conf", "config"},
    {"failon", "fail-on"},
    {"github-pta", "github-pat"},
    {"git", "github-pat"},
    {"form", "format"},
    {"x", ""},
    {"", ""},
    {"zzz", ""},
    {"something", ""},
    {"fo", "format"},
    {"FORMAT", "format"},
    {"job", "jobs"},
};

static void near_words_are_found_and_far_ones_are_not(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_suggestion near = {.word = sl_str_of(cases[i].word)};

        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            sl_suggest(&near, sl_str_of(known[j]));
        if (!sl_str_eq(near.best, sl_str_of(cases[i].best)))
            fail_msg("%s: got '%.*s', want '%s'", cases[i].word, sl_fmt(near.best),
                     cases[i].best);
    }
}

static void long_words_are_near_to_nothing(void **unused)
{
    char word[SL_SUGGEST_MAX + 2];
    sl_suggestion near;

    (void)unused;
    memset(word, 'a', sizeof word);
    near = (sl_suggestion){.word = {word, sizeof word}};
    sl_suggest(&near, (sl_str){word, sizeof word - 1});
    assert_int_equal(near.best.len, 0);
    near.word.len = SL_SUGGEST_MAX;
    sl_suggest(&near, (sl_str){word, SL_SUGGEST_MAX - 1});
    assert_int_equal(near.best.len, SL_SUGGEST_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_count_swaps_once),
        cmocka_unit_test(near_words_are_found_and_far_ones_are_not),
        cmocka_unit_test(long_words_are_near_to_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
