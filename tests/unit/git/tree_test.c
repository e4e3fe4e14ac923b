#include "git/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define OID_A "0123456789abcdef0123456789abcdef01234567"
#define OID_B "89abcdef0123456789abcdef0123456789abcdef"
#define RAW   "abcdefghijklmnopqrst"

static void entries_come_in_order(void **state)
{
    sl_str rest = sl_lit("100644 a b\0" RAW "40000 dir\0" RAW "160000 m\0" RAW);
    static const struct {
        uint32_t mode;
        const char *name;
    } entries[] = {{0100644, "a b"}, {040000, "dir"}, {0160000, "m"}};
    sl_tree_entry entry;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_true(sl_tree_next(&rest, 20, &entry));
        assert_int_equal(entry.mode, entries[i].mode);
        assert_true(sl_str_eq(entry.name, sl_str_of(entries[i].name)));
        assert_memory_equal(entry.oid.raw, RAW, 20);
    }
    assert_false(sl_tree_next(&rest, 20, &entry));
    assert_int_equal(rest.len, 0);
}

static void a_malformed_tree_leaves_a_rest(void **state)
{
    static const sl_str trees[] = {
        {"100644", 6},
        {"100644 a", 8},
        {"100644 a\0abc", 12},
        {"100844 a\0" RAW, 29},
        {" a\0" RAW, 23},
        {"100644 \0" RAW, 28},
        {"100000644 a\0" RAW, 32},
    };

    (void)state;
    for (size_t i = 0; i < sizeof trees / sizeof trees[0]; i++) {
        sl_str rest = trees[i];
        sl_tree_entry entry;

        assert_false(sl_tree_next(&rest, 20, &entry));
        assert_int_equal(rest.len, trees[i].len);
    }
}

static void a_commit_is_taken_apart(void **state)
{
    sl_commit commit;
    sl_oid oid;
    char hex[SL_OID_HEX_MAX + 1];

    (void)state;
    assert_true(sl_commit_parse(
        sl_lit(
            "tree " OID_A "\nparent " OID_B "\nparent " OID_A "\n"
            "author A <B> C <a@b> 1700000000 +0100\ncommitter D <d> 1700000001 -0800\n"
            "gpgsig -----BEGIN\n author X <x> 1 +0000\n \n -----END\n\n "
            "subject\n\nbody"),
        &commit));
    assert_string_equal(sl_oid_hex(&commit.tree, hex), OID_A);
    assert_int_equal(commit.parents_len, 2);
    assert_true(sl_commit_parent(&commit, 0, &oid));
    assert_string_equal(sl_oid_hex(&oid, hex), OID_B);
    assert_true(sl_commit_parent(&commit, 1, &oid));
    assert_string_equal(sl_oid_hex(&oid, hex), OID_A);
    assert_false(sl_commit_parent(&commit, 2, &oid));
    assert_true(sl_str_eq(commit.author, sl_lit("A <B> C <a@b>")));
    assert_int_equal(commit.author_time, 1700000000);
    assert_int_equal(commit.commit_time, 1700000001);
    assert_true(sl_str_eq(commit.message, sl_lit(" subject\n\nbody")));
}

typedef struct odd_commit {
    const char *text;
    bool ok;
    size_t parents;
    int64_t time;
    const char *author;
    const char *message;
} odd_commit;

static const odd_commit ODD[] = {
    {"", false, 0, 0, "", ""},
    {"author a <b> 1 +0\n", false, 0, 0, "", ""},
    {"tree 0123\n", false, 0, 0, "", ""},
    {"tree " OID_A, true, 0, 0, "", ""},
    {"tree " OID_A "\n\nm", true, 0, 0, "", "m"},
    {"tree " OID_A "\nparent x\n\nm", true, 0, 0, "", "m"},
    {"tree " OID_A "\nauthor nobody\n\n", true, 0, 0, "nobody", ""},
    {"tree " OID_A "\nauthor a <b> 99999999999999999999 +0\n", true, 0, 0, "a <b>", ""},
    {"tree " OID_A "\nauthor a <b> -5 +0\nparent " OID_B "\n\nm", true, 0, 0, "a <b>",
     "m"},
};

static void odd_commits_do_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ODD / sizeof ODD[0]; i++) {
        sl_commit commit;

        assert_int_equal(sl_commit_parse(sl_str_of(ODD[i].text), &commit), ODD[i].ok);
        if (!ODD[i].ok)
            continue;
        assert_int_equal(commit.parents_len, ODD[i].parents);
        assert_int_equal(commit.author_time, ODD[i].time);
        assert_true(sl_str_eq(commit.author, sl_str_of(ODD[i].author)));
        assert_true(sl_str_eq(commit.message, sl_str_of(ODD[i].message)));
    }
}

static void a_tag_is_taken_apart(void **state)
{
    sl_tag tag;

    (void)state;
    assert_true(sl_tag_parse(sl_lit("object " OID_A "\ntype commit\ntag v1\n"
                                    "tagger a <b> 17 +0000\n\nmessage\n"),
                             &tag));
    assert_int_equal(tag.type, SL_OBJ_COMMIT);
    assert_true(sl_str_eq(tag.name, sl_lit("v1")));
    assert_int_equal(tag.time, 17);
    assert_true(sl_str_eq(tag.message, sl_lit("message\n")));
    assert_false(sl_tag_parse(sl_lit("object " OID_A "\ntype x\ntag v1\n\n"), &tag));
    assert_false(sl_tag_parse(sl_lit("type commit\n"), &tag));
    assert_false(sl_tag_parse(sl_lit(""), &tag));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_in_order),
        cmocka_unit_test(a_malformed_tree_leaves_a_rest),
        cmocka_unit_test(a_commit_is_taken_apart),
        cmocka_unit_test(odd_commits_do_no_harm),
        cmocka_unit_test(a_tag_is_taken_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
