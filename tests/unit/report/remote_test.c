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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_remote_becomes_a_uri_without_password),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
