/* glob_set_test.c - many globs at once answer like one after the other. */
#include "text/glob_set.h"

#include "text/glob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* More than one block of them, with ends of every length. */
static const char *const globs[] = {"*.pem",       "/deploy/*.yml",
                                    "**/vars/x",   "*",
                                    ".env",        ".env.*",
                                    "a",           "*.{key,p12}",
                                    "[ab]c",       "/x/**",
                                    "*_rsa",       "secret?.json",
                                    "*.key",       "/top.txt",
                                    "**/y.cfg",    "*e",
                                    "*se.toml",    "n/*/m.ini",
                                    "\xC3\xA9.md", "*.tar.gz",
                                    "dir/",        "",
                                    "*.y",         "z.y",
                                    "*.yaml",      "*l",
                                    "/*.conf",     "b.conf",
                                    "**",          "k/[vw]ars/?*",
                                    "s{ab,ec}r*",  "\\qu*",
                                    "/**/m[]k]*",  "last.one"};

static const char *const paths[] = {
    "",          "a",        "x.pem",     "deploy/a.yml", "deploy/a/b.yml",
    "q/vars/x",  ".env",     ".env.dev",  "k/.env",       "s.p12",
    "ac",        "x/y/z",    "id_rsa",    "secret1.json", "top.txt",
    "s/top.txt", "y.cfg",    "base.toml", "n/o/m.ini",    "\xC3\xA9.md",
    "t.tar.gz",  "z.y",      "b.conf",    "c/b.conf",     "last.one",
    "k/wars/x",  "k/xars/x", "secret",    "sabre",        "s,secr",
    "quiet",     "d/m]x",    "mkx",       "no",           "\xff\xff\xff\xff"};

static void the_first_glob_that_fits_is_found(void **state)
{
    sl_str list[COUNT(globs)];
    sl_arena arena = {0};
    sl_glob_set set;
    size_t fits = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(globs); i++)
        list[i] = sl_str_of(globs[i]);
    for (size_t len = 0; len <= COUNT(globs); len++) {
        set = sl_glob_set_make(&arena, list, len);
        for (size_t p = 0; p < COUNT(paths); p++) {
            sl_str path = sl_str_of(paths[p]);

            for (size_t from = 0; from <= len; from++) {
                size_t want = from;

                while (want < len && !sl_glob_match(list[want], path))
                    want++;
                if (want == len)
                    want = SIZE_MAX;
                fits += want != SIZE_MAX;
                assert_int_equal(sl_glob_set_next(&set, path, from), want);
            }
        }
    }
    assert_true(fits > 0);
    sl_arena_free(&arena);
}

static void the_end_of_a_glob_is_what_paths_end_with(void **state)
{
    static const struct {
        const char *glob;
        const char *end;
    } cases[] = {{"*.pem", ".pem"}, {"a/b.c", "b.c"}, {"*", ""},
                 {"x{a,b}", ""},    {"a\\*b", "b"},   {"", ""}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_true(
            sl_str_eq(sl_glob_end(sl_str_of(cases[i].glob)), sl_str_of(cases[i].end)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_glob_that_fits_is_found),
        cmocka_unit_test(the_end_of_a_glob_is_what_paths_end_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
