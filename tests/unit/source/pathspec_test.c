/* pathspec_test.c - what the user may type, and which path is meant. */
#include "source/pathspec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void paths_lose_their_dots(void **state)
{
    static const struct {
        const char *path;
        size_t prefix;
        const char *want; /* NULL: leads outside */
        size_t kept;
    } cases[] = {
        {"", 0, "", 0},
        {".", 0, "", 0},
        {"a", 0, "a", 0},
        {"a/", 0, "a/", 0},
        {"a/.", 0, "a/", 0},
        {"a//b", 0, "a/b", 0},
        {"./a/./b", 0, "a/b", 0},
        {"a/..", 0, "", 0},
        {"a/b/..", 0, "a/", 0},
        {"a/b/../c", 0, "a/c", 0},
        {"a/...", 0, "a/...", 0},
        {"..", 0, NULL, 0},
        {"a/../..", 0, NULL, 0},
        {"/", 0, "/", 0},
        {"//a/../b/", 0, "/b/", 0},
        {"/..", 0, NULL, 0},
        {"s/t/x", 4, "s/t/x", 4},
        {"s/t/../x", 4, "s/x", 2},
        {"s/t/../t/x", 4, "s/t/x", 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};
        size_t kept = sl_path_normal(sl_str_of(cases[i].path), cases[i].prefix, &out);

        if (cases[i].want) {
            assert_string_equal(out.ptr, cases[i].want);
            assert_int_equal(kept, cases[i].kept);
        } else {
            assert_true(kept == SIZE_MAX);
        }
        sl_buf_free(&out);
    }
}

static void magic_is_read_or_refused(void **state)
{
    static const struct {
        const char *typed;
        const char *match; /* NULL: refused */
        size_t literal;
    } cases[] = {
        {"a", "s[x/a", 5},     {"*.c", "s[x/*.c", 4},
        {"../*.c", "*.c", 0},  {"../s[x/a", "s[x/a", 1},
        {".", "s[x/", 4},      {"..", "", 0},
        {":/a*", "a*", 1},     {":a", "s[x/a", 5},
        {":", "s[x/", 4},      {":/", "", 0},
        {":/:a", "a", 1},      {":(top)a", "a", 1},
        {":(,top,)a", "a", 1}, {":()a", "s[x/a", 5},
        {"/top/a", "a", 1},    {"/top", "", 0},
        {"/topper", NULL, 0},  {"", NULL, 0},
        {"../..", NULL, 0},    {":!a", NULL, 0},
        {":^a", NULL, 0},      {":%a", NULL, 0},
        {":(glob)a", NULL, 0}, {":(nope)a", NULL, 0},
        {":(top", NULL, 0},
    };
    const sl_cwd cwd = {.worktree = sl_lit("/top"), .prefix = sl_lit("s[x/")};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_pathspec spec = {0};
        sl_err err = {0};
        bool ok = sl_pathspec_read(&cwd, cases[i].typed, &spec, &err);

        assert_int_equal(ok, cases[i].match != NULL);
        if (ok) {
            assert_string_equal(spec.match.ptr, cases[i].match);
            assert_int_equal(spec.literal, cases[i].literal);
        } else {
            assert_int_equal(err.code, SL_EUSAGE);
        }
        sl_buf_free(&spec.match);
    }
}

static void tracked_files_match_names_folders_and_globs(void **state)
{
    static const struct {
        const char *typed;
        bool tracked;
    } cases[] = {
        {"a.c", true},       {"dir", true},  {"dir/", true},    {"di", false},
        {"dir/sub/x", true}, {"*.c", true},  {"d*x", true},     {"d?r/sub", false},
        {"[x]", true},       {"\\x", false}, {"dir/\\z", true}, {"a.c/", false},
        {".", true},         {"b.*", false}, {"dir/x*", false}, {"*", true},
    };
    sl_index_entry entries[] = {
        {.path = sl_lit("[x]"), .mode = 0100644},
        {.path = sl_lit("a.c"), .mode = 0100644},
        {.path = sl_lit("dir/sub/x"), .mode = 0100644},
        {.path = sl_lit("dir/z"), .mode = 0100644},
    };
    const sl_index index = {.entries = entries, .len = COUNT(entries)};
    const sl_cwd cwd = {.worktree = sl_lit("/top")};
    sl_pathspec spec = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(sl_pathspec_read(&cwd, cases[i].typed, &spec, NULL));
        assert_int_equal(sl_pathspec_tracked(&spec, &index), cases[i].tracked);
    }
    sl_buf_free(&spec.match);
}

static void links_and_submodules_end_the_way(void **state)
{
    static const struct {
        const char *typed;
        const char *match; /* NULL: refused */
    } cases[] = {
        {"link", "link"},       {"link/", NULL},
        {"link/x", NULL},       {"no/such/x", "no/such/x"},
        {"dir/x", "dir/x"},     {"dir/in", "dir/in"},
        {"dir/in/x", NULL},     {"mod", "mod"},
        {"mod/", "mod"},        {"mod/x", NULL},
        {"model/x", "model/x"},
    };
    sl_index_entry entries[] = {{.path = sl_lit("mod"), .mode = 0160000}};
    const sl_index index = {.entries = entries, .len = COUNT(entries)};
    const sl_cwd cwd = {.worktree = sl_lit("/top")};
    char folder[] = "/tmp/pathspec-XXXXXX";
    sl_pathspec spec = {0};
    int root;

    (void)state;
    assert_non_null(mkdtemp(folder));
    root = open(folder, O_RDONLY | O_DIRECTORY);
    assert_true(root >= 0 && mkdirat(root, "dir", 0700) == 0);
    assert_true(symlinkat("dir", root, "link") == 0);
    assert_true(symlinkat("..", root, "dir/in") == 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool ok;

        assert_true(sl_pathspec_read(&cwd, cases[i].typed, &spec, NULL));
        ok = sl_pathspec_reachable(&spec, cases[i].typed, root, &index, NULL);
        assert_int_equal(ok, cases[i].match != NULL);
        if (ok)
            assert_string_equal(spec.match.ptr, cases[i].match);
    }
    sl_buf_free(&spec.match);
    unlinkat(root, "dir/in", 0);
    unlinkat(root, "link", 0);
    unlinkat(root, "dir", AT_REMOVEDIR);
    close(root);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lose_their_dots),
        cmocka_unit_test(magic_is_read_or_refused),
        cmocka_unit_test(tracked_files_match_names_folders_and_globs),
        cmocka_unit_test(links_and_submodules_end_the_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
