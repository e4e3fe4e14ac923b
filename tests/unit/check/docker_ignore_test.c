/* docker_ignore_test.c - the language of .dockerignore files; each answer is that of
 * moby's patternmatcher. */
#include "check/docker_ignore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { MAX_LINES = 8 };

static bool ignored(const char *text, const char *path)
{
    sl_line_fact facts[MAX_LINES] = {0};
    size_t len = 0;
    sl_str rest = sl_str_of(text);
    sl_arena arena = {0};
    sl_docker_ignore ignore;
    size_t work = SL_DOCKER_MAX_WORK;
    bool answer;

    while (rest.len > 0 && len < MAX_LINES)
        facts[len++].text = sl_str_line(&rest);
    ignore = sl_docker_ignore_open((sl_survey_lines){facts, len}, &arena);
    answer = sl_docker_ignored(&ignore, sl_str_of(path), &work);
    sl_docker_ignore_free(&ignore);
    sl_arena_free(&arena);
    return answer;
}

static void a_path_is_left_out_as_docker_does_it(void **state)
{
    static const struct {
        const char *lines, *path;
        bool ignored;
    } cases[] = {
        {"", ".env", false},
        {".env", ".env", true},
        {".env", "app/.env", false}, /* anchored at the context */
        {"**/.env", "app/.env", true},
        {"**/.env", ".env", true},
        {"*/.env", "a/b/.env", false},
        {".env*", ".env.production", true},
        {".ENV", ".env", false},
        {"/deploy/", "deploy/vars/production.yml", true},
        {"./deploy//vars/", "deploy/vars/production.yml", true},
        {"deploy/../.env", ".env", true},
        {"  .env\t", ".env", true},
        {"#.env", ".env", false},
        {" #.env", "#.env", true}, /* no comment: not in the first column */
        {"\xef\xbb\xbf.env", ".env", true},
        {"*", "deploy/.env", true},
        {"*\n!deploy", "deploy/.env", false}, /* taken back below what is left out */
        {"*\n!deploy\ndeploy/.env", "deploy/.env", true},
        {"deploy\n!deploy/vars/common.yml", "deploy/vars/common.yml", false},
        {"deploy\n!deploy/vars/common.yml", "deploy/vars/production.yml", true},
        {"!.env\n.env", ".env", true},
        {"*.env\n! prod.env", "prod.env", false},
        {".git", ".git/config", true},
        {".git*", ".git/config", true},
        {".git/*", ".git/refs/heads/main", true},
        {".gitignore", ".git/config", false},
        {"a/**", "a/b/c", true},
        {"a/**", "a", false},
        {"a/**/c", "a/c", true},
        {"a/**/c", "a/b/b/c/d", true},
        {"**", "a/b", true},
        {"**.env", "a/prod.env", true},
        {"**/*.env", "a/prod.env", true},
        {"a**b", "axb", false},
        {"a**b", "a/x/b", true},
        {"a**b", "ax/b", true},
        {"?env", ".env", true},
        {"a?b", "a/b", false},
        {"[.-]env", ".env", true},
        {"[^.]env", ".env", false},
        {"[a-c].env", "b.env", true},
        {"\\*.env", "*.env", true},
        {"\\*.env", "a.env", false},
        {"[", "[", false},
        {".", "a", false},
        {"/", "a", false},
        {"!", "a", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("%s: %s\n", cases[i].lines, cases[i].path);
        assert_int_equal(ignored(cases[i].lines, cases[i].path), cases[i].ignored);
    }
}

static void a_copy_takes_what_its_pattern_names(void **state)
{
    static const struct {
        const char *written, *path;
        bool taken;
    } cases[] = {
        {".", "a/.env", true},
        {"./", ".env", true},
        {"/", ".env", true},
        {"../.env", ".env", true},
        {"src", "src/a/b.py", true},
        {"src/", "source/a.py", false},
        {"*", "deploy/.env", true},
        {"*.env", "deploy/prod.env", false},
        {"deploy/*", "deploy/.env", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_str pattern = sl_docker_clean(&arena, sl_str_of(cases[i].written));
        size_t work = SL_DOCKER_MAX_WORK;

        print_message("%s: %s\n", cases[i].written, cases[i].path);
        assert_int_equal(sl_docker_match(pattern, sl_str_of(cases[i].path), &work),
                         cases[i].taken);
        sl_arena_free(&arena);
    }
}

static void a_pattern_of_stars_costs_no_more_than_any_other(void **state)
{
    char pattern[SL_DOCKER_MAX_PATTERN + 1];
    char path[4096];
    size_t work = SL_DOCKER_MAX_WORK;

    (void)state;
    for (size_t i = 0; i < sizeof pattern - 1; i++)
        pattern[i] = i % 2 ? 'a' : '*';
    for (size_t i = 0; i < sizeof path; i++)
        path[i] = 'a';
    path[sizeof path - 1] = 'b';
    assert_false(sl_docker_match(sl_str_make(pattern, sizeof pattern - 1),
                                 sl_str_make(path, sizeof path), &work));
    assert_int_equal(work, SL_DOCKER_MAX_WORK - sizeof path * (sizeof pattern - 1));
    work = sizeof path;
    assert_false(sl_docker_match(sl_str_make(pattern, sizeof pattern - 1),
                                 sl_str_make(path, sizeof path), &work));
    assert_int_equal(work, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_left_out_as_docker_does_it),
        cmocka_unit_test(a_copy_takes_what_its_pattern_names),
        cmocka_unit_test(a_pattern_of_stars_costs_no_more_than_any_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
