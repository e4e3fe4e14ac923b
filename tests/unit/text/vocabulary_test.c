/* vocabulary_test.c - covers, phrases and small words. */
#include "text/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void weak_passwords_are_no_stand_ins(void **state)
{
    static const struct {
        const char *value;
        bool want;
    } cases[] = {
        {"password123", true}, {"P@ssw0rd2041!", true}, {"letmein99", true},
        {"Welcome1!", true},   {"root1234", true},      {"password", false},
        {"Password1", false},  {"test1234", false},     {"changeme123", false},
        {"12345678", false},   {"pass12", false},       {"password-for-2041", false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (sl_vocabulary_weak(sl_str_of(cases[i].value)) != cases[i].want)
            print_error("%s\n", cases[i].value);
        assert_int_equal(sl_vocabulary_weak(sl_str_of(cases[i].value)), cases[i].want);
    }
}

static void a_cover_leaves_nothing_over(void **state)
{
    static const struct {
        const char *value;
        bool want;
    } cases[] = {
        {"my-secret-password", true},
        {"someApiKey123", true},
        {"tokens", true},
        {"token12345678", true},
        {"token48213377", false},
        {"tokenx", false},
        {"xtoken", false},
        {"fedcba", true},
        {"aaa", true},
        {"aab", false},
        {"---", false},
        {"2024", true},
        {"20240", false},
        {"p4$$w0rd", true},
        {"\xc3\xa9", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (sl_vocabulary_covers(sl_str_of(cases[i].value)) != cases[i].want)
            print_error("%s\n", cases[i].value);
        assert_int_equal(sl_vocabulary_covers(sl_str_of(cases[i].value)),
                         cases[i].want);
    }
}

static void phrases_and_words_ignore_case(void **state)
{
    (void)state;
    assert_true(sl_vocabulary_phrase(sl_lit("AKIAxyzEXAMPLE")));
    assert_true(sl_vocabulary_phrase(sl_lit("key_HERE")));
    assert_false(sl_vocabulary_phrase(sl_lit("heretic")));
    assert_true(sl_vocabulary_phrase(sl_lit("mock-key-7f3a")));
    assert_true(sl_vocabulary_phrase(sl_lit("sk_MOCK_7f3a")));
    assert_false(sl_vocabulary_phrase(sl_lit("hammock-Tree9!x")));
    assert_false(sl_vocabulary_phrase(sl_lit("Mock-Trial!9xQ")));
    assert_true(sl_vocabulary_secret_noun(sl_lit("Token")));
    assert_false(sl_vocabulary_secret_noun(sl_lit("tokens")));
    assert_true(sl_vocabulary_function_word(sl_lit("The")));
    assert_false(sl_vocabulary_function_word(sl_lit("horse")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weak_passwords_are_no_stand_ins),
        cmocka_unit_test(a_cover_leaves_nothing_over),
        cmocka_unit_test(phrases_and_words_ignore_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
