/* json_path_test.c - JSONPaths, as jsonpath-ng 1.16.0 takes or refuses them (measured). */
#include "aws/json_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_path_is_taken_or_refused_as_its_reader_does(void **state)
{
    static const struct {
        const char *path;
        sl_path_fault fault;
        const char *key;
    } cases[] = {
        {"$", SL_PATH_OK, ""},
        {"$.a", SL_PATH_OK, "a"},
        {"$.a.b", SL_PATH_OK, "a"},
        {"$..a", SL_PATH_OK, ""},
        {"$.a-b", SL_PATH_OK, "a-b"},
        {"$['a b']", SL_PATH_OK, "a b"},
        {"$.['a']", SL_PATH_OK, "a"},
        {"$[\"a\"]", SL_PATH_OK, "a"},
        {"$.a[0]", SL_PATH_OK, "a"},
        {"$[0]", SL_PATH_OK, ""},
        {"$[0].a", SL_PATH_OK, ""},
        {"$.a[*]", SL_PATH_OK, "a"},
        {"$.*", SL_PATH_OK, ""},
        {"$.1", SL_PATH_OK, "1"},
        {"$.a1", SL_PATH_OK, "a1"},
        {"$.@a", SL_PATH_OK, "@a"},
        {"$. a", SL_PATH_OK, "a"},
        {" $.a ", SL_PATH_OK, "a"},
        {"$.a[b]", SL_PATH_OK, "a"},
        {"a", SL_PATH_ROOTLESS, "a"},
        {"a.b", SL_PATH_ROOTLESS, "a"},
        {"@.a", SL_PATH_ROOTLESS, "@"},
        {"", SL_PATH_EMPTY, ""},
        {"  ", SL_PATH_EMPTY, ""},
        {"$a", SL_PATH_BROKEN, ""},
        {"$.", SL_PATH_BROKEN, ""},
        {"$.a.", SL_PATH_BROKEN, ""},
        {"$.a b", SL_PATH_BROKEN, ""},
        {"$.a'b'", SL_PATH_BROKEN, ""},
        {"$.1a", SL_PATH_BROKEN, ""},
        {"$.a/b", SL_PATH_BROKEN, ""},
        {"$.a:b", SL_PATH_BROKEN, ""},
        {"$.a!json", SL_PATH_BROKEN, ""},
        {"$.a$", SL_PATH_BROKEN, ""},
        {"$.$ref", SL_PATH_BROKEN, ""},
        {"$$.a", SL_PATH_BROKEN, ""},
        {"$.a[", SL_PATH_BROKEN, ""},
        {"$.a['b", SL_PATH_BROKEN, ""},
        {"$.a[]", SL_PATH_BROKEN, ""},
        {"$.a[?b]", SL_PATH_BROKEN, ""},
        {".a", SL_PATH_BROKEN, ""},
        /* taken, or filled in by a template first: not judged */
        {"$.a|b", SL_PATH_OK, ""},
        {"$.a,b", SL_PATH_OK, ""},
        {"$.(a)", SL_PATH_OK, ""},
        {"$.`this`", SL_PATH_OK, ""},
        {"$.{{ key }}", SL_PATH_OK, ""},
        {"$.${KEY}", SL_PATH_OK, ""},
        {"<path>", SL_PATH_OK, ""},
        {"$.\xe5\x90\x8d", SL_PATH_OK, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str path = sl_str_of(cases[i].path);

        assert_int_equal(sl_json_path_check(path), cases[i].fault);
        if (!sl_str_eq(sl_json_path_key(path), sl_str_of(cases[i].key)))
            fail_msg("%s has another key", cases[i].path);
    }
}

static void long_paths_are_walked_once(void **state)
{
    static const char *const pieces[] = {"[", "$", ".", "['", "a.", "[0]", "\\'"};
    enum { REPEATS = 200000 };

    (void)state;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        size_t len = strlen(pieces[i]);
        char *text = malloc(len * REPEATS);

        assert_non_null(text);
        for (size_t k = 0; k < REPEATS; k++)
            memcpy(text + k * len, pieces[i], len);
        sl_json_path_check(sl_str_make(text, len * REPEATS));
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_taken_or_refused_as_its_reader_does),
        cmocka_unit_test(long_paths_are_walked_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
