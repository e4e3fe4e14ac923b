#include "report/formats.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define SCANNED "; scanned 1,234 files, 40,000 objects (1.2 GB) in 2.1 s"

typedef struct report_case {
    const char *sample;
    sl_report_style style;
    const char *expected;
} report_case;

static const report_case cases[] = {
    {"normal",
     {0},
     "deploy/.env:3:14: error[github-pat]: GitHub personal access token, checksum "
     "valid\n"
     "  |\n"
     "3 | GITHUB_TOKEN=ghp_********\n"
     "  |              ^^^^^^^^^^^^\n"
     "  = fix: Revoke the token.\n"
     "  = note: the same secret is in the index and in history\n"
     "\n"
     "deploy/.env:12:8: error[github-pat]: GitHub personal access token\n"
     "   |\n"
     "12 |  TOKEN=ghp_********\n"
     "   |        ^^^^^^^^^^^^\n"
     "\n"
     "group_vars/vault.yml: warning[vault-plaintext]: named as a vault, but not "
     "encrypted\n"
     "  = fix: Run `ansible-vault encrypt`.\n"
     "\n"
     "src/wide.py:7:8: error[aws-access-key]: AWS access key\n"
     "  |\n"
     "7 | k = \"\xf0\x9f\x94\x91\xc3\xa9"
     "AKIA********\" # \xe9\x8d\xb5\n"
     "  |         ^^^^^^^^^^^^\n"
     "  = fix: Deactivate the key, e.g. in the console.\n"
     "\n"
     "3 errors, 1 warning in 3 files" SCANNED "\n"},
    {"history",
     {.quiet = true},
     ".git/commit/abababababababababababababababababababab:1:6: error[aws-access-key]: "
     "AWS access key\n"
     "  |\n"
     "1 | key: AKIA********\n"
     "  |      ^^^^^^^^^^^^\n"
     "  = fix: Deactivate the key, e.g. in the console.\n"
     "  = note: in the message of a commit or tag, abababababab (1970-01-01 UTC)\n"
     "\n"
     "old/key.txt:1:6: error[aws-access-key]: AWS access key\n"
     "  |\n"
     "1 | key: AKIA********\n"
     "  |      ^^^^^^^^^^^^\n"
     "  = fix: Deactivate the key, e.g. in the console.\n"
     "  = note: in history since abababababab (2024-02-29 UTC)\n"
     "\n"
     "old/key.txt:1:6: error[aws-access-key]: AWS access key\n"
     "  |\n"
     "1 | key: AKIA********\n"
     "  |      ^^^^^^^^^^^^\n"
     "  = note: in history, object 343434343434\n"
     "  = note: unreachable: no branch or tag leads to the object\n"
     "\n"},
    {"related",
     {.quiet = true, .unicode = true},
     "policy.json:1:13: warning[vault-plaintext]: the policy grants [too](1) much\n"
     "  │\n"
     "1 │ \"Resource\": \"*\"\n"
     "  │             ^^^\n"
     "  = fix: Run `ansible-vault encrypt`.\n"
     "  = note: main.tf:2:10: the secret is named here\n"
     "  = note: other.tf: list [a] is used here\n"
     "\n"},
    {"suppressed",
     {0},
     "deploy/.env:3:14: error[github-pat]: GitHub personal access token, checksum "
     "valid\n"
     "  |\n"
     "3 | GITHUB_TOKEN=ghp_********\n"
     "  |              ^^^^^^^^^^^^\n"
     "  = fix: Revoke the token.\n"
     "  = note: the same secret is in the index and in history\n"
     "\n"
     "1 error in 1 file" SCANNED
     "; 2 protected, 1 allowed: 1 inline (-v shows them)\n"},
    {"incomplete",
     {0},
     "warning: big.iso: larger than 256 MiB, not scanned\n"
     "warning: the clone is shallow\n"
     "no findings" SCANNED "\n"
     "the scan is incomplete: 2 things were not looked at\n"},
    {"incomplete",
     {.verbose = true},
     "warning: big.iso: larger than 256 MiB, not scanned\n"
     "warning: the clone is shallow\n"
     "note: link: a symbolic link\n"
     "no findings" SCANNED "\n"
     "the scan is incomplete: 2 things were not looked at\n"},
    {"incomplete", {.quiet = true}, ""},
    {"empty", {0}, "no findings" SCANNED "\n"},
};

static void a_report_reads_as_people_expect(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_sample sample;
        sl_buf out = {0};

        assert_true(sample_make(&sample, cases[i].sample));
        sl_text_write(&sample.results, &cases[i].style, &out);
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].expected);
        sl_buf_free(&out);
        sample_free(&sample);
    }
}

static void verbose_says_why_something_was_hidden(void **unused)
{
    static const char *const said[] = {
        "= note: allowed inline: a sample of the manual\n",
        "= note: protected: git-crypt encrypts the file\n",
        "= note: protected: the file is ignored and not tracked\n",
        "1 error in 1 file" SCANNED "; 2 protected, 1 allowed: 1 inline\n",
    };
    const sl_report_style style = {.verbose = true};
    sl_sample sample;
    sl_buf out = {0};

    (void)unused;
    assert_true(sample_make(&sample, "suppressed"));
    sl_text_write(&sample.results, &style, &out);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_true(sl_str_has(sl_buf_str(&out), sl_str_of(said[i])));
    sl_buf_free(&out);
    sample_free(&sample);
}

static void no_name_reaches_the_terminal_as_a_command(void **unused)
{
    static const char *const samples[] = {"hostile", "shapes"};
    const sl_report_style style = {.verbose = true};

    (void)unused;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        sl_sample sample;
        sl_buf out = {0};

        assert_true(sample_make(&sample, samples[i]));
        sl_text_write(&sample.results, &style, &out);
        for (size_t at = 0; at < out.len; at++) {
            assert_true(out.ptr[at] == '\n' || (uint8_t)out.ptr[at] >= 0x20);
            assert_int_not_equal(out.ptr[at], 0x7f);
        }
        assert_true(sl_utf8_valid(sl_buf_str(&out)));
        assert_false(sl_str_has(sl_buf_str(&out), sl_lit("\xe2\x80\xae")));
        assert_false(sl_str_has(sl_buf_str(&out), sl_lit("\n::")));
        assert_false(sl_str_has(sl_buf_str(&out), sl_lit("##[")));
        sl_buf_free(&out);
        sample_free(&sample);
    }
}

static void colours_and_links_only_on_demand(void **unused)
{
    const sl_report_style style = {.color = true, .hyperlinks = true};
    sl_sample sample;
    sl_buf out = {0};

    (void)unused;
    assert_true(sample_make(&sample, "normal"));
    sl_text_write(&sample.results, &style, &out);
    assert_true(sl_str_has(
        sl_buf_str(&out),
        sl_lit("\x1b]8;;https://github.com/CloudReactor/seclint/blob/main/docs/rules/"
               "github-pat.md\x1b\\\x1b[1;31merror[github-pat]\x1b[0m\x1b]8;;\x1b\\")));
    assert_true(
        sl_str_has(sl_buf_str(&out), sl_lit("\x1b[1;33m1 warning\x1b[0m in 3")));
    sl_buf_free(&out);
    sample_free(&sample);
}

static void a_long_list_of_notices_is_cut(void **unused)
{
    const sl_report_style style = {0};
    sl_sample sample;
    sl_buf out = {0};

    (void)unused;
    sample_begin(&sample);
    for (int i = 0; i < 25; i++)
        sample_notice(&sample, sl_lit("a"), sl_lit("too large"), true);
    sl_text_write(sample_end(&sample), &style, &out);
    assert_true(sl_str_has(sl_buf_str(&out),
                           sl_lit("large\nwarning: 5 more notices (-v shows them)\n")));
    sl_buf_free(&out);
    sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_reads_as_people_expect),
        cmocka_unit_test(verbose_says_why_something_was_hidden),
        cmocka_unit_test(no_name_reaches_the_terminal_as_a_command),
        cmocka_unit_test(colours_and_links_only_on_demand),
        cmocka_unit_test(a_long_list_of_notices_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
