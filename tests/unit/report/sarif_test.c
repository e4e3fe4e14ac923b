/* The parts that a row can show; tests/sarif_test.py validates whole files. */
#include "report/formats.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct sarif_case {
    const char *sample;
    bool verbose;
    const char *part; /* without white space outside strings */
    bool there;
} sarif_case;

static const sarif_case cases[] = {
    {"normal", false, "\"columnKind\":\"utf16CodeUnits\"", true},
    {"normal", false, "\"redactionTokens\":[\"********\"]", true},
    {"empty", false, "\"redactionTokens\"", false},
    {"empty", false, "\"results\":[]", true},
    {"empty", false, "\"versionControlProvenance\"", false},
    {"empty", false, "\"id\":\"seclint/files/\"", true},
    {"normal", false, "\"repositoryUri\":\"ssh://git@example.com/team/project.git\"",
     true},
    {"hostile", false, "\"repositoryUri\":\"https://example.com/a%20b.git\"", true},
    {"hostile", false, "hunter2", false},
    {"normal", false,
     "\"startLine\":7,\"startColumn\":9,\"endLine\":7,\"endColumn\":21", true},
    {"normal", false, "\"security-severity\":\"9.5\"", true},
    {"normal", false, "\"rank\":95", true},
    {"normal", false,
     "\"tags\":[\"security\",\"external/cwe/cwe-798\",\"token\",\"cloud\"]", true},
    {"normal", false, "\"name\":\"JwtRule\"", false}, /* no result names it */
    {"normal", false, "\"name\":\"AwsAccessKey\"", true},
    {"normal", false, "\"suppressions\"", false},
    {"suppressed", false, "\"suppressions\"", false},
    {"suppressed", true, "\"suppressions\":[]", true},
    {"suppressed", true, "\"justification\":\"a sample of the manual\"", true},
    {"suppressed", true, "\"kind\":\"informational\",\"level\":\"none\"", true},
    {"related", false,
     "much. In 'policy.json'. See [the secret is named here](1), [list \\\\[a\\\\] is "
     "used here](2).\"",
     true},
    {"history", false,
     "\"text\":\"AWS access key. In 'old/key.txt' of the history, since commit "
     "'abababababab' of '2024-02-29 UTC'.\"",
     true},
    {"history", false,
     "\"AWS access key. In '{0}' of the history, since commit '{1}' of '{2}'.\"", true},
    {"history", false,
     "\"text\":\"AWS access key. In 'old/key.txt' of the history, object "
     "'343434343434'. Unreachable: no branch or tag leads to the object.\"",
     true},
    {"hostile", false, "{{0}} {{x}}", true}, /* braces of a message string */
    {"moved", false,
     "\"text\":\"Introduced by commit abababababab of 2024-02-29 UTC.\"", true},
    {"moved", false, "\"text\":\"The same secret under another name.\"", true},
    {"moved", false, "\"text\":\"Last seen in commit cdcdcdcdcdcd of 2024-04-01 UTC.\"",
     true},
    {"moved", false, "\"text\":\"Removed since, but still in history.\"", true},
    {"moved", false, "\"text\":\"Still there: in the working tree.\"", true},
    {"moved", false, "\"baselineState\":\"new\"", true},
    {"moved", false, "\"baselineState\":\"unchanged\"", true},
    {"normal", false, "\"baselineState\"", false},
    {"moved", false, "\"author\":\"A B\"", true}, /* without the address */
    {"moved", false, "\"length\":18,\"hashes\":{\"sha-256\":\"0000", true},
    {"normal", false, "\"codeFlows\"", false},
    {"history", false,
     "\"properties\":{\"origin\":\"history\","
     "\"commit\":\"abababababababababababababababababababab\"",
     true},
    {"incomplete", false, "\"executionSuccessful\":false,\"exitCode\":3", true},
    {"incomplete", false, "\"text\":\"big.iso: larger than 256 MiB, not scanned.\"",
     true},
    {"many", false, "25000 results, the gravest first: GitHub keeps 5000 of them",
     true},
    {"many", false, "1000 results are left out, the least grave ones", true},
};

/* Takes the indentation away. */
static void squeeze(sl_str text, sl_buf *out)
{
    bool within = false;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '"' && (i == 0 || text.ptr[i - 1] != '\\'))
            within = !within;
        if (within || (c != ' ' && c != '\n'))
            sl_buf_char(out, c);
    }
}

static void a_log_says(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const sl_report_style style = {.verbose = cases[i].verbose};
        sl_sample sample;
        sl_buf out = {0}, squeezed = {0};

        assert_true(sample_make(&sample, cases[i].sample));
        sl_sarif_write(&sample.results, &style, &out);
        squeeze(sl_buf_str(&out), &squeezed);
        if (sl_str_has(sl_buf_str(&squeezed), sl_str_of(cases[i].part)) !=
            cases[i].there)
            fail_msg("%s: %s", cases[i].sample, cases[i].part);
        sl_buf_free(&out);
        sl_buf_free(&squeezed);
        sample_free(&sample);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
