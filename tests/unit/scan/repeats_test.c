/* repeats_test.c - members of archives that are known again, by name and bytes. */
#include "scan/repeats.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool knows(sl_repeats *repeats, const char *path, const char *bytes)
{
    sl_repeat member = sl_repeats_of(repeats, sl_str_of(path), sl_str_of(bytes));

    return sl_repeats_find(repeats, &member) != NULL;
}

static void keep(sl_repeats *repeats, const char *path, const char *bytes)
{
    sl_repeat member = sl_repeats_of(repeats, sl_str_of(path), sl_str_of(bytes));

    sl_repeats_keep(repeats, &member);
}

static void only_the_same_name_and_bytes_are_known(void **state)
{
    sl_repeats *repeats = sl_repeats_new(true);
    sl_repeat member = sl_repeats_of(repeats, sl_lit("a!/b"), sl_lit("cd"));
    const sl_repeat *found;

    (void)state;
    member.unpacked = 7;
    member.members = 2;
    member.binaries = 1;
    sl_repeats_keep(repeats, &member);
    found = sl_repeats_find(repeats, &member);
    assert_non_null(found);
    assert_true(found->unpacked == 7 && found->members == 2 && found->binaries == 1);
    assert_true(knows(repeats, "a!/b", "cd"));
    assert_false(knows(repeats, "a!/b", "ce"));
    assert_false(knows(repeats, "a!/x", "cd"));
    assert_false(knows(repeats, "a!/bc", "d"));
    assert_false(knows(repeats, "a!/b", "c"));
    assert_false(knows(repeats, "", ""));
    sl_repeats_free(repeats);
}

/* Of pairs of names: is the second the first but for a version? */
static void versions_of_archives_are_one_name_where_nobody_asks(void **state)
{
    static const struct {
        const char *one, *other;
        bool same;
    } pairs[] = {
        {"app-1.2.3.tgz!/x", "app-1.10.0.tgz!/x", true},
        {"app-v1.tgz!/x", "app-v22.tgz!/x", true},
        {"app_1.zip!/x", "app_2.zip!/x", true},
        {"a-1.tgz!/a-1/x", "a-2.tgz!/a-2/x", true},
        {"a-1.tgz!/in/b-3.zip!/x", "a-2.tgz!/in/b-4.zip!/x", true},
        {"a-1.tgz!/x-1", "a-1.tgz!/x-2", false}, /* a member is not a version */
        {"a-1.tgz!/in/x-1/y", "a-1.tgz!/in/x-2/y",
         false}, /* nor a folder further down */
        {"a-1.tgz!/x", "a-1.zip!/x", false},
        {"a-1.tgz!/x", "a-1-2.tgz!/x", false},
        {"a-1.tgz!/x", "a-1b.tgz!/x", false},
        {"a-1b.tgz!/x", "a-2b.tgz!/x", false},
        {"a1.tgz!/x", "a2.tgz!/x", false},
        {"e2e.tgz!/x", "e3e.tgz!/x", false},
        {"1.tgz!/x", "2.tgz!/x", false},
        {"a-1/x", "a-2/x", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++)
        for (int versions = 0; versions < 2; versions++) {
            sl_repeats *repeats = sl_repeats_new(versions);

            keep(repeats, pairs[i].one, "cd");
            assert_int_equal(knows(repeats, pairs[i].other, "cd"),
                             pairs[i].same && !versions);
            assert_true(knows(repeats, pairs[i].one, "cd"));
            sl_repeats_free(repeats);
        }
}

/* There is no end to what can be kept: the place of one is given to another. */
static void as_many_as_there_are_places_are_known(void **state)
{
    sl_repeats *repeats = sl_repeats_new(true);
    sl_buf name = {0};
    size_t known = 0;

    (void)state;
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < 2 * SL_REPEATS; i++) {
            sl_buf_clear(&name);
            sl_buf_printf(&name, "%zu", i);
            if (round == 0)
                keep(repeats, name.ptr, "x");
            else
                known += knows(repeats, name.ptr, "x");
        }
    assert_true(known > SL_REPEATS / 2 && known <= SL_REPEATS);
    sl_buf_free(&name);
    sl_repeats_free(repeats);
    sl_repeats_free(NULL);
}

static void globs_that_tell_versions_apart(void **state)
{
    static const char *const apart[] = {"v1*/x",   "**/a-?.tgz!/x", "a[0-9]/x",
                                        "x/*7*/y", "{a/b,c1}",      "?/x"};
    static const char *const none[] = {"*.p12", "**/id_rsa?", "k8s/**/x", "*/i18n/*",
                                       "a*/b1", "*/e2e/x",    "{a,b}/*",  ""};

    (void)state;
    for (size_t i = 0; i < COUNT(apart); i++)
        assert_true(sl_glob_counts(sl_str_of(apart[i])));
    for (size_t i = 0; i < COUNT(none); i++)
        assert_false(sl_glob_counts(sl_str_of(none[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_same_name_and_bytes_are_known),
        cmocka_unit_test(versions_of_archives_are_one_name_where_nobody_asks),
        cmocka_unit_test(as_many_as_there_are_places_are_known),
        cmocka_unit_test(globs_that_tell_versions_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
