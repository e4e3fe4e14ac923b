#include "report/formats.h"
#include "report/html_state.h"
#include "report/html_text.h"
#include "text/escape.h"
#include "text/lines.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

typedef void writer(sl_str text, sl_buf *out);

static void expect(writer *write, sl_str text, const char *expected)
{
    sl_buf out = {0};

    write(text, &out);
    sl_buf_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    sl_buf_free(&out);
}

static void test_text_cannot_leave_its_place(void **state)
{
    static const struct {
        sl_str text;
        const char *shown;
    } rows[] = {
        {{"plain", 5}, "plain"},
        {{"<b a=\"x\" c='y'>&amp;", 20},
         "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;"},
        {{"a\nb\tc\0d", 7}, "a\\x0ab c\\x00d"},
        {{"\x1b[31m\x7f\xc2\x9b", 8}, "\\x1b[31m\\x7f\\u{009b}"},
        {{"\xe2\x80\xae<", 4}, "\\u{202e}&lt;"},
        {{"\xff<\xe2\x82", 4}, "\\xff&lt;\\xe2\\x82"},
        {{"caf\xc3\xa9 \xf0\x9f\x94\x91", 10}, "caf\xc3\xa9 \xf0\x9f\x94\x91"},
        {{"", 0}, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(sl_html_text, rows[i].text, rows[i].shown);
}

static void test_prose_has_paragraphs_and_code(void **state)
{
    static const char *const rows[][2] = {
        {"one\n  line\n\nand `git  add <x>`.\n",
         "<p>one line</p>\n<p>and <code>git add &lt;x&gt;</code>.</p>\n"},
        {"an `open end", "<p>an `open end</p>\n"},
        {"`` nothing ``", "<p>`` nothing ``</p>\n"},
        {"\n \n", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(sl_html_prose, sl_str_of(rows[i][0]), rows[i][1]);
}

static void test_commands_are_what_a_terminal_runs(void **state)
{
    sl_str rest = sl_lit("Run `git rm --cached PATH`, not `yes` or `gitleaks x`; then "
                         "`ansible-vault encrypt PATH`. `seclint` is no command.");
    sl_str command;

    (void)state;
    assert_true(sl_html_next_command(&rest, &command));
    assert_true(sl_str_eq(command, sl_lit("git rm --cached PATH")));
    assert_true(sl_html_next_command(&rest, &command));
    assert_true(sl_str_eq(command, sl_lit("ansible-vault encrypt PATH")));
    assert_false(sl_html_next_command(&rest, &command));
}

static void test_dates_are_days_of_utc(void **state)
{
    static const struct {
        int64_t seconds;
        const char *shown;
    } rows[] = {
        {0, "1970-01-01"},
        {-1, "1969-12-31"},
        {1709164800, "2024-02-29"},
        {INT64_MAX, "9223372036854775807 s"},
        {INT64_MIN, "-9223372036854775808 s"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sl_buf out = {0};

        sl_html_day(rows[i].seconds, &out);
        assert_true(sl_str_eq(sl_buf_str(&out), sl_str_of(rows[i].shown)));
        sl_buf_free(&out);
    }
}

static void write_page(const sl_sample *sample, sl_buf *out)
{
    const sl_report_style style = {0};

    sl_html_write(&sample->results, &style, out);
}

static void test_no_sample_brings_what_steers_or_a_foreign_link(void **state)
{
    static const char *const names[] = {"normal",  "history",    "related",
                                        "hostile", "suppressed", "incomplete",
                                        "empty",   "shapes"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sl_sample sample;
        sl_buf out = {0};
        sl_str page;

        assert_true(sample_make(&sample, names[i]));
        write_page(&sample, &out);
        page = sl_buf_str(&out);
        for (size_t at = 0; at < page.len;) {
            uint32_t c = sl_utf8_next(page, &at);

            assert_true(c == '\n' || (c != UINT32_MAX && !sl_steers(c)));
        }
        assert_false(sl_str_has(page, sl_lit("href=\"javascript")));
        assert_false(sl_str_has(page, sl_lit("href=\"http://")));
        assert_false(sl_str_has(page, sl_lit("hunter2")));
        sl_buf_free(&out);
        sample_free(&sample);
    }
}

static void test_commits_may_claim_any_time(void **state)
{
    sl_sample sample;
    sl_buf out = {0};

    (void)state;
    sample_begin(&sample);
    for (size_t i = 0; i < 3; i++) {
        sl_place place = sample_place(&sample, sl_lit("a"), 1, sl_lit("eyJ********"),
                                      sl_lit("eyJ********"));

        place.origin = i == 2 ? SL_ORIGIN_WORKTREE : SL_ORIGIN_HISTORY;
        place.commit = sample_oid(1);
        place.commit_time = i == 0 ? INT64_MAX : INT64_MIN + (int64_t)i;
        sample_find(&sample, SAMPLE_JWT, sl_lit("a token"), place);
    }
    sample_end(&sample);
    write_page(&sample, &out);
    assert_true(sl_str_has(sl_buf_str(&out), sl_lit("9223372036854775807 s")));
    assert_true(sl_str_has(sl_buf_str(&out), sl_lit("id=\"timeline\"")));
    sl_buf_free(&out);
    sample_free(&sample);
}

static void test_related_places_are_links_where_they_are_told_of(void **state)
{
    sl_sample sample;
    sl_buf out = {0};

    (void)state;
    sample_begin(&sample);
    sample_find(&sample, SAMPLE_AWS, sl_lit("AWS access key"),
                sample_place(&sample, sl_lit("main.tf"), 9, sl_lit("k = AKIA********"),
                             sl_lit("AKIA********")));
    sample_related(&sample);
    sample_end(&sample);
    write_page(&sample, &out);
    assert_true(sl_str_has(sl_buf_str(&out),
                           sl_lit("<li><a href=\"#p1\">main.tf:2</a>: the secret is "
                                  "named here</li>")));
    assert_true(sl_str_has(sl_buf_str(&out), sl_lit("<li>other.tf: list [a]")));
    sl_buf_free(&out);
    sample_free(&sample);
}

static sl_fact fact_of(const char *path, sl_origin origin, sl_content_class class_,
                       size_t secrets)
{
    sl_fact fact = {.content.class_ = class_, .secrets = secrets};

    fact.place.path = sl_str_of(path);
    fact.place.origin = origin;
    fact.state.known = origin != SL_ORIGIN_HISTORY;
    fact.state.tracked = origin != SL_ORIGIN_HISTORY;
    fact.leaves.values = secrets;
    return fact;
}

static void test_each_path_has_one_state(void **state)
{
    static const sl_survey survey;
    static const sl_secret_class class_;
    sl_fact facts[] = {
        fact_of("a", SL_ORIGIN_WORKTREE, SL_CONTENT_VAULT, 0),
        fact_of("b", SL_ORIGIN_WORKTREE, SL_CONTENT_TEXT, 1), /* git-crypt, unlocked */
        fact_of("b", SL_ORIGIN_INDEX, SL_CONTENT_GITCRYPT, 0),
        fact_of("c", SL_ORIGIN_WORKTREE, SL_CONTENT_TEXT, 2),
        fact_of("c", SL_ORIGIN_HISTORY, SL_CONTENT_TEXT, 1),
        fact_of("d", SL_ORIGIN_HISTORY, SL_CONTENT_TEXT, 1),
        fact_of("e", SL_ORIGIN_WORKTREE, SL_CONTENT_TEXT, 1), /* ignored */
        fact_of("f", SL_ORIGIN_WORKTREE, SL_CONTENT_TEXT, 0), /* meant for secrets */
    };
    static const struct {
        const char *path;
        sl_html_guard guard;
        bool tracked, committed;
    } rows[] = {
        {"c", SL_HTML_PLAIN, true, true},     {"a", SL_HTML_VAULT, true, false},
        {"b", SL_HTML_GITCRYPT, true, false}, {"d", SL_HTML_GONE, false, true},
        {"e", SL_HTML_IGNORED, false, false}, {"f", SL_HTML_VALUES, true, false},
    };
    sl_results results = {
        .facts = {facts, sizeof facts / sizeof *facts, &survey},
    };
    sl_html_states states = {0};

    (void)state;
    facts[7].path_class = &class_;
    facts[7].leaves.values = 2;
    facts[6].state.tracked = false;
    facts[6].state.here.ignored = true;
    sl_html_states_gather(&states, &results);
    assert_int_equal(states.len, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < states.len; i++) {
        assert_true(sl_str_eq(states.at[i].path, sl_str_of(rows[i].path)));
        assert_int_equal(states.at[i].guard, rows[i].guard);
        assert_int_equal(states.at[i].tracked, rows[i].tracked);
        assert_int_equal(states.at[i].committed, rows[i].committed);
    }
    sl_vec_free(&states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_cannot_leave_its_place),
        cmocka_unit_test(test_prose_has_paragraphs_and_code),
        cmocka_unit_test(test_commands_are_what_a_terminal_runs),
        cmocka_unit_test(test_dates_are_days_of_utc),
        cmocka_unit_test(test_no_sample_brings_what_steers_or_a_foreign_link),
        cmocka_unit_test(test_related_places_are_links_where_they_are_told_of),
        cmocka_unit_test(test_commits_may_claim_any_time),
        cmocka_unit_test(test_each_path_has_one_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
