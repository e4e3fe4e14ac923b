#include "token/sample.h"

#include "token/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void placeholders_become_tokens_and_other_text_stays(void **unused)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"", ""},
        {"no placeholder", "no placeholder"},
        {"<<x:3:a>>", "xaaa"},
        {"a <<:2:b>> c <<:0:b>>d", "a bb c d"},
        {"<<x:2:a#7>>", "xaa"},
        {"<<join:foo|bar|>>", "foobar"},
        {"<<base64:user:pass>>", "dXNlcjpwYXNz"},
        {"<<base64:a<x:2:y>b>>", "YXh5eWI="},
        {"<<base64url:a<x:2:y>b>>", "YXh5eWI"},
        {"<<hex:AB>>", "4142"},
        {"<<hex:<:2:A>>>.", "4141."},
        {"<<<x:1:a>>>", "<xa>"},
        {"cat <<EOF <<x:1:a>>", "cat <<EOF xa"},
        {"cat <<EOF\n<<x:1:a>>\nEOF", "cat <<EOF\nxa\nEOF"},
        {"1 << 2 >> 3", "1 << 2 >> 3"},
        {"std::vector<<a::b>>", "std::vector<<a::b>>"},
        {"<<unclosed:3:a", "<<unclosed:3:a"},
        {"<<pem:X PRIVATE KEY:4>>",
         "-----BEGIN X PRIVATE KEY-----\nMIIAAA==\n-----END X PRIVATE KEY-----"},
        {"<<pem:X PRIVATE KEY:4:json>>",
         "-----BEGIN X PRIVATE KEY-----\\nMIIAAA==\\n-----END X PRIVATE KEY-----"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_buf out = {0};
        sl_err err = {0};

        assert_true(sl_sample_expand(sl_str_of(cases[i].text), &out, &err));
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].want);
        sl_buf_free(&out);
    }
}

static void wrong_placeholders_are_errors(void **unused)
{
    static const char *const cases[] = {
        "<<x:4097:a>>",
        "<<x:99999999999999999999:a>>",
        "<<x:3:>>",
        "<<x:3:z-a>>",
        "<<x:3:a:nosuch>>",
        "<<x:3:a:jwt>>",
        "<<ghp_:29:a:github>>",
        "<<pem:RSA PRIVATE KEY>>",
        "<<base64:<x:3:z-a>>>",
        "<<pem:PRIVATE KEY:5000>>",
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_buf out = {0};
        sl_err err = {0};

        assert_false(sl_sample_expand(sl_str_of(cases[i]), &out, &err));
        assert_int_equal(err.code, SL_EFORMAT);
        assert_non_null(strstr(err.text, "placeholder"));
        sl_buf_free(&out);
    }
}

static void expansion_depends_on_the_text_alone(void **unused)
{
    sl_buf once = {0}, twice = {0}, other = {0};

    (void)unused;
    assert_true(sl_sample_expand(sl_lit("<<:40:0-9A-Za-z_->>"), &once, NULL));
    assert_true(sl_sample_expand(sl_lit("<<:40:0-9A-Za-z_->>"), &twice, NULL));
    assert_true(sl_sample_expand(sl_lit("<<:40:0-9A-Za-z_-#2>>"), &other, NULL));
    assert_int_equal(once.len, 40);
    assert_string_equal(once.ptr, twice.ptr);
    assert_int_equal(other.len, 40);
    assert_string_not_equal(once.ptr, other.ptr);
    assert_int_equal(strspn(once.ptr, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "abcdefghijklmnopqrstuvwxyz_-"),
                     40);
    sl_buf_free(&once);
    sl_buf_free(&twice);
    sl_buf_free(&other);
}

static void a_signed_sample_is_valid_to_its_own_scheme(void **unused)
{
    static const struct {
        const char *scheme;
        const char *text;
    } cases[] = {
        {"github", "<<ghp_:30:0-9A-Za-z:github>>"},
        {"github", "<<ghr_:70:0-9A-Za-z:github>>"},
        {"github-fine-grained",
         "<<github_pat_11AAAAAAA0aBcDeFgHiJkL_:43:0-9A-Za-z:github-fine-grained>>"},
        {"gitlab", "<<glpat-:27:0-9A-Za-z_-:gitlab>>"},
        {"npm", "<<npm_:30:0-9A-Za-z:npm>>"},
        {"vercel", "<<vcp_:50:0-9A-Za-z:vercel>>"},
        {"cloudflare", "<<cfut_:40:0-9A-Za-z:cloudflare>>"},
        {"zuplo", "<<zpka_:32:0-9a-z:zuplo>>"},
        {"grafana", "<<glsa_:32:0-9A-Za-z:grafana>>"},
        {"atlassian", "<<ATATT3:180:0-9A-Za-z_-:atlassian>>"},
        {"bitbucket", "<<ATBB:24:0-9A-Za-z:bitbucket>>"},
        {"confluent", "<<cflt:54:0-9A-Za-z+/:confluent>>"},
        {"pypi", "<<pypi-AgEIcHlwaS5vcmcCJD:46:A-Za-z0-9_-:pypi>>"},
        {"age", "<<AGE-SECRET-KEY-1:52:AC-HJ-NP-Z02-9:age>>"},
        {"nostr", "<<nsec1:52:ac-hj-np-z02-9:nostr>>"},
        {"azure-key", "<<:76:A-Za-z0-9+/:azure-key>>"},
        {"pem", "<<pem:RSA PRIVATE KEY:1190>>"},
        {"pem", "<<pem:OPENSSH PRIVATE KEY:340>>"},
        {"pem", "\"<<pem:EC PRIVATE KEY:121:json>>\""},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const sl_verdict_scheme *scheme =
            sl_verdict_scheme_find(sl_str_of(cases[i].scheme));
        sl_buf out = {0};
        sl_verdict verdict;

        assert_non_null(scheme);
        assert_true(sl_sample_expand(sl_str_of(cases[i].text), &out, NULL));
        scheme->judge(sl_buf_str(&out), &verdict);
        assert_int_equal(verdict.kind, SL_VERDICT_VALID);
        sl_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_become_tokens_and_other_text_stays),
        cmocka_unit_test(wrong_placeholders_are_errors),
        cmocka_unit_test(expansion_depends_on_the_text_alone),
        cmocka_unit_test(a_signed_sample_is_valid_to_its_own_scheme),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
