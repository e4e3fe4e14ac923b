/* allow_test.c - comments that allow a finding. */
#include "rule/allow.h"

#include "page.h"

static void a_comment_allows_the_rules_that_it_lists(void **state)
{
    static const struct {
        const char *line;
        bool allowed; /* the rule a-rule */
        const char *reason;
    } cases[] = {
        {"x = 1", false, ""},
        {"x = 1 # seclint:allow", true, ""},
        {"x = 1 # seclint:allow a-rule", true, ""},
        {"x = 1 # seclint:allow b-rule", false, ""},
        {"x = 1 # seclint:allow a-rule-2", false, ""},
        {"x = 1 # seclint:allow b-rule,a-rule", true, ""},
        {"x = 1 # seclint:allow b-rule, a-rule", true, ""},
        {"x = 1 # seclint:allow: a-rule", true, ""},
        {"x = 1 # seclint:allow a-rule -- a sample", true, "a sample"},
        {"x = 1 # seclint:allow a-rule--a sample", true, "a sample"},
        {"x = 1 # seclint:allow b-rule -- not a-rule", false, ""},
        {"x = 1 # seclint:allow -- why -- not", true, "why -- not"},
        {"<x/> <!-- seclint:allow a-rule -->", true, ""},
        {"<x/> <!-- seclint:allow -->", true, ""},
        {"<x/> <!-- seclint:allow a-rule -- sample -->", true, "sample"},
        {"int x; /* seclint:allow a-rule -- sample */", true, "sample"},
        {"int x; /* seclint:allow */", true, ""},
        {"\"x\": 1, // seclint:allow a-rule", true, ""},
        {"the word seclint:allowed means nothing", false, ""},
        {"x = 1 # seclint:allow A-RULE", false, ""},
        {"x = 1 # seclint:allow everything", false, ""},
        {"# see a-rule", false, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str reason = {0};

        print_message("%s\n", cases[i].line);
        assert_int_equal(
            sl_allow_inline(sl_str_of(cases[i].line), sl_lit("a-rule"), &reason),
            cases[i].allowed);
        assert_text(reason, cases[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_allows_the_rules_that_it_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
