/* hook_script_test.c - the scripts of our hooks, written and read again. */
#include "fix/hook_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void words_are_quoted_where_they_must_be(void **state)
{
    static const struct {
        const char *text, *word;
    } cases[] = {
        {"", "''"},
        {"--fail-on=error", "--fail-on=error"},
        {"/usr/bin/seclint", "/usr/bin/seclint"},
        {"a b", "'a b'"},
        {"it's", "'it'\\''s'"},
        {"$(id)", "'$(id)'"},
        {"`id`;\"", "'`id`;\"'"},
        {"~x", "'~x'"},
        {"\xc3\xa4", "'\xc3\xa4'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf word = {0};

        sl_hook_quote(sl_str_of(cases[i].text), &word);
        assert_string_equal(word.ptr, cases[i].word);
        sl_buf_free(&word);
    }
}

static void assert_text(sl_str is, sl_str expected)
{
    assert_int_equal(is.len, expected.len);
    assert_memory_equal(is.ptr ? is.ptr : "", expected.ptr ? expected.ptr : "", is.len);
}

static void what_is_written_can_be_read(void **state)
{
    static const struct {
        const char *version, *program, *options;
        bool chained;
    } cases[] = {
        {"0.1.0", "/usr/bin/seclint", "", false},
        {"12.0.3-rc.1", "", "--fail-on error", true},
        {"1.0", "/opt/my programs/seclint", "'it'\\''s' -q", true},
        {"1.0", "/opt/\xc3\xa4/seclint", "--config '/a b/c.yml'", false},
        {"1.0", "/it's \"mine\"/$(id)/'/seclint", "", false},
        {"1.0", "/a\nprogram=/b/\\'/seclint", "", true},
    };

    (void)state;
    for (size_t i = 0; i < SL_HOOKS * COUNT(cases); i++) {
        sl_hook_id id = (sl_hook_id)(i % SL_HOOKS);
        sl_hook_script script = {sl_str_of(cases[i / SL_HOOKS].version),
                                 sl_str_of(cases[i / SL_HOOKS].program),
                                 sl_str_of(cases[i / SL_HOOKS].options),
                                 cases[i / SL_HOOKS].chained, false};
        sl_hook_script again = {0};
        sl_arena arena = {0};
        sl_buf text = {0};

        sl_hook_write(id, &script, &text);
        assert_true(sl_hook_read(id, sl_buf_str(&text), &arena, &again));
        assert_text(again.version, script.version);
        assert_text(again.program, script.program);
        assert_text(again.options, script.options);
        assert_int_equal(again.chained, script.chained);
        assert_true(again.whole);
        assert_false(sl_hook_read((sl_hook_id)((id + 1) % SL_HOOKS), sl_buf_str(&text),
                                  &arena, &again));
        sl_buf_free(&text);
        sl_arena_free(&arena);
    }
}

static void what_others_wrote_is_not_ours(void **state)
{
    static const char *const texts[] = {
        "",
        "#!/bin/sh\n",
        "#!/bin/sh\nexec seclint hook run pre-commit -- \"$@\"\n",
        "#!/bin/sh\n# seclint hook pre-commit\n",
        "#!/bin/sh\n# seclint hook pre-commits, version 1. x\n",
        "#!/bin/bash\n# seclint hook pre-commit, version 1. x\n",
        "\n#!/bin/sh\n# seclint hook pre-commit, version 1. x\n",
    };
    sl_hook_script script;
    sl_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_false(
            sl_hook_read(SL_HOOK_PRE_COMMIT, sl_str_of(texts[i]), &arena, &script));
    sl_arena_free(&arena);
}

static void a_script_that_was_cut_is_still_ours(void **state)
{
    sl_hook_script script;
    sl_arena arena = {0};

    (void)state;
    assert_true(sl_hook_read(
        SL_HOOK_PRE_COMMIT,
        sl_lit("#!/bin/sh\n# seclint hook pre-commit, version 0.0.9. x\nprogram='a"),
        &arena, &script));
    assert_false(script.whole);
    assert_text(script.version, sl_lit("0.0.9"));
    assert_int_equal(script.program.len, 0);
    assert_int_equal(script.options.len, 0);
    sl_arena_free(&arena);
}

/* Wherever a byte is changed, the script is no longer as it was written. */
static void an_edit_is_seen_whatever_the_version(void **state)
{
    sl_hook_script script = {.version = sl_lit("0.0.9"), .program = sl_lit("/bin/x")};
    sl_hook_script again;
    sl_arena arena = {0};
    sl_buf text = {0};

    (void)state;
    sl_hook_write(SL_HOOK_PRE_PUSH, &script, &text);
    for (size_t i = 0; i < text.len; i++) {
        text.ptr[i] ^= 1;
        assert_false(
            sl_hook_read(SL_HOOK_PRE_PUSH, sl_buf_str(&text), &arena, &again) &&
            again.whole);
        text.ptr[i] ^= 1;
    }
    sl_buf_char(&text, '\n');
    assert_true(sl_hook_read(SL_HOOK_PRE_PUSH, sl_buf_str(&text), &arena, &again));
    assert_false(again.whole);
    sl_buf_free(&text);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_quoted_where_they_must_be),
        cmocka_unit_test(what_is_written_can_be_read),
        cmocka_unit_test(what_others_wrote_is_not_ours),
        cmocka_unit_test(a_script_that_was_cut_is_still_ours),
        cmocka_unit_test(an_edit_is_seen_whatever_the_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
