#include "git/wildmatch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

typedef struct glob_case {
    const char *pattern;
    const char *text;
    unsigned flags;
    bool match;
} glob_case;

#define PATH SL_WM_PATHNAME
#define FOLD SL_WM_CASEFOLD

/* clang-format off */
static const glob_case CASES[] = {
    {"foo", "foo", PATH, true},
    {"foo", "food", PATH, false},
    {"", "", PATH, true},
    {"*", "", PATH, true},
    {"*", "foo/bar", PATH, false},
    {"*", "foo/bar", 0, true},
    {"?", "/", PATH, false},
    {"?", "/", 0, true},
    {"*/b", "a/b", PATH, true},
    {"*/b", "x/a/b", PATH, false},
    {"*a/*b", "xa/yb", PATH, true},
    {"*a*b", "xaab/b", PATH, false},
    {"a*b*c", "abbbxc", PATH, true},
    {"**/foo", "foo", PATH, true},
    {"**/foo", "a/b/foo", PATH, true},
    {"**/foo", "xfoo", PATH, false},
    {"foo/**", "foo/a/b", PATH, true},
    {"foo/**", "foo/", PATH, true},
    {"foo/**", "foo", PATH, false},
    {"foo/**/bar", "foo/bar", PATH, true},
    {"foo/**/bar", "foo/a/b/bar", PATH, true},
    {"foo/**/bar", "foo/a/bar/c", PATH, false},
    {"**/a*/**/b", "x/ac/y/a/z/b", PATH, true},
    {"**\\/foo", "foo", PATH, false},
    {"**\\/foo", "a/foo", PATH, true},
    {"foo**bar", "foo/bar", PATH, false},
    {"foo**/bar", "fooz/bar", PATH, true},
    {"***/foo", "a/b/foo", PATH, true},
    {"a**/b", "a/x/b", PATH, false},
    {"[abc]", "b", PATH, true},
    {"[!abc]", "b", PATH, false},
    {"[^abc]", "d", PATH, true},
    {"[!a]", "/", PATH, false},
    {"[/]", "/", PATH, false},
    {"[]a]", "]", PATH, true},
    {"[!]a]", "]", PATH, false},
    {"[a-c]", "b", PATH, true},
    {"[a-]", "-", PATH, true},
    {"[-a]", "-", PATH, true},
    {"[a-c-e]", "d", PATH, false},
    {"[a-c-e]", "-", PATH, true},
    {"[z-a]", "m", PATH, false},
    {"[\\a-\\c]", "b", PATH, true},
    {"[\\]]", "]", PATH, true},
    {"[[:alpha:]]", "Q", PATH, true},
    {"[[:digit:]x]", "x", PATH, true},
    {"[[:space:]]", "\v", PATH, false},
    {"[[:punct:]]", "~", PATH, true},
    {"[[:cntrl:]]", "\177", PATH, true},
    {"[[:print:]]", "\303", PATH, false},
    {"[[:nope:]]", "n", PATH, false},
    {"[[:]", ":", PATH, true},
    {"[[::]]", ":]", PATH, false},
    {"[[:alpha", "a", PATH, false},
    {"[", "[", PATH, false},
    {"[a", "a", PATH, false},
    {"[]", "]", PATH, false},
    {"*[", "a[", PATH, false},
    {"\\[", "[", PATH, true},
    {"\\*", "*", PATH, true},
    {"\\*", "a", PATH, false},
    {"a\\", "a\\", PATH, false},
    {"FOO", "foo", PATH | FOLD, true},
    {"f?O*", "FoOd", PATH | FOLD, true},
    {"FOO", "foo", PATH, false},
    {"[A-Z]", "a", PATH | FOLD, true},
    {"[[:upper:]]", "a", PATH | FOLD, true},
    {"[A]", "a", PATH | FOLD, false}, /* git's quirks */
    {"\\A", "a", PATH | FOLD, false},
    {"\\A", "A", PATH | FOLD, false},
};
/* clang-format on */

static void patterns_match_what_git_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const glob_case *c = &CASES[i];
        bool match = sl_wildmatch(sl_str_of(c->pattern), sl_str_of(c->text), c->flags);

        if (match != c->match)
            fail_msg("%s against %s gave %d", c->pattern, c->text, match);
    }
}

/* Times 5,000 bytes of text. Backtracking without a bound takes years. */
static void a_hostile_pattern_ends_soon(void **state)
{
    static const char *const units[] = {"*a",   "*[a]", "**/", "**/a*/",
                                        "*a**", "*?",   "*/"};
    static const char *const texts[] = {"a", "a/", "aa/"};
    char pattern[512], text[5001];
    clock_t start = clock();

    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
            size_t unit = strlen(units[u]);
            size_t piece = strlen(texts[t]);
            size_t len = 0;

            for (; len + unit + 2 < sizeof pattern; len += unit)
                memcpy(pattern + len, units[u], unit);
            pattern[len++] = 'b';
            for (size_t i = 0; i < sizeof text; i++)
                text[i] = texts[t][i % piece];
            assert_false(sl_wildmatch(sl_str_make(pattern, len),
                                      sl_str_make(text, sizeof text - 1), PATH));
        }
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_what_git_matches),
        cmocka_unit_test(a_hostile_pattern_ends_soon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
