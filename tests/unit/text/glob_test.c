/* glob_test.c - path globs, and that none of them takes long. */
#include "text/glob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_glob_matches_what_its_header_says(void **state)
{
    static const struct {
        const char *glob, *path;
        bool want;
    } cases[] = {
        {"*.env", "a.env", true},
        {"*.env", "deep/er/a.env", true},
        {"*.env", ".env", true},
        {"*.env", "a.envx", false},
        {".env", "x/.env", true},
        {"/.env", ".env", true},
        {"/.env", "x/.env", false},
        {"/a/b", "a/b", true},
        {"a/*.c", "a/b.c", true},
        {"a/*.c", "a/b/c.c", false},
        {"a/*.c", "x/a/b.c", false},
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/b", true},
        {"a/**/b", "a/x/y/b", true},
        {"a/**/b", "a/xb", false},
        {"**/b", "b", true},
        {"**/b", "x/y/b", true},
        {"**/b", "xb", false},
        {"a/**", "a/x/y", true},
        {"a/**", "a", false},
        {"a/**", "ab/c", false},
        {"a**b", "axb", true},
        {"src/a**b", "src/ax/yb", true},
        {"**/**/x", "x", true},
        {"***/x", "x", true},
        {"*/x", "x", false},
        {"*/x", "a/x", true},
        {"**x/y", "a/bx/y", true},
        {"*.state.*", "a/b.state.c", true},
        {"*.state.*", "a.state.c/d", false},
        {"*.state.*", "a.stat.c", false},
        {"*,b*", "a,bc", true},
        {"ab*", "x/abc", true},
        {"ab*", "ab/c", false},
        {"/ab*", "ac", false},
        {"/ab*", "a", false},
        {"/", "", true},
        {"/", "/", false},
        {"?.c", "a.c", true},
        {"?.c", ".c", false},
        {"a/?", "a//", false},
        {"?", "\xf0\x9f\x94\x91", true},
        {"??", "\xf0\x9f\x94\x91", false},
        {"[!a]x", "\xc3\xa9x", true},
        {"[a-c]x", "bx", true},
        {"[a-c]x", "dx", false},
        {"[!a-c]x", "dx", true},
        {"[^a-c]x", "ax", false},
        {"[]a]", "]", true},
        {"[a-]", "-", true},
        {"[\\]]", "]", true},
        {"a/[!x]b", "a//b", false},
        {"*.{yml,yaml}", "x.yml", true},
        {"*.{yml,yaml}", "x.yaml", true},
        {"*.{yml,yaml}", "x.json", false},
        {"{a,b/{c,d}}/e", "a/e", true},
        {"{a,b/{c,d}}/e", "b/d/e", true},
        {"{a,b/{c,d}}/e", "b/e", false},
        {"x{,.bak}", "x", true},
        {"x{,.bak}", "x.bak", true},
        {"{**/,}x/y", "a/b/x/y", true},
        {"{**/,}x/y", "x/y", true},
        {"{}", "", true},
        {"a,b}", "a,b}", true},
        {"\\*", "*", true},
        {"\\*", "x", false},
        {"\\{a,b\\}", "{a,b}", true},
        {"", "", true},
        {"", "a", false},
        {"*", "", true},
        {"A", "a", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool got = sl_glob_match(sl_str_of(cases[i].glob), sl_str_of(cases[i].path));

        if (got != cases[i].want)
            print_error("%s on %s\n", cases[i].glob, cases[i].path);
        assert_int_equal(got, cases[i].want);
        if (got)
            assert_true((sl_glob_bytes(sl_str_of(cases[i].glob)) &
                         ~sl_glob_bits(sl_str_of(cases[i].path))) == 0);
    }
}

static void the_bytes_of_a_glob_stand_in_every_path_that_fits(void **state)
{
    static const struct {
        const char *glob, *bytes;
    } cases[] = {{"*.pem", ".pem"},
                 {"/a/**/b", "ab"},
                 {"x{c,{d,e}}f", "xf"},
                 {"[]ab]c[!d]", "c"},
                 {"\\*a\\bc", "ac"},
                 {"?", ""},
                 {"", ""}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_true(sl_glob_bytes(sl_str_of(cases[i].glob)) ==
                    sl_glob_bits(sl_str_of(cases[i].bytes)));
}

static void what_is_not_closed_is_named_and_matches_nothing(void **state)
{
    static const struct {
        const char *glob, *why;
    } cases[] = {
        {"[abc", "class is not closed"},
        {"{a,b", "brace is not closed"},
        {"{a,[b}", "class is not closed"},
        {"{{a}", "brace is not closed"},
        {"[", "class is not closed"},
        {"*.{c,h}", NULL},
        {"[]]", NULL},
        {"}", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *why = NULL;
        sl_str glob = sl_str_of(cases[i].glob);

        assert_int_equal(sl_glob_valid(glob, &why), cases[i].why == NULL);
        if (!cases[i].why)
            continue;
        assert_string_equal(why, cases[i].why);
        assert_false(sl_glob_match(glob, glob));
    }
}

static void too_long_and_too_deep_are_refused(void **state)
{
    char text[2000];
    const char *why;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_false(sl_glob_valid((sl_str){text, sizeof text}, &why));
    assert_string_equal(why, "glob is too long");
    memset(text, '{', sizeof text);
    assert_false(sl_glob_valid((sl_str){text, 40}, &why));
    assert_string_equal(why, "braces are nested too deeply");
}

/* Backtracking would need more steps than there are atoms. */
static void many_stars_take_no_time(void **state)
{
    char glob[200];
    char path[4000];

    (void)state;
    for (size_t i = 0; i < sizeof glob; i += 2)
        memcpy(glob + i, "*a", 2);
    memset(path, 'a', sizeof path);
    assert_true(
        sl_glob_match((sl_str){glob, sizeof glob}, (sl_str){path, sizeof path}));
    path[sizeof path - 1] = 'b';
    glob[sizeof glob - 1] = '?';
    path[50] = '/';
    assert_true(
        sl_glob_match((sl_str){glob, sizeof glob}, (sl_str){path, sizeof path}));
    memcpy(glob, "**/", 3);
    assert_true(
        sl_glob_match((sl_str){glob, sizeof glob}, (sl_str){path, sizeof path}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_glob_matches_what_its_header_says),
        cmocka_unit_test(the_bytes_of_a_glob_stand_in_every_path_that_fits),
        cmocka_unit_test(what_is_not_closed_is_named_and_matches_nothing),
        cmocka_unit_test(too_long_and_too_deep_are_refused),
        cmocka_unit_test(many_stars_take_no_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
