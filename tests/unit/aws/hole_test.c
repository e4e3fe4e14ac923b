/* hole_test.c - placeholders are units, whatever stands in them. */
#include "aws/hole.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_placeholder_is_as_long_as_its_brackets(void **state)
{
    static const struct {
        const char *text;
        size_t len;
    } cases[] = {
        {"<region>:x", 8},
        {"<your account id>", 17},
        {"<a|b>", 5},
        {"(AWS Account ID):datastore", 16},
        {"(aws)", 0},
        {"(aws|aws-cn and more)", 0},
        {"(never closed", 0},
        {"[aws region]]", 12},
        {"[0-9]{12}", 5},
        {"{region}-x", 8},
        {"{{ region }}}", 12},
        {"{{region}", 0},
        {"${AWS::Region}:", 14},
        {"${a[\"b\"]}", 9},
        {"${{ github.actor }}x", 19},
        {"${x{y}z}", 8},
        {"${x", 0},
        {"$(aws sts id --query $(q))x", 26},
        {"$REGION:x", 7},
        {"$a1_b-c", 5},
        {"$LATEST", 0},
        {"$default/x", 0},
        {"$1", 0},
        {"$", 0},
        {"#{AWS::Region}", 14},
        {"&{aws:username}", 15},
        {"%{x}", 4},
        {"%s:", 2},
        {"%d", 2},
        {"%1$s", 4},
        {"%[1]s", 5},
        {"%(region)s", 10},
        {"%(region)", 0},
        {"%2F", 0},
        {"%41", 0},
        {"<%= a %>", 8},
        {"&lt;region&gt;:", 14},
        {"&amp;", 0},
        /* HTML around an ARN */
        {"</code>", 0},
        {"<br>", 0},
        {"<br/>", 0},
        {"<span class=x>", 0},
        {"<!-- x -->", 0},
        {"<>", 0},
        /* not over the end of a line */
        {"<a\nb>", 0},
        {"{\n}", 0},
        {"plain", 0},
        {"", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(sl_hole_at(sl_str_of(cases[i].text), 0), cases[i].len);
}

static void a_placeholder_has_a_longest_length(void **state)
{
    char text[200];

    (void)state;
    memset(text, 'x', sizeof text);
    text[0] = '<';
    text[127] = '>';
    assert_int_equal(sl_hole_at(sl_str_make(text, sizeof text), 0), 128);
    text[127] = 'x';
    text[128] = '>';
    assert_int_equal(sl_hole_at(sl_str_make(text, sizeof text), 0), 0);
}

static void placeholders_are_found_anywhere(void **state)
{
    (void)state;
    assert_true(sl_hole_in(sl_lit("us-${x}-1")));
    assert_false(sl_hole_in(sl_lit("us-east-1")));
    assert_false(sl_hole_in(sl_lit("")));
}

static void blanks_do_not_tell_placeholders_apart(void **state)
{
    static const struct {
        const char *a, *b;
        bool equal;
    } cases[] = {
        {"{{ x }}", "{{x}}", true}, {"{{x}}", "{{ x}}", true}, {"<x>", "<x>", true},
        {"<x>", "<y>", false},      {"<x>", "<xy>", false},    {"${x}", "{x}", false},
        {"<x> ", "<x>", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str a = sl_str_of(cases[i].a), b = sl_str_of(cases[i].b);

        assert_int_equal(sl_hole_eq(a, b), cases[i].equal);
        assert_int_equal(sl_hole_eq(b, a), cases[i].equal);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_placeholder_is_as_long_as_its_brackets),
        cmocka_unit_test(a_placeholder_has_a_longest_length),
        cmocka_unit_test(placeholders_are_found_anywhere),
        cmocka_unit_test(blanks_do_not_tell_placeholders_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
