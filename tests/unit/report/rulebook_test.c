#include "report/rulebook.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char text[] =
    "aws-access-key: AWS access key\n"
    "level error, confidence high, CWE-798, severity 9.1\n"
    "\n"
    "Why\n"
    "  Whoever has the key acts as its user.\n"
    "\n"
    "  It does not expire.\n"
    "\n"
    "Fix\n"
    "  Deactivate the key, e.g. in the console. Then delete it.\n"
    "\n"
    "References\n"
    "  https://example.com/rotate\n"
    "  javascript:alert(1)\n";

static const char markdown[] =
    "# aws-access-key\n"
    "\n"
    "**AWS access key** (level error, confidence high, CWE-798, severity 9.1)\n"
    "\n"
    "## Why\n"
    "\n"
    "Whoever has the key acts as its user.\n"
    "\n"
    "It does not expire.\n"
    "\n"
    "## Fix\n"
    "\n"
    "Deactivate the key, e.g. in the console. Then delete it.\n"
    "\n"
    "## References\n"
    "\n"
    "- <https://example.com/rotate>\n"
    "- javascript:alert(1)\n";

static const char table[] = "| rule | title | level | confidence | CWE |\n"
                            "|---|---|---|---|---|\n"
                            "| [jwt](jwt.md) | JSON web token | note | low | |\n"
                            "| [vault-plaintext](vault-plaintext.md) | Vault file that "
                            "is not encrypted \\| <b> | "
                            "warning | medium | 312 |\n";

static void a_rule_has_one_text(void **unused)
{
    sl_sample sample;
    sl_buf out = {0};

    (void)unused;
    sample_begin(&sample);
    sl_rulebook_text(&sample.rules[SAMPLE_AWS], &out);
    assert_string_equal(out.ptr, text);
    sl_buf_clear(&out);
    sl_rulebook_markdown(&sample.rules[SAMPLE_AWS], &out);
    assert_string_equal(out.ptr, markdown);
    sl_buf_clear(&out);
    sl_rulebook_index(&sample.rule_list[SAMPLE_JWT], 2, &out);
    assert_string_equal(out.ptr, table);
    sl_buf_free(&out);
    sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_has_one_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
