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
        {"x = 1 #seclint:allow a-rule", true, ""},
        {"x = 1 # seclint:allow b-rule", false, ""},
        {"x = 1 # seclint:allow a-rule-2", false, ""},
        {"x = 1 # seclint:allow b-rule,a-rule", true, ""},
        {"x = 1 # seclint:allow b-rule, a-rule", true, ""},
        {"x = 1 # seclint:allow b-rule , a-rule", true, ""},
        {"x = 1 # seclint:allow b-rule a-rule", false, ""},
        {"x = 1 # seclint:allow: a-rule", true, ""},
        {"x = 1 # seclint:allow a-rule -- a sample", true, "a sample"},
        {"x = 1 # seclint:allow a-rule--a sample", true, "a sample"},
        {"x = 1 # seclint:allow a-rule: a sample", true, ""},
        {"x = 1 # seclint:allow b-rule -- not a-rule", false, ""},
        {"x = 1 # seclint:allow -- why -- not", true, "why -- not"},
        {"x = 1 # seclint:allow a-rule until=2026-12-31 -- why", true, "why"},
        {"x = 1 # seclint:allow until=2026-12-31 a-rule -- why", true, "why"},
        {"x = 1 # seclint:allow b-rule, until=2026-12-31, a-rule", true, ""},
        {"x = 1 # seclint:allow until=2026-12-31 -- why", true, "why"},
        {"x = 1 # seclint:allow until=2026-12-31 b-rule", false, ""},
        {"x = 1 # made up; seclint:allow a-rule", true, ""},
        {"x = 1 # gitleaks:allow seclint:allow a-rule", true, ""},
        {"<x/> <!-- seclint:allow a-rule -->", true, ""},
        {"<x/> <!-- seclint:allow -->", true, ""},
        {"<x/> <!--seclint:allow-->", true, ""},
        {"<x/> <!-- seclint:allow a-rule -- sample -->", true, "sample"},
        {"int x; /* seclint:allow a-rule -- sample */", true, "sample"},
        {"int x; /* seclint:allow */", true, ""},
        {"int x;// seclint:allow a-rule", true, ""},
        {" * seclint:allow a-rule", true, ""},
        {"; seclint:allow a-rule", true, ""},
        {"-- seclint:allow a-rule", true, ""},
        {"{# seclint:allow a-rule -- sample #}", true, "sample"},
        {"\"x\": 1, // seclint:allow a-rule", true, ""},
        {"# the word seclint:allowed means nothing", false, ""},
        {"# my-seclint:allow a-rule", false, ""},
        {"# seclint:allow-all", false, ""},
        {"x = 1 # seclint:allow A-RULE", false, ""},
        {"x = 1 # seclint:allow everything", false, ""},
        {"# see a-rule", false, ""},
        /* spoken of */
        {"x seclint:allow a-rule", false, ""},
        {"see https://example.org/ seclint:allow a-rule", false, ""},
        {"# write `seclint:allow a-rule`", false, ""},
        {"# write \"seclint:allow a-rule\"", false, ""},
        {"x = \"# seclint:allow\"", false, ""},
        {"x = \"# seclint:allow a-rule -- in a text\"", false, ""},
        {"x seclint:allow b-rule # seclint:allow a-rule", true, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_allow_mark mark = {0};
        bool found = sl_allow_find(sl_str_of(cases[i].line), &mark);
        bool allowed = found && sl_allow_lists(&mark, sl_lit("a-rule"));

        print_message("%s\n", cases[i].line);
        assert_int_equal(allowed, cases[i].allowed);
        assert_text(allowed ? mark.reason : sl_lit(""), cases[i].reason);
    }
}

static void a_mark_is_alone_if_only_its_comment_stands_on_the_line(void **state)
{
    static const struct {
        const char *line;
        bool alone;
    } cases[] = {
        {"# seclint:allow", true},          {"  // seclint:allow a-rule", true},
        {"\t* seclint:allow a-rule", true}, {"<!-- seclint:allow a-rule -->", true},
        {"# made up, seclint:allow", true}, {"x # seclint:allow", false},
        {"x: # seclint:allow", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_allow_mark mark = {0};

        print_message("%s\n", cases[i].line);
        assert_true(sl_allow_find(sl_str_of(cases[i].line), &mark));
        assert_int_equal(mark.alone, cases[i].alone);
    }
}

static void a_sentence_about_the_mark_is_not_judged(void **state)
{
    static const struct {
        const char *line;
        bool vague;
    } cases[] = {
        {"x # seclint:allow a-rule", false},
        {"x /* seclint:allow a-rule */", false},
        {"x <!--seclint:allow a-rule-->", false},
        {"x # seclint:allow comments are honoured", true},
        {"x # honours a seclint:allow comment", true},
        {"x # gitleaks:allow seclint:allow a-rule", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_allow_mark mark = {0};

        print_message("%s\n", cases[i].line);
        assert_true(sl_allow_find(sl_str_of(cases[i].line), &mark));
        assert_int_equal(mark.vague, cases[i].vague);
    }
}

static void an_allowance_ends_after_its_day(void **state)
{
    static const struct {
        const char *line;
        const char *until;
        bool expired; /* on 30 June 2026 */
    } cases[] = {
        {"# seclint:allow a", "", false},
        {"# seclint:allow a until=2026-07-01", "2026-07-01", false},
        {"# seclint:allow a until=2026-06-30", "2026-06-30", false},
        {"# seclint:allow a until=2026-06-29 -- why", "2026-06-29", true},
        {"# seclint:allow until=2025-12-31, a", "2025-12-31", true},
        {"# seclint:allow a until=2026-06-29--why", "2026-06-29", true},
        /* what is no date must not allow for ever */
        {"# seclint:allow a until=2026-06-31", "2026-06-31", true},
        {"# seclint:allow a until=2026-02-29", "2026-02-29", true},
        {"# seclint:allow a until=soon", "soon", true},
        {"# seclint:allow a until=", "until=", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_allow_mark mark = {0};

        print_message("%s\n", cases[i].line);
        assert_true(sl_allow_find(sl_str_of(cases[i].line), &mark));
        assert_text(mark.until, cases[i].until);
        assert_int_equal(sl_allow_expired(&mark, 20260630), cases[i].expired);
    }
}

static void comments_of_other_scanners_are_known(void **state)
{
    static const struct {
        const char *line;
        sl_allower here;
        sl_allower next;
    } cases[] = {
        {"x # gitleaks:allow", SL_ALLOWER_GITLEAKS, 0},
        {"x # betterleaks:allow", SL_ALLOWER_BETTERLEAKS, 0},
        {"x // trufflehog:ignore", SL_ALLOWER_TRUFFLEHOG, 0},
        {"x // kingfisher:ignore", SL_ALLOWER_KINGFISHER, 0},
        {"x // ggignore", SL_ALLOWER_GITGUARDIAN, 0},
        {"x # pragma: allowlist secret", SL_ALLOWER_DETECT_SECRETS, 0},
        {"x # pragma:allowlist secret", SL_ALLOWER_DETECT_SECRETS, 0},
        {"x # pragma: allowlist-secret", SL_ALLOWER_DETECT_SECRETS, 0},
        {"# pragma: allowlist nextline secret", 0, SL_ALLOWER_DETECT_SECRETS},
        {"x # secretlint-disable-line", SL_ALLOWER_SECRETLINT, 0},
        {"# secretlint-disable-next-line", 0, SL_ALLOWER_SECRETLINT},
        {"x # gitleaks:allowed", 0, 0},
        {"x # mygitleaks:allow", 0, 0},
        {"x # my-gitleaks:allow, gitleaks:allow", SL_ALLOWER_GITLEAKS, 0},
        {"x # pragma: allowlistsecret", 0, 0},
        {"x # pragma: allowlist", 0, 0},
        {"x # pragma: no cover", 0, 0},
        {"x # nosec", 0, 0},
        {"x # noqa: S105", 0, 0},
        {"x # ggignored", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].line);
        assert_int_equal(sl_allow_peer(sl_str_of(cases[i].line), false), cases[i].here);
        assert_int_equal(sl_allow_peer(sl_str_of(cases[i].line), true), cases[i].next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_allows_the_rules_that_it_lists),
        cmocka_unit_test(a_mark_is_alone_if_only_its_comment_stands_on_the_line),
        cmocka_unit_test(a_sentence_about_the_mark_is_not_judged),
        cmocka_unit_test(an_allowance_ends_after_its_day),
        cmocka_unit_test(comments_of_other_scanners_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
