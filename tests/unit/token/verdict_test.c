#include "token/verdict.h"

#include "token/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct verdict_case {
    const char *scheme;
    const char *token; /* with placeholders: nothing here looks alive */
    sl_verdict_kind kind;
    const char *note; /* part of it; NULL: any */
} verdict_case;

static void judge(const verdict_case *row, sl_verdict *out)
{
    const sl_verdict_scheme *scheme = sl_verdict_scheme_find(sl_str_of(row->scheme));
    sl_buf token = {0};

    assert_non_null(scheme);
    assert_true(sl_sample_expand(sl_str_of(row->token), &token, NULL));
    memset(out, 0x5a, sizeof *out);
    scheme->judge(sl_buf_str(&token), out);
    if (out->kind != row->kind || (row->note && !strstr(out->note, row->note)))
        fail_msg("%s %s: kind %d, note '%s'", row->scheme, row->token, (int)out->kind,
                 out->note);
    sl_buf_free(&token);
}

static void check_all(const verdict_case *rows, size_t count)
{
    sl_verdict verdict;

    for (size_t i = 0; i < count; i++)
        judge(&rows[i], &verdict);
}

#define CHECK_ALL(rows) check_all(rows, sizeof(rows) / sizeof *(rows))

/* The checksums were computed with Python's zlib, hashlib and base64. */
static void checksums_hold_or_do_not(void **unused)
{
    static const verdict_case rows[] = {
        {"github", "<<ghp_:30:a>>1yLcDB", SL_VERDICT_VALID, "checksum valid"},
        {"github", "<<ghp_:30:a>>1yLcDC", SL_VERDICT_MISMATCH, "does not match"},
        {"github", "<<ghp_:29:a>>1yLcDB", SL_VERDICT_NONE, ""},
        {"github", "<<ghr_:70:b>>2R6bPp", SL_VERDICT_VALID, NULL},
        {"github", "", SL_VERDICT_NONE, NULL},
        {"github-fine-grained", "github_pat_<<:22:1>>_<<:43:j>>KERQ3TVA<<:8:k>>",
         SL_VERDICT_VALID, NULL},
        {"github-fine-grained", "github_pat_<<:22:1>>_<<:43:j>>KERQ3TVB<<:8:k>>",
         SL_VERDICT_NONE, ""},
        {"gitlab", "<<glpat-:27:i>>.01.0r1t3ylwe", SL_VERDICT_VALID, NULL},
        {"gitlab", "<<glpat-:27:i>>.01.0r1t3ylwf", SL_VERDICT_MISMATCH, NULL},
        {"gitlab", "<<glpat-:26:i>>.01.0r1t3ylwe", SL_VERDICT_MISMATCH, NULL},
        {"gitlab", "<<glpat-:20:i>>", SL_VERDICT_NONE, ""},
        {"grafana", "<<glsa_:32:c>>_73307d62", SL_VERDICT_VALID, NULL},
        {"grafana", "<<glsa_:32:c>>_627d3073", SL_VERDICT_MISMATCH, NULL},
        {"grafana", "<<glsa_:33:c>>73307d62", SL_VERDICT_NONE, NULL},
        {"atlassian", "<<ATATT3:20:d>>=C4C6B089", SL_VERDICT_VALID, NULL},
        {"atlassian", "<<ATATT3:20:d>>=C4C6B088", SL_VERDICT_MISMATCH, NULL},
        {"bitbucket", "<<ATBB:24:e>>A3EDBCB3", SL_VERDICT_VALID, NULL},
        {"cloudflare", "<<cfut_:40:f>>b9bba370", SL_VERDICT_VALID, NULL},
        {"confluent", "<<cflt:54:g>>TREftQ", SL_VERDICT_VALID, NULL},
        {"zuplo", "<<zpka_:32:h>>_deb6829c", SL_VERDICT_VALID, NULL},
        {"azure-key", "<<:76:A>>+AStvmNvzw==", SL_VERDICT_VALID, "Azure Storage key"},
        {"azure-key", "<<:76:A>>+AStvmNvzg==", SL_VERDICT_NONE, ""},
        {"azure-key", "<<:33:A>>AzCaBCk0bg=", SL_VERDICT_VALID, "Cache for Redis"},
        {"azure-key", "<<:33:A>>AzCaBCk0bg==", SL_VERDICT_NONE, ""},
        {"azure-key", "+ASt", SL_VERDICT_NONE, ""},
        /* BIP 173, test vectors */
        {"age", "A12UEL5L", SL_VERDICT_VALID, NULL},
        {"nostr", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", SL_VERDICT_VALID,
         NULL},
        {"age", "A1G7SGD8", SL_VERDICT_MISMATCH, NULL},
        {"age", "pzry9x0s0muk", SL_VERDICT_NOT_A_TOKEN, NULL},
        {"age", "x1b4n0q5v", SL_VERDICT_NOT_A_TOKEN, NULL},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void an_aws_key_names_its_account(void **unused)
{
    static const verdict_case rows[] = {
        /* Published with its account by Tal Be'ery, "A short note on AWS key IDs". */
        {"aws-key", "<<join:ASIAQ|NZGKIQY56JQ7WML>>", SL_VERDICT_VALID,
         "AWS account 029608264753"},
        {"aws-key", "<<join:AKIA|IOSFODNN7|EXAMPLE>>", SL_VERDICT_NOT_A_TOKEN, ""},
        {"aws-key", "<<AKIAI:15:A>>", SL_VERDICT_NONE, ""},
        {"aws-key", "<<AKIA:16:7>>", SL_VERDICT_MISMATCH, "no possible AWS account"},
        {"aws-key", "<<AKIA:15:A>>1", SL_VERDICT_MISMATCH, "not in base32"},
        {"aws-key", "<<AKIA:15:A>>", SL_VERDICT_NOT_A_TOKEN, NULL},
    };

    (void)unused;
    CHECK_ALL(rows);
}

#define JWT(header, claims) \
    "<<base64url:" header ">>.<<base64url:" claims ">>.<<:43:A-Za-z0-9_->>"

static void a_jwt_tells_algorithm_issuer_and_end(void **unused)
{
    static const verdict_case rows[] = {
        {"jwt", JWT("{\"alg\":\"HS256\"}", "{\"sub\":\"1\"}"), SL_VERDICT_VALID,
         "JWT, alg HS256"},
        {"jwt", JWT("{\"alg\":\"none\"}", "{\"iss\":\"https://id.acme.test\"}"),
         SL_VERDICT_VALID, "alg none, issuer https://id.acme.test"},
        {"jwt", JWT("{\"alg\":\"ES256\"}", "{\"exp\":4102444800}"), SL_VERDICT_VALID,
         "expires 2100-01-01"},
        {"jwt", JWT("{\"alg\":\"A\\u0007\"}", "{\"iss\":\"a b\"}"),
         SL_VERDICT_NOT_A_TOKEN, ""},
        {"jwt", JWT("{\"alg\":\"A B\"}", "{\"iss\":\"a b\"}"), SL_VERDICT_VALID,
         "alg ?"},
        {"jwt", JWT("{\"typ\":\"JWT\"}", "{\"sub\":\"1\"}"), SL_VERDICT_NOT_A_TOKEN,
         ""},
        {"jwt", JWT("{\"alg\":\"HS256\"}", "[1]"), SL_VERDICT_NOT_A_TOKEN, ""},
        {"jwt", JWT("{\"alg\":\"HS256\"}", "{\"iss\":\"supabase-demo\"}"),
         SL_VERDICT_NOT_A_TOKEN, ""},
        {"jwt", "eyJ.eyJ.x", SL_VERDICT_NOT_A_TOKEN, ""},
        {"jwt", "eyJ", SL_VERDICT_NOT_A_TOKEN, ""},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void a_jwt_expires_by_the_clock_or_by_source_date_epoch(void **unused)
{
    static const verdict_case past = {
        "jwt", JWT("{\"alg\":\"HS256\"}", "{\"exp\":1500000000.5}"), SL_VERDICT_VALID,
        "2017-07-14"};
    sl_verdict verdict;

    (void)unused;
    unsetenv("SOURCE_DATE_EPOCH");
    judge(&past, &verdict);
    assert_true(verdict.expired);
    assert_non_null(strstr(verdict.note, "expired"));
    setenv("SOURCE_DATE_EPOCH", "1400000000", 1);
    judge(&past, &verdict);
    assert_false(verdict.expired);
    unsetenv("SOURCE_DATE_EPOCH");
}

/* 1.6e9 is a number of seconds too: no date is told, and not that of 1.6 seconds. */
static void a_jwt_whose_end_has_an_exponent_has_no_date(void **unused)
{
    static const verdict_case scaled = {
        "jwt", JWT("{\"alg\":\"HS256\"}", "{\"exp\":1.628201862e9}"), SL_VERDICT_VALID,
        "JWT, alg HS256"};
    sl_verdict verdict;

    (void)unused;
    judge(&scaled, &verdict);
    assert_false(verdict.expired);
    assert_null(strstr(verdict.note, "expire"));
}

#define BEGIN(label) "<<join:-----BEG|IN " label "----->>\n"
#define END(label)   "\n<<join:-----E|ND " label "----->>"
#define BODY         "MCYCAQAwDQYJKoZIhvcNAQEBBQAEEjAQAgEAAgEAAgEAAgEAAgEAAA=="

static void a_key_block_is_judged_by_what_is_inside(void **unused)
{
    static const verdict_case rows[] = {
        {"pem", BEGIN("PRIVATE KEY") BODY END("PRIVATE KEY"), SL_VERDICT_VALID,
         "not encrypted"},
        {"pem",
         BEGIN("PRIVATE KEY") "\"MCYCAQAwDQYJKoZIhvcNAQEBBQAEEjAQ\\n\" +\n"
                              "  \"AgEAAgEAAgEAAgEAAgEAAA==\\n\" +" END("PRIVATE KEY"),
         SL_VERDICT_VALID, NULL},
        {"pem",
         BEGIN("PRIVATE KEY") "    + \"MCYCAQAwDQYJKoZIhvcNAQEBBQAEEjAQ\\n\"\n"
                              "    + \"AgEAAgEAAgEAAgEAAgEAAA==\\n\"\n"
                              "    + \"" END("PRIVATE KEY"),
         SL_VERDICT_VALID, NULL},
        {"pem",
         BEGIN(
             "PRIVATE KEY") "'.\"\\n\".\n'MCYCAQAwDQYJKoZIhvcNAQEBBQAEEjAQ'.\"\\n\".\n"
                            "'AgEAAgEAAgEAAgEAAgEAAA=='.\"\\n\".'" END("PRIVATE KEY"),
         SL_VERDICT_VALID, NULL},
        {"pem",
         BEGIN("PRIVATE KEY") "\", \"MCYCAQAwDQYJKoZIhvcNAQEBBQAEEjAQ\\n\",\n"
                              "\"AgEAAgEAAgEAAgEAAgEAAA==\\n\", \"" END("PRIVATE KEY"),
         SL_VERDICT_VALID, NULL},
        {"pem",
         BEGIN("PRIVATE KEY") "# MCYCAQAwDQYJKoZIhvcNAQEBBQAEEjAQ\n"
                              "# AgEAAgEAAgEAAgEAAgEAAA==\n# " END("PRIVATE KEY"),
         SL_VERDICT_VALID, NULL},
        {"pem", BEGIN("PRIVATE KEY") "AA" BODY END("PRIVATE KEY"),
         SL_VERDICT_NOT_A_TOKEN, NULL},
        {"pem", BEGIN("PRIVATE KEY") "AAAA" BODY END("PRIVATE KEY"),
         SL_VERDICT_MISMATCH, "DER length"},
        {"pem",
         BEGIN("PRIVATE KEY") "AAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAAAAAAA"
                              "AA" END("PRIVATE KEY"),
         SL_VERDICT_NOT_A_TOKEN, NULL},
        {"pem", BEGIN("PRIVATE KEY") "..." END("PRIVATE KEY"), SL_VERDICT_NOT_A_TOKEN,
         NULL},
        {"pem", BEGIN("PRIVATE KEY") BODY END("RSA PRIVATE KEY"),
         SL_VERDICT_NOT_A_TOKEN, NULL},
        {"pem", BEGIN("PUBLIC KEY") BODY END("PUBLIC KEY"), SL_VERDICT_NOT_A_TOKEN,
         NULL},
        {"pem", BEGIN("ENCRYPTED PRIVATE KEY") BODY END("ENCRYPTED PRIVATE KEY"),
         SL_VERDICT_PROTECTED, ""},
        {"pem",
         BEGIN("RSA PRIVATE KEY") "Proc-Type: 4,ENCRYPTED\n"
                                  "DEK-Info: AES-128-CBC,00\n\n" BODY END(
                                      "RSA PRIVATE KEY"),
         SL_VERDICT_PROTECTED, ""},
        {"pem",
         BEGIN("OPENSSH PRIVATE KEY") "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIA"
                                      "AAAGYmNyeXB0" END("OPENSSH PRIVATE KEY"),
         SL_VERDICT_PROTECTED, ""},
        {"pem", BEGIN("OPENSSH PRIVATE KEY") BODY END("OPENSSH PRIVATE KEY"),
         SL_VERDICT_MISMATCH, NULL},
        {"pem", "<<pem:PGP PRIVATE KEY BLOCK:300>>", SL_VERDICT_NONE, ""},
        {"pem", "", SL_VERDICT_NOT_A_TOKEN, NULL},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void wrapped_tokens_are_opened(void **unused)
{
    static const verdict_case rows[] = {
        {"sentry", "sntrys_<<base64:{\"iat\":1,\"url\":\"https://sentry.io\"}>>_x",
         SL_VERDICT_VALID, "Sentry"},
        {"sentry", "sntrys_<<base64:{\"iat\":1}>>_x", SL_VERDICT_MISMATCH, NULL},
        {"sentry", "sntryu_0", SL_VERDICT_NONE, ""},
        {"onepassword", "ops_<<base64url:{\"email\":\"a\"}>>", SL_VERDICT_VALID, NULL},
        {"grafana-cloud", "glc_<<base64:{\"o\":\"1\",\"k\":\"x\"}>>", SL_VERDICT_VALID,
         NULL},
        {"jfrog", "<<base64:reftkn:01:1700000000:x>>", SL_VERDICT_VALID, NULL},
        {"bitbucket-server", "BBDC-<<base64:123:abc>>", SL_VERDICT_VALID, NULL},
        {"bitbucket-server", "BBDC-<<base64:abc>>", SL_VERDICT_MISMATCH, NULL},
        {"discord", "<<base64url:111222333444555666>>.x.y", SL_VERDICT_VALID,
         "Discord"},
        {"discord", "Mxxx.x.y", SL_VERDICT_MISMATCH, NULL},
        {"pypi", "pypi-AgEIcHlwaS5vcmc", SL_VERDICT_NOT_A_TOKEN, NULL},
        {"pypi", "<<pypi-AgEIcHlwaS5vcmcCJD:46:A-Za-z0-9_-:pypi>>", SL_VERDICT_VALID,
         "1 caveat"},
        {"pypi", "<<pypi-AgEIcHlwaS5vcmcCJD:46:A-Za-z0-9_-:pypi>>AAAA",
         SL_VERDICT_NOT_A_TOKEN, NULL},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void what_stands_in_a_fixed_place_is_looked_for(void **unused)
{
    static const verdict_case rows[] = {
        {"openai", "sk-<<:20:a>>T3BlbkFJ<<:20:b>>", SL_VERDICT_VALID, NULL},
        {"openai", "sk-proj-<<:74:a>>T3BlbkFJ<<:74:b>>", SL_VERDICT_VALID, NULL},
        {"openai", "sk-<<:20:a>>T3BlbkFJ<<:21:b>>", SL_VERDICT_MISMATCH,
         "out of place"},
        {"openai", "sk-<<:48:a>>", SL_VERDICT_NONE, ""},
        {"anthropic", "sk-ant-api03-<<:93:a>>AA", SL_VERDICT_VALID, NULL},
        {"anthropic", "sk-ant-api03-<<:93:a>>AB", SL_VERDICT_MISMATCH, "AA"},
        {"anthropic", "sk-<<:93:a>>", SL_VERDICT_NONE, ""},
        {"telegram", "7301945286:AA<<:33:a>>", SL_VERDICT_VALID, "bot 7301945286"},
        {"telegram", "1234567890:AA<<:33:a>>", SL_VERDICT_MISMATCH, "placeholder"},
        {"telegram", "7301945286:AB<<:33:a>>", SL_VERDICT_NONE, ""},
        {"telegram", "7301945286", SL_VERDICT_NONE, ""},
        {"slack", "xoxb-<<join:2094718|3650-21947103655>>-<<:24:a>>", SL_VERDICT_VALID,
         NULL},
        {"slack", "xoxb-1234567890-21947103655-<<:24:a>>", SL_VERDICT_MISMATCH,
         "placeholder"},
        {"slack", "xoxb-<<:24:a>>", SL_VERDICT_NONE, ""},
        {"slack", "xox", SL_VERDICT_NONE, ""},
        {"grafana-api-key", "<<base64:{\"k\":\"x\",\"n\":\"y\",\"id\":1}>>",
         SL_VERDICT_VALID, "Grafana API key"},
        {"jira", "<<base64:812345678901:aaaaaaaaaaaaaaaaaaaa>>", SL_VERDICT_VALID,
         NULL},
        {"jira", "<<base64:x12345678901:aaaaaaaaaaaaaaaaaaaa>>", SL_VERDICT_NOT_A_TOKEN,
         NULL},
        {"github",
         "ghs_1234_<<base64url:{\"alg\":\"RS256\"}>>.<<base64url:{\"iss\":\"1234\"}>>."
         "<<:43:a>>",
         SL_VERDICT_VALID, "JWT, alg RS256"},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void every_scheme_has_a_name_of_its_own_and_takes_any_bytes(void **unused)
{
    static const sl_str odd[] = {
        {"", 0},     {"\0\0\0\0", 4}, {"\xff\xfe.\x80.", 5}, {"....----", 8},
        {"ghp_", 4}, {"gl-.01.", 7},  {"-----BEGIN ", 11}};
    const sl_verdict_scheme *scheme;

    (void)unused;
    for (size_t i = 0; (scheme = sl_verdict_scheme_at(i)) != NULL; i++) {
        assert_ptr_equal(sl_verdict_scheme_find(sl_str_of(scheme->name)), scheme);
        for (size_t j = 0; j < sizeof odd / sizeof *odd; j++) {
            char tail[8];
            sl_verdict verdict;

            scheme->judge(odd[j], &verdict);
            assert_int_not_equal(verdict.kind, SL_VERDICT_VALID);
            if (scheme->sign)
                scheme->sign(odd[j], tail, sizeof tail);
        }
    }
    assert_null(sl_verdict_scheme_find(sl_lit("nosuch")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checksums_hold_or_do_not),
        cmocka_unit_test(an_aws_key_names_its_account),
        cmocka_unit_test(a_jwt_tells_algorithm_issuer_and_end),
        cmocka_unit_test(a_jwt_expires_by_the_clock_or_by_source_date_epoch),
        cmocka_unit_test(a_jwt_whose_end_has_an_exponent_has_no_date),
        cmocka_unit_test(a_key_block_is_judged_by_what_is_inside),
        cmocka_unit_test(wrapped_tokens_are_opened),
        cmocka_unit_test(what_stands_in_a_fixed_place_is_looked_for),
        cmocka_unit_test(every_scheme_has_a_name_of_its_own_and_takes_any_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
