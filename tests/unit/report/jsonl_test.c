#include "report/formats.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void check(const char *name, sl_report_style style, const char *expected)
{
    sl_sample sample;
    sl_buf out = {0};

    assert_true(sample_make(&sample, name));
    sl_jsonl_write(&sample.results, &style, &out);
    /* Every line must be in the report; the version is not for a test to know. */
    for (sl_str rest = sl_str_of(expected); rest.len > 0;) {
        sl_str line = sl_str_line(&rest);

        assert_true(sl_str_has(sl_buf_str(&out), line));
    }
    for (size_t i = 0; i < out.len; i++)
        assert_true(out.ptr[i] == '\n' || (uint8_t)out.ptr[i] >= 0x20);
    sl_buf_free(&out);
    sample_free(&sample);
}

static void a_finding_is_one_object_with_all_its_keys(void **unused)
{
    (void)unused;
    check(
        "normal", (sl_report_style){0},
        "{\"schema\":1,\"type\":\"finding\",\"rule\":\"github-pat\",\"level\":"
        "\"error\","
        "\"confidence\":\"high\",\"message\":\"GitHub personal access token, checksum "
        "valid\",\"place\":{\"path\":\"deploy/.env\",\"uri\":\"deploy/"
        ".env\",\"origin\":"
        "\"worktree\",\"start\":{\"line\":3,\"byte\":14,\"code_point\":14,\"utf16\":14}"
        ","
        "\"end\":{\"line\":3,\"byte\":26,\"code_point\":26,\"utf16\":26},\"snippet\":"
        "\"GITHUB_TOKEN=ghp_********\",\"marked\":\"ghp_********\",\"line_hash\":"
        "\"271789c17abda88f:1\",\"blob\":null,\"commit\":null,\"commit_time\":null,"
        "\"author\":null,\"last_commit\":null,\"last_commit_time\":null,"
        "\"last_path\":null,\"branches\":[],\"branches_total\":0,"
        "\"unreachable\":false},\"origins\":[\"worktree\",\"index\",\"history\"],"
        "\"protection\":\"none\",\"masked\":true,\"suppressed\":false,"
        "\"allowed_by\":null,\"justification\":"
        "null,\"baseline\":null,\"fingerprint\":\"ffffffffffffffffffffffffffffffff\","
        "\"related\":[]}\n"
        "\"start\":{\"line\":7,\"byte\":12,\"code_point\":8,\"utf16\":9}\n"
        "\"path\":\"group_vars/vault.yml\",\"uri\":\"group_vars/vault.yml\",\"origin\":"
        "\"worktree\",\"start\":null,\"end\":null,\"snippet\":null,\"marked\":null\n");
}

static void the_last_line_sums_up(void **unused)
{
    (void)unused;
    check("suppressed", (sl_report_style){0},
          "\"mode\":\"history\",\"revision\":"
          "\"0123456789abcdef0123456789abcdef01234567\","
          "\"branch\":\"main\",\"complete\":true,\"exit_status\":1,\"errors\":1,"
          "\"warnings\":0,\"notes\":0,\"protected\":2,\"suppressed\":1,\"rules\":4,"
          "\"files\":1234,\"index_blobs\":0,\"objects\":40000,\"messages\":0,"
          "\"bytes\":1234567890,\"binaries\":0}\n");
    check("incomplete", (sl_report_style){0},
          "{\"schema\":1,\"type\":\"notice\",\"subject\":\"big.iso\",\"text\":"
          "\"larger than 256 MiB, not scanned\",\"incomplete\":true}\n"
          "{\"schema\":1,\"type\":\"notice\",\"subject\":null,\"text\":"
          "\"the clone is shallow\",\"incomplete\":true}\n"
          "\"complete\":false,\"exit_status\":3\n");
}

static void protected_and_suppressed_findings_are_labelled(void **unused)
{
    (void)unused;
    check("suppressed", (sl_report_style){0},
          "\"suppressed\":true,\"allowed_by\":\"inline\",\"justification\":\"a "
          "sample\\nof the manual\"\n"
          "\"protection\":\"git-crypt\"\n"
          "\"protection\":\"ignored\"\n");
    check("hostile", (sl_report_style){0}, "\"uri\":\"inv%FF%FElid%E2%82\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_is_one_object_with_all_its_keys),
        cmocka_unit_test(the_last_line_sums_up),
        cmocka_unit_test(protected_and_suppressed_findings_are_labelled),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
