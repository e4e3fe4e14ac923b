/* peers_test.c - the lists of other scanners, and what they allow. */
#include "scan/peers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const sl_rule rule = {.id = {"a-rule", 6}};

static void a_line_of_gitleaksignore_is_about_one_place(void **state)
{
    static const struct {
        const char *line;
        const char *path;
        size_t at;
        bool allowed; /* path:at in the working tree, without a commit */
        size_t notices;
    } cases[] = {
        {"a/b.py:some-rule:7", "a/b.py", 7, true, 0},
        {"a/b.py:some-rule:7\r\n", "a/b.py", 7, true, 0},
        {"  a/b.py:some-rule:7  # no", "a/b.py", 7, false, 1},
        {"./a/b.py:some-rule:7", "a/b.py", 7, true, 0},
        {"a\\b.py:some-rule:7", "a/b.py", 7, true, 0},
        {"a:b.py:some-rule:7", "a:b.py", 7, true, 0},
        {"a/b.py:some-rule:7", "a/b.py", 8, false, 0},
        {"a/b.py:some-rule:7", "b.py", 7, false, 0},
        {"# a/b.py:some-rule:7", "a/b.py", 7, false, 0},
        {"", "a/b.py", 7, false, 0},
        {"a/b.py:7", "a/b.py", 7, false, 1},
        {"a/b.py:some-rule:0", "a/b.py", 0, false, 1},
        {"a/b.py:some-rule:x", "a/b.py", 7, false, 1},
        {"a/b.py:some-rule:99999999999999999999", "a/b.py", 7, false, 1},
        {"0123456789012345678901234567890123456789:a/b.py:some-rule:7", "a/b.py", 7,
         false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_place place = {.path = sl_str_of(cases[i].path),
                          .start = {.line = cases[i].at}};
        sl_allow_list list = {0};
        sl_sink sink = {0};

        print_message("%s\n", cases[i].line);
        sl_peers_gitleaksignore(sl_str_of(cases[i].line), &list, &sink);
        sl_allow_list_close(&list);
        assert_int_equal(sl_allow_list_place(&list, &place) != NULL, cases[i].allowed);
        assert_int_equal(sink.notices.len, cases[i].notices);
        sl_allow_list_free(&list);
        sl_sink_free(&sink);
    }
}

static void a_commit_of_gitleaksignore_must_be_that_of_the_place(void **state)
{
    static const struct {
        uint8_t first; /* of the commit's id */
        size_t line;
        bool allowed;
    } cases[] = {{0x01, 7, true}, {0x02, 7, false}, {0x01, 8, false}, {0x01, 9, true}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t id[20] = {cases[i].first};
        sl_place place = {.path = sl_lit("a"),
                          .commit = sl_oid_make(id, sizeof id),
                          .start = {.line = cases[i].line}};
        sl_allow_list list = {0};
        sl_sink sink = {0};

        sl_peers_gitleaksignore(
            sl_lit("0100000000000000000000000000000000000000:a:r:7\na:r:9\n"), &list,
            &sink);
        sl_allow_list_close(&list);
        assert_int_equal(sl_allow_list_place(&list, &place) != NULL, cases[i].allowed);
        sl_allow_list_free(&list);
        sl_sink_free(&sink);
    }
}

/* The SHA-1 of "abc". */
#define ABC "a9993e364706816aba3e25717850c26c9cd0d89d"

static void a_baseline_knows_secrets_by_their_hash(void **state)
{
    static const struct {
        const char *baseline;
        const char *secret;
        const char *path;
        bool allowed;
        size_t notices;
    } cases[] = {
        {"{\"results\":{\"a\":[{\"hashed_secret\":\"" ABC "\",\"line_number\":3}]}}",
         "abc", "a", true, 0},
        {"{\"results\":{\"a\":[{\"hashed_secret\":\"" ABC "\"}]}}", "abc", "b", false,
         0},
        {"{\"results\":{\"a\":[{\"hashed_secret\":\"" ABC "\"}]}}", "abd", "a", false,
         0},
        {"{\"results\":{\"a\":[],\"b\":[{\"hashed_secret\":\"x\"},{},"
         "{\"hashed_secret\":\"" ABC "\"}]}}",
         "abc", "b", true, 0},
        {"{\"results\":{}}", "abc", "a", false, 0},
        {"{\"results\":", "abc", "a", false, 1},
        {"[]", "abc", "a", false, 1},
        {"", "abc", "a", false, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_allow_subject subject = {&rule, sl_str_of(cases[i].secret), {0}};
        sl_place place = {.path = sl_str_of(cases[i].path)};
        sl_allow_candidates asked = {0};
        sl_allow_list list = {0};
        sl_sink sink = {0};
        bool allowed = false;

        print_message("%s\n", cases[i].baseline);
        sl_peers_baseline(sl_str_of(cases[i].baseline), &list, &sink);
        sl_allow_list_close(&list);
        sl_allow_list_ask(&list, NULL, &subject, &asked);
        for (size_t k = 0; k < asked.len; k++)
            allowed |= sl_allow_entry_fits(asked.at[k], &rule, &place);
        assert_int_equal(allowed, cases[i].allowed);
        assert_int_equal(sink.notices.len, cases[i].notices);
        sl_vec_free(&asked);
        sl_allow_list_free(&list);
        sl_sink_free(&sink);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_gitleaksignore_is_about_one_place),
        cmocka_unit_test(a_commit_of_gitleaksignore_must_be_that_of_the_place),
        cmocka_unit_test(a_baseline_knows_secrets_by_their_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
