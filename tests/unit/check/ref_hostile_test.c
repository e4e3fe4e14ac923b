/* ref_hostile_test.c - the checks of references over text that is made to cost much. Every
 * check reads every text; that none of them takes more than its length shows in the
 * time limit of the test. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/limits.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_ERROR};

static const char *const checks[] = {
    "account-type",   "ecs-duplicate-arn", "ecs-wrong-property", "exposed-value",
    "plain-env",      "secret-name",       "secret-ref-form",    "wrapper-format",
    "wrapper-hijack", "wrapper-literal",   "wrapper-logs",       "wrapper-name",
    "wrapper-off",    "wrapper-provider",
};

/* How many findings there are. */
static size_t run(const char *check, const char *path, sl_str text)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts};
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_str_of(path), .bytes = text};
    sl_doc doc;
    size_t found;

    sl_doc_open(&doc, &blob, &arena);
    sl_check_find(sl_str_of(check))->document(&rule, &doc, &sink);
    sl_collect(&doc, &sink, NULL);
    sl_sink_finish(&sink, &doc);
    found = sink.findings.len;
    sl_sink_free(&sink);
    sl_arena_free(&arena);
    return found;
}

static void every_check_ends_in_time(void **state)
{
    static const struct {
        const char *path, *begin, *piece, *end;
    } cases[] = {
        {"a.env", "", "A_FOR_PROC_WRAPPER_TO_RESOLVE=PLAIN:tr0ub4dor-3\n", ""},
        {"b.sh", "", "A_FOR_PROC_WRAPPER_TO_RESOLVE=\"xx ", ""},
        {"c.sh", "", "_FOR_PROC_WRAPPER_TO_RESOLVE=", ""},
        {"d.json", "{\"environment\":[",
         "{\"name\":\"A_FOR_PROC_WRAPPER_TO_RESOLVE\",\"value\":\"y|zz\"},", "{}]}"},
        {"e.json", "{\"environment\":[",
         "{\"name\":\"A\",\"valueFrom\":\"arn\072aws:ssm:r:1:parameter/a:key\"},",
         "{}]}"},
        {"f.py", "", "print(", ""},
        {"g.py", "", "token = os.environ[\"TOKEN\"]\nprint(f\"{token}\")\n", ""},
        {"h.py", "os.environ.get(", " ", ""},
        {"i.py", "", "d = json.loads(os.environ[\"DB\"])\nd[\"k\"]\n", ""},
        {"j.env", "", "DB={\"a\":1}\n", ""},
        {"k.yml", "a: 1\n", "#   valueFrom: arn\072aws:ssm:r:1:parameter/x\n", ""},
        {"l.yml", "", "account_id: 012345670123\n", ""},
        {"m.sh", "", "secretsmanager create-secret --name a-secret \\\n", ""},
        {"n.yml", "x: \"", "{{resolve:ssm:", "\""},
        {"o.env", "PROC_WRAPPER_ENV_LOCATIONS=", "a,b;", ""},
        {"p.json", "{\"valueFrom\":", "[", ""},
        {"q.txt", "PROC_WRAPPER ", "name: x\nvalue: y\n", ""},
    };
    enum { SIZE = 64 * 1024 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};

        sl_buf_add(&text, sl_str_of(cases[i].begin));
        while (text.len < SIZE)
            sl_buf_add(&text, sl_str_of(cases[i].piece));
        sl_buf_add(&text, sl_str_of(cases[i].end));
        for (size_t k = 0; k < COUNT(checks); k++)
            assert_true(run(checks[k], cases[i].path, sl_buf_str(&text)) <=
                        SL_MAX_FINDINGS_PER_BLOB);
        sl_buf_free(&text);
    }
}

static void no_more_is_reported_than_the_limit(void **state)
{
    sl_buf text = {0};

    (void)state;
    for (size_t i = 0; i < 2 * SL_MAX_FINDINGS_PER_BLOB; i++)
        sl_buf_printf(&text, "A%zu_FOR_PROC_WRAPPER_TO_RESOLVE=vault:x|y\n", i);
    assert_int_equal(run("wrapper-provider", "a.env", sl_buf_str(&text)),
                     SL_MAX_FINDINGS_PER_BLOB);
    assert_int_equal(run("secret-ref-form", "a.env", sl_buf_str(&text)),
                     SL_MAX_FINDINGS_PER_BLOB);
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_check_ends_in_time),
        cmocka_unit_test(no_more_is_reported_than_the_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
