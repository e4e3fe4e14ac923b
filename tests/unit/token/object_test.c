#include "token/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void a_member_is_found_at_the_top_level_only(void **unused)
{
    static const struct {
        const char *text;
        const char *want; /* of the member "alg", raw; NULL: none */
    } cases[] = {
        {"{\"alg\":\"HS256\"}", "\"HS256\""},
        {" { \"typ\" : \"JWT\" , \"alg\" : \"none\" } ", "\"none\""},
        {"{\"a\":{\"alg\":1},\"alg\":2}", "2"},
        {"{\"a\":[{\"b\":\"}]\"}],\"alg\":true}", "true"},
        {"{\"a\":\"\\\"alg\\\":1\",\"alg\":[1,2]}", "[1,2]"},
        {"{\"a\":{\"alg\":1}}", NULL},
        {"{}", NULL},
        {"", NULL},
        {"[]", NULL},
        {"{\"alg\"}", NULL},
        {"{\"alg\":}", NULL},
        {"{\"alg\":\"HS256", NULL},
        {"{\"alg\":\"HS256\"", NULL},
        {"{\"a\":]}", NULL},
        {"{\"a\":1,", NULL},
        {"{\"a\\", NULL},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str value = {0};
        bool found = sl_object_get(sl_str_of(cases[i].text), sl_lit("alg"), &value);

        assert_int_equal(found, cases[i].want != NULL);
        if (found)
            assert_true(sl_str_eq(value, sl_str_of(cases[i].want)));
    }
}

static void a_string_comes_without_quotes_and_only_without_escapes(void **unused)
{
    sl_str value = {0};

    (void)unused;
    assert_true(sl_object_string(sl_lit("{\"a\":\"b c\"}"), sl_lit("a"), &value));
    assert_true(sl_str_eq(value, sl_lit("b c")));
    assert_false(sl_object_string(sl_lit("{\"a\":\"b\\nc\"}"), sl_lit("a"), &value));
    assert_false(sl_object_string(sl_lit("{\"a\":12}"), sl_lit("a"), &value));
}

static void an_object_ends_with_its_bracket(void **unused)
{
    (void)unused;
    assert_true(sl_object_is(sl_lit("{}")));
    assert_true(sl_object_is(sl_lit("{ }\n")));
    assert_true(sl_object_is(sl_lit("{\"a\":{\"b\":[1,{}]}}")));
    assert_false(sl_object_is(sl_lit("{\"a\":1}}")));
    assert_false(sl_object_is(sl_lit("{\"a\":1} x")));
    assert_false(sl_object_is(sl_lit("{a:1}")));
    assert_false(sl_object_is(sl_lit("{\"a\":1,}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_is_found_at_the_top_level_only),
        cmocka_unit_test(a_string_comes_without_quotes_and_only_without_escapes),
        cmocka_unit_test(an_object_ends_with_its_bracket),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
