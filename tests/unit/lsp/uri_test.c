/* uri_test.c - file: URIs and paths. */
#include "lsp/uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void uris_are_paths(void **state)
{
    static const struct {
        const char *uri;
        const char *path; /* NULL: it is none */
    } cases[] = {
        {"file:///a/b", "/a/b"},
        {"file:/a/b", "/a/b"},
        {"FILE:///a", "/a"},
        {"file://localhost/a", "/a"},
        {"file:///a%20b/%C3%A9%23", "/a b/\xc3\xa9#"},
        {"file:///a%2", "/a%2"},
        {"file:///a%zz", "/a%zz"},
        {"file:///a?b#c", "/a"},
        {"file:///a%00b", NULL},
        {"file://host/a", NULL},
        {"file:a", NULL},
        {"file:", NULL},
        {"untitled:Untitled-1", NULL},
        {"https://example.org/a", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf path = {0};
        bool is = sl_uri_path(sl_str_of(cases[i].uri), &path);

        if (is != (cases[i].path != NULL) ||
            !sl_str_eq(sl_buf_str(&path), sl_str_of(cases[i].path)))
            fail_msg("case %zu: %.*s", i, sl_fmt(sl_buf_str(&path)));
        sl_buf_free(&path);
    }
}

static void paths_are_uris_and_come_back(void **state)
{
    sl_buf uri = {0}, path = {0};

    (void)state;
    sl_uri_of_path(sl_lit("/a b/\xc3\xa9%#?.env"), &uri);
    assert_string_equal(uri.ptr, "file:///a%20b/%C3%A9%25%23%3F.env");
    assert_true(sl_uri_path(sl_buf_str(&uri), &path));
    assert_string_equal(path.ptr, "/a b/\xc3\xa9%#?.env");
    sl_buf_free(&uri);
    sl_buf_free(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uris_are_paths),
        cmocka_unit_test(paths_are_uris_and_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
