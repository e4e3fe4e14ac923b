#include "report/remote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* An empty expectation: no address of a remote. */
static const char *const cases[][2] = {
    {"https://github.com/o/r.git", "https://github.com/o/r.git"},
    {"https://user:pass@example.com/o/r", "https://example.com/o/r"},
    {"https://token@example.com/o/r", "https://example.com/o/r"},
    {"https://a@b:c@example.com:8443/r?x=1#y", "https://example.com:8443/r"},
    {"ssh://git@example.com:22/o/r", "ssh://git@example.com:22/o/r"},
    {"ssh://git:pass@example.com/r", "ssh://git@example.com/r"},
    {"git@github.com:o/r.git", "ssh://git@github.com/o/r.git"},
    {"example.com:/srv/r.git", "ssh://example.com/srv/r.git"},
    {"git://example.com/a b%zz\xff%20", "git://example.com/a%20b%25zz%FF%20"},
    {"", ""},
    {"/srv/git/r.git", ""},
    {"../r", ""},
    {"c:/r", ""},
    {"./a:b", ""},
    {"file:///srv/git/r.git", ""},
    {"ext::sh -c x", ""},
    {"https:///r", ""},
    {"https://exa mple.com/r", ""},
    {"https://[::1]:80/r", "https://[::1]:80/r"},
};

static void a_remote_becomes_a_uri_without_password(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_buf out = {0};
        bool ok = sl_remote_uri(sl_str_of(cases[i][0]), &out);

        assert_int_equal(ok, cases[i][1][0] != '\0');
        assert_string_equal(out.ptr ? out.ptr : "", cases[i][1]);
        sl_buf_free(&out);
    }
}

static const struct {
    const char *url, *path;
    size_t line;
    const char *expected; /* empty: no known host */
} views[] = {
    {"https://me:pw@github.com/o/r.git", "a b/%#?.py", 3,
     "https://github.com/o/r/blob/abc/a%20b/%25%23%3F.py#L3"},
    {"git@github.com:o/r.git", "\xc3\xa9", 0, "https://github.com/o/r/blob/abc/%C3%A9"},
    {"ssh://git@gitlab.com/g/s/r/", "x", 1, "https://gitlab.com/g/s/r/-/blob/abc/x#L1"},
    {"https://codeberg.org/o/r", "x", 1,
     "https://codeberg.org/o/r/src/commit/abc/x#L1"},
    {"https://bitbucket.org/o/r", "x", 9,
     "https://bitbucket.org/o/r/src/abc/x#lines-9"},
    {"https://github.com.example.org/o/r", "x", 1, ""},
    {"https://example.com/@github.com/r", "x", 1, ""},
    {"/srv/github.com/r", "x", 1, ""},
    {"", "x", 1, ""},
};

static void a_known_host_shows_the_line(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        sl_buf out = {0};
        bool ok = sl_remote_view(sl_str_of(views[i].url), "abc",
                                 sl_str_of(views[i].path), views[i].line, &out);

        assert_int_equal(ok, views[i].expected[0] != '\0');
        assert_string_equal(out.ptr ? out.ptr : "", views[i].expected);
        sl_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_remote_becomes_a_uri_without_password),
        cmocka_unit_test(a_known_host_shows_the_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
