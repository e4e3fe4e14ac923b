#include "git/ignore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A tree of ignore files; a text of NULL is a file that cannot be read. */
typedef struct fake_file {
    const char *path;
    const char *text;
} fake_file;

typedef struct fake_tree {
    fake_file files[4];
    size_t reads;
} fake_tree;

static bool fake_read(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    fake_tree *tree = ctx;

    tree->reads++;
    sl_buf_clear(out);
    for (size_t i = 0; i < 4 && tree->files[i].path; i++) {
        if (!sl_str_eq(path, sl_str_of(tree->files[i].path)))
            continue;
        if (!tree->files[i].text)
            return sl_fail(err, SL_EFORMAT, "a symbolic link");
        sl_buf_add(out, sl_str_of(tree->files[i].text));
        return true;
    }
    return sl_fail(err, SL_ENOTFOUND, "no such file");
}

typedef struct ignore_case {
    const char *root;   /* /.gitignore */
    const char *nested; /* sub/.gitignore */
    const char *path;   /* ending in '/' for a directory */
    const char *answer; /* "file:line:pattern", "" for none */
} ignore_case;

/* clang-format off */
static const ignore_case CASES[] = {
    {"", "", "a", ""},
    {"a\n", "", "a", ".gitignore:1:a"},
    {"a\n", "", "x/a", ".gitignore:1:a"},
    {"/a\n", "", "x/a", ""},
    {"/a\n", "", "a", ".gitignore:1:/a"},
    {"x/a\n", "", "y/x/a", ""},
    {"a/\n", "", "a", ""},
    {"a/\n", "", "a/", ".gitignore:1:a/"},
    {"a/\n", "", "a/b/c", ".gitignore:1:a/"},
    {"a\n!a\n", "", "a", ".gitignore:2:!a"},
    {"*\n!common.yml\n", "", "sub/common.yml", ".gitignore:1:*"},
    {"*\n!*/\n!common.yml\n", "", "sub/common.yml", ".gitignore:3:!common.yml"},
    {"a\n", "!a\n", "sub/a", "sub/.gitignore:1:!a"},
    {"sub\n", "!a\n", "sub/a", ".gitignore:1:sub"},
    {"", "/a\n", "sub/a", "sub/.gitignore:1:/a"},
    {"", "/a\n", "sub/x/a", ""},
    {"", "x/*.txt\n", "sub/x/b.txt", "sub/.gitignore:1:x/*.txt"},
    {"a \n", "", "a", ".gitignore:1:a"},
    {"a\\ \n", "", "a ", ".gitignore:1:a\\ "},
    {"a\\ \n", "", "a", ""},
    {"a\t\n", "", "a", ""},
    {"a\t\n", "", "a\t", ".gitignore:1:a\t"},
    {" a\n", "", "a", ""},
    {"a  \\\n", "", "a", ""},
    {"a\r\nb\r\n", "", "b", ".gitignore:2:b"},
    {"a\r", "", "a", ".gitignore:1:a"},
    {"a\n \n", "", "b//", ".gitignore:2:"},
    {"\r\n", "", "b//", ".gitignore:1:"},
    {"\n#\n", "", "b//", ""},
    {"\xef\xbb\xbf" "a\n", "", "a", ".gitignore:1:a"},
    {"#a\n", "", "#a", ""},
    {"\\#a\n", "", "#a", ".gitignore:1:\\#a"},
    {"\\!a\n", "", "!a", ".gitignore:1:\\!a"},
    {"a # note\n", "", "a", ""},
    {"\n\na", "", "a", ".gitignore:3:a"},
    {"*.env\n", "", "x/.env", ".gitignore:1:*.env"},
    {"*.env\n", "", ".ENV", ""},
    {"a**/b\n", "", "ax/y/b", ".gitignore:1:a**/b"}, /* gitignore(5) says otherwise */
    {"**/b\n", "", "x/y/b", ".gitignore:1:**/b"},
    {"a/**\n", "", "a/", ""},
    {"a/**\n", "", "a/x", ".gitignore:1:a/**"},
    {"/*\n!/sub\n", "*\n", "sub/q", "sub/.gitignore:1:*"},
    {"//a\n", "", "a", ""},
    {"!\n/\n", "", "a", ""},
    {"i\n", "", "info.x", "info:1:info.*"},
    {"!info.x\n", "", "info.x", ".gitignore:1:!info.x"},
    {"", "", "glob", "global:2:glob"},
    {"", "", "glob.info.", ""},
};
/* clang-format on */

static void the_line_that_decides_is_gits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const ignore_case *c = &CASES[i];
        fake_tree tree = {{{".gitignore", c->root}, {"sub/.gitignore", c->nested}}, 0};
        sl_ignore_options options = {.info_text = sl_lit("info.*\n"),
                                     .info_name = sl_lit("info"),
                                     .global_text = sl_lit("#\nglob\n!info.*"),
                                     .global_name = sl_lit("global")};
        sl_ignore *ignore = sl_ignore_open((sl_filetree){fake_read, &tree}, &options);
        sl_str path = sl_str_drop_end(sl_str_of(c->path), sl_lit("/"));
        sl_ignore_match match =
            sl_ignore_check(ignore, path, path.len < strlen(c->path));
        char answer[128] = "";

        if (match.found)
            snprintf(answer, sizeof answer, "%.*s:%zu:%.*s", sl_fmt(match.file),
                     match.line, sl_fmt(match.pattern));
        if (strcmp(answer, c->answer) != 0)
            fail_msg("case %zu, %s: %s instead of %s", i, c->path, answer, c->answer);
        assert_int_equal(match.ignored, match.found && match.pattern.ptr[0] != '!');
        sl_ignore_free(ignore);
    }
}

static void every_ignore_file_is_read_once(void **state)
{
    fake_tree tree = {{{".gitignore", "out\n"}}, 0};
    sl_ignore *ignore =
        sl_ignore_open((sl_filetree){fake_read, &tree}, &(sl_ignore_options){0});

    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_false(sl_ignore_check(ignore, sl_lit("a/b/c"), false).ignored);
        assert_false(sl_ignore_check(ignore, sl_lit("a/d"), false).ignored);
        assert_true(sl_ignore_check(ignore, sl_lit("out/x/y/z"), false).ignored);
        assert_false(sl_ignore_check(ignore, sl_lit("ab/c"), false).ignored);
    }
    assert_int_equal(tree.reads, 4); /* root, a, a/b, ab; nothing below out */
    sl_ignore_free(ignore);
}

static void a_file_that_cannot_be_read_is_listed(void **state)
{
    fake_tree tree = {{{".gitignore", "a\n"}, {"sub/.gitignore", NULL}}, 0};
    sl_ignore *ignore =
        sl_ignore_open((sl_filetree){fake_read, &tree}, &(sl_ignore_options){0});
    sl_err err = {0};

    (void)state;
    assert_true(sl_ignore_check(ignore, sl_lit("sub/a"), false).ignored);
    assert_true(
        sl_str_eq(sl_ignore_unreadable(ignore, 0, &err), sl_lit("sub/.gitignore")));
    assert_int_equal(err.code, SL_EFORMAT);
    assert_int_equal(sl_ignore_unreadable(ignore, 1, &err).len, 0);
    sl_ignore_free(ignore);
}

static void case_is_ignored_on_request(void **state)
{
    fake_tree tree = {{{".gitignore", "*.ENV\nBuild/Out\nname\n"}}, 0};
    sl_ignore_options options = {.ignore_case = true};
    sl_ignore *ignore = sl_ignore_open((sl_filetree){fake_read, &tree}, &options);

    (void)state;
    assert_true(sl_ignore_check(ignore, sl_lit("x.env"), false).ignored);
    assert_true(sl_ignore_check(ignore, sl_lit("build/OUT"), false).ignored);
    assert_true(sl_ignore_check(ignore, sl_lit("NAME"), false).ignored);
    sl_ignore_free(ignore);
}

/* Such paths come out of forged trees. */
static void odd_paths_do_no_harm(void **state)
{
    static const char *const paths[] = {"",   "/",    "/a",    "//",   "a//b",
                                        "a/", "a///", "///a/", "/a/b", "sub//a"};
    fake_tree tree = {{{".gitignore", "/x\n"}, {"sub/.gitignore", "a\n"}}, 0};
    sl_ignore *ignore =
        sl_ignore_open((sl_filetree){fake_read, &tree}, &(sl_ignore_options){0});

    (void)state;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
            sl_ignore_check(ignore, sl_str_of(paths[i]), i % 2);
    assert_true(sl_ignore_check(ignore, sl_lit("sub/a"), false).ignored);
    sl_ignore_free(ignore);
}

static void a_line_is_parsed_on_its_own(void **state)
{
    sl_ignore_line line;

    (void)state;
    assert_false(sl_ignore_line_parse(sl_lit(""), &line));
    assert_false(sl_ignore_line_parse(sl_lit("  "), &line));
    assert_false(sl_ignore_line_parse(sl_lit("# !a"), &line));
    assert_true(sl_ignore_line_parse(sl_lit("!/a\\*b/  "), &line));
    assert_true(line.negated && line.directory_only && line.anchored);
    assert_true(sl_str_eq(line.pattern, sl_lit("a\\*b")));
    assert_true(sl_ignore_line_parse(sl_lit("a/"), &line));
    assert_true(!line.negated && line.directory_only && !line.anchored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_that_decides_is_gits),
        cmocka_unit_test(every_ignore_file_is_read_once),
        cmocka_unit_test(a_file_that_cannot_be_read_is_listed),
        cmocka_unit_test(case_is_ignored_on_request),
        cmocka_unit_test(odd_paths_do_no_harm),
        cmocka_unit_test(a_line_is_parsed_on_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
