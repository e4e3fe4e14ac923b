#include "git/attributes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The root and one nested file; NULL cannot be read. */
typedef struct fake_tree {
    const char *root;
    const char *nested;
} fake_tree;

static bool fake_read(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const fake_tree *tree = ctx;
    bool root = sl_str_eq(path, sl_lit(".gitattributes"));
    const char *text = root ? tree->root : tree->nested;

    sl_buf_clear(out);
    if (!root && !sl_str_eq(path, sl_lit("sub/.gitattributes")))
        return sl_fail(err, SL_ENOTFOUND, "no such file");
    if (!text)
        return sl_fail(err, SL_EFORMAT, "a symbolic link");
    sl_buf_add(out, sl_str_of(text));
    return true;
}

typedef struct attr_case {
    const char *root;
    const char *nested;
    const char *path;
    const char *answer; /* of check-attr -a, comma-separated */
} attr_case;

/* clang-format off */
static const attr_case CASES[] = {
    {"", "", "a", ""},
    {"a text\n", "", "a", "text"},
    {"a text", "", "x/a", "text"},
    {"/a text\n", "", "x/a", ""},
    {"a -text diff=x merge= !eol\n", "", "a", "diff=x,merge=,-text"},
    {"a text\na -text\n", "", "a", "-text"},
    {"a text\na !text\n", "", "a", ""},
    {"a text -text\n", "", "a", "-text"},
    {"* text\n", "* -text\n", "sub/a", "-text"},
    {"* text\n", "/a -text\n", "sub/x/a", "text"},
    {"d/ text\n", "", "d", ""},
    {"d/ text\n", "", "d/", "text"},
    {"d/ text\n", "", "d/a", ""},
    {"d/** text\n", "", "d/x/a", "text"},
    {"d/* text\n", "", "d/x/a", ""},
    {"a binary\n", "", "a", "binary,-diff,-merge,-text"},
    {"a binary diff\n", "", "a", "binary,diff,-merge,-text"},
    {"a diff binary\n", "", "a", "binary,-diff,-merge,-text"},
    {"a -binary\n", "", "a", "-binary"},
    {"[attr]secret filter=git-crypt diff=git-crypt\na secret\n", "", "a",
     "diff=git-crypt,secret,filter=git-crypt"},
    {"[attr]m1 m2 text\n[attr]m2 m1 eol=lf\na m1\n", "", "a", "text,m1,m2,eol=lf"},
    {"", "[attr]m text\na m\n", "sub/a", "m"},
    {"[attr]binary diff\na binary\n", "", "a", "binary,diff"},
    {"a filter=git-crypt # note\n", "", "a", ""},
    {"!a text\n", "", "a", ""},
    {"\\!a text\n", "", "!a", "text"},
    {"\"a b\" text\n", "", "a b", "text"},
    {"\"a\\040b\"text\n", "", "a b", "text"},
    {"\"a text\n", "", "\"a", "text"},
    {"a\\ b text\n", "", "a b", ""},
    {"  a text\n", "", "a", "text"},
    {"\ta\ttext\r\n", "", "a", "text"},
    {"#a text\n", "", "#a", ""},
    {"\xef\xbb\xbf" "a text\n", "", "a", "text"},
    {"a -text=x\n", "", "a", "-text"},
    {"a =x\n", "", "a", ""},
    {"a --text\n", "", "a", ""},
    {"a x=y=z\n", "", "a", "x=y=z"},
    {"[attr] m\n", "", "a", "m"},
    {"info text\n", "", "info", "text=i"},
    {"global text\n", "", "global", "text"},
    {"", "", "global", "text=g"},
};
/* clang-format on */

static void describe(const sl_attr *all, size_t len, sl_buf *out)
{
    sl_buf_clear(out);
    for (size_t i = 0; i < len; i++) {
        sl_buf_printf(out, "%s%s%.*s", i ? "," : "",
                      all[i].state == SL_ATTR_UNSET ? "-" : "", sl_fmt(all[i].name));
        if (all[i].state == SL_ATTR_VALUE)
            sl_buf_printf(out, "=%.*s", sl_fmt(all[i].value));
    }
}

static void attributes_are_gits(void **state)
{
    sl_buf answer = {0};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        fake_tree tree = {CASES[i].root, CASES[i].nested};
        sl_attributes_options options = {.info_text = sl_lit("info text=i\n"),
                                         .global_text = sl_lit("global text=g\n")};
        sl_attributes *attributes =
            sl_attributes_open((sl_filetree){fake_read, &tree}, &options);
        const sl_attr *all;
        size_t len = sl_attributes_all(attributes, sl_str_of(CASES[i].path), &all);

        describe(all, len, &answer);
        if (!sl_str_eq(sl_buf_str(&answer), sl_str_of(CASES[i].answer)))
            fail_msg("case %zu, %s: %s instead of %s", i, CASES[i].path,
                     answer.ptr ? answer.ptr : "", CASES[i].answer);
        sl_attributes_free(attributes);
    }
    sl_buf_free(&answer);
}

static void the_deciding_line_is_named(void **state)
{
    fake_tree tree = {"* text\n\na binary\n", "b !text\n"};
    sl_attributes *a = sl_attributes_open((sl_filetree){fake_read, &tree},
                                          &(sl_attributes_options){0});
    sl_attr attr = sl_attributes_get(a, sl_lit("a"), sl_lit("diff"));

    (void)state;
    assert_int_equal(attr.state, SL_ATTR_UNSET);
    assert_int_equal(attr.line, 3);
    assert_true(sl_str_eq(attr.file, sl_lit(".gitattributes")));
    attr = sl_attributes_get(a, sl_lit("sub/b"), sl_lit("text"));
    assert_int_equal(attr.state, SL_ATTR_UNSPECIFIED);
    assert_int_equal(attr.line, 1);
    assert_true(sl_str_eq(attr.file, sl_lit("sub/.gitattributes")));
    attr = sl_attributes_get(a, sl_lit("sub/b"), sl_lit("nobody-mentions-this"));
    assert_int_equal(attr.line, 0);
    assert_false(sl_attributes_may_filter(a));
    sl_attributes_free(a);
}

static void discarded_lines_are_listed(void **state)
{
    static const char *const texts[] = {"a text # note", "!b text", "c -"};
    fake_tree tree = {"a text # note\nok text\n!b text\n#\nc -\r\n", "[attr]m text\n"};
    static const size_t lines[] = {1, 3, 5};
    sl_attributes *a = sl_attributes_open((sl_filetree){fake_read, &tree},
                                          &(sl_attributes_options){0});
    sl_attr_discarded one;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_true(sl_attributes_discarded(a, i, &one));
        assert_int_equal(one.line, lines[i]);
        assert_true(sl_str_eq(one.text, sl_str_of(texts[i])));
    }
    assert_false(sl_attributes_discarded(a, 3, &one));
    sl_attributes_get(a, sl_lit("sub/x"), sl_lit("text"));
    assert_true(sl_attributes_discarded(a, 3, &one));
    assert_true(sl_str_eq(one.file, sl_lit("sub/.gitattributes")));
    sl_attributes_free(a);
}

/* What git check-attr says in a clone, which has no info/attributes. */
static void local_files_are_told_from_those_of_the_tree(void **state)
{
    fake_tree tree = {"*.env filter=in-tree\n", NULL};
    sl_attributes_options options = {.info_text = sl_lit("a.env filter=here\n"),
                                     .info_name = sl_lit(".git/info/attributes"),
                                     .global_text = sl_lit("*.txt filter=user\n"),
                                     .global_name = sl_lit("user")};
    sl_attributes *a = sl_attributes_open((sl_filetree){fake_read, &tree}, &options);
    sl_attr attr = sl_attributes_get(a, sl_lit("a.env"), sl_lit("filter"));

    (void)state;
    assert_true(attr.local && sl_str_eq(attr.value, sl_lit("here")));
    attr = sl_attributes_get_in_tree(a, sl_lit("a.env"), sl_lit("filter"));
    assert_true(!attr.local && sl_str_eq(attr.value, sl_lit("in-tree")));
    attr = sl_attributes_get(a, sl_lit("a.env"), sl_lit("filter"));
    assert_true(attr.local);
    assert_false(sl_attributes_get(a, sl_lit("b.env"), sl_lit("filter")).local);
    assert_true(sl_attributes_get(a, sl_lit("b.txt"), sl_lit("filter")).local);
    attr = sl_attributes_get_in_tree(a, sl_lit("b.txt"), sl_lit("filter"));
    assert_int_equal(attr.state, SL_ATTR_UNSPECIFIED);
    sl_attributes_free(a);
}

static void filters_and_unreadable_files_are_noticed(void **state)
{
    fake_tree tree = {"*.env filter=git-crypt\n", NULL};
    sl_attributes *a = sl_attributes_open((sl_filetree){fake_read, &tree},
                                          &(sl_attributes_options){0});
    sl_err err = {0};

    (void)state;
    assert_true(sl_attributes_may_filter(a));
    assert_int_equal(sl_attributes_unreadable(a, 0, &err).len, 0);
    sl_attributes_get(a, sl_lit("sub/x"), sl_lit("text"));
    assert_true(
        sl_str_eq(sl_attributes_unreadable(a, 0, &err), sl_lit("sub/.gitattributes")));
    assert_int_equal(err.code, SL_EFORMAT);
    sl_attributes_free(a);
}

/* A chain of 20,000 macros must not nest 20,000 calls. */
static void a_long_chain_of_macros_is_followed(void **state)
{
    sl_buf text = {0};
    fake_tree tree = {0};
    sl_attributes *a;
    const sl_attr *all;

    (void)state;
    for (int i = 0; i < 20000; i++)
        sl_buf_printf(&text, "[attr]m%d m%d\n", i, i + 1);
    sl_buf_printf(&text, "* m0\n");
    tree.root = text.ptr;
    a = sl_attributes_open((sl_filetree){fake_read, &tree},
                           &(sl_attributes_options){0});
    assert_int_equal(sl_attributes_all(a, sl_lit("x"), &all), 20001);
    sl_attributes_free(a);
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_are_gits),
        cmocka_unit_test(the_deciding_line_is_named),
        cmocka_unit_test(discarded_lines_are_listed),
        cmocka_unit_test(local_files_are_told_from_those_of_the_tree),
        cmocka_unit_test(filters_and_unreadable_files_are_noticed),
        cmocka_unit_test(a_long_chain_of_macros_is_followed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
