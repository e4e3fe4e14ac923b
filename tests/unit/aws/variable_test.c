/* variable_test.c - variables of policies, whole and broken. */
#include "aws/variable.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void variables_are_taken_apart(void **state)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"arn:aws:s3:::b/${aws:username}/*", "[${aws:username}] aws:username;"},
        {"${a:b}-${c:d}", "[${a:b}] a:b;[${c:d}] c:d;"},
        {"${aws:PrincipalTag/team, 'all'}",
         "[${aws:PrincipalTag/team, 'all'}] aws:PrincipalTag/team=all;"},
        {"${a:b,'x, }y'}", "[${a:b,'x, }] a:b='x, quote;"},
        {"${a:b, 'it'}", "[${a:b, 'it'}] a:b=it;"},
        {"${a:b, all}", "[${a:b, all}] a:b=all quote;"},
        {"${a:b, 'all}", "[${a:b, 'all}] a:b='all quote;"},
        {"${*}${?}${$}", "[${*}] * literal;[${?}] ? literal;[${$}] $ literal;"},
        {"${aws:username", "[${aws:username] aws:username brace;"},
        {"${aws:username/${aws:userid}",
         "[${aws:username/] aws:username/ brace;[${aws:userid}] aws:userid;"},
        {"${}", "[${}]  empty;"},
        {"${ }", "[${ }]  empty;"},
        {"${ aws:username}", "[${ aws:username}] aws:username blank;"},
        {"${aws: username}", "[${aws: username}] aws: username blank;"},
        {"${aws:PrincipalTag/my team}",
         "[${aws:PrincipalTag/my team}] aws:PrincipalTag/my team;"},
        {"$aws:username $ {x}", ""},
        {"${", "[${]  brace;"},
        {"", ""},
    };
    static const char *const faults[] = {"", " brace", " empty", " blank", " quote"};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_variable v;
        sl_buf told = {0};
        size_t at = 0;

        while (sl_variable_next(sl_str_of(cases[i].text), &at, &v)) {
            sl_buf_printf(&told, "[%.*s] %.*s", sl_fmt(v.whole), sl_fmt(v.key));
            if (v.has_default)
                sl_buf_printf(&told, "=%.*s", sl_fmt(v.fallback));
            sl_buf_printf(&told, "%s%s;", faults[v.fault], v.literal ? " literal" : "");
        }
        assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        assert_int_equal(at, strlen(cases[i].text));
        sl_buf_free(&told);
    }
}

static void names_of_templates_are_none_of_iam(void **state)
{
    static const struct {
        const char *text;
        bool iam;
    } cases[] = {
        {"${aws:username}", true},
        {"${aws:PrincipalTag/team}", true},
        {"${saml:sub}", true},
        {"${cognito-identity.amazonaws.com:sub}", true},
        {"${AWS::Region}", false},
        {"${var.region}", false},
        {"${self:custom.stage}", false},
        {"${Region}", false},
        {"${*}", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_variable v;
        size_t at = 0;

        assert_true(sl_variable_next(sl_str_of(cases[i].text), &at, &v));
        assert_int_equal(sl_variable_is_iam(&v), cases[i].iam);
    }
}

/* Each byte is looked at a few times at most. */
static void many_open_braces_take_linear_time(void **state)
{
    sl_buf text = {0};
    sl_variable v;
    size_t at = 0, count = 0;

    (void)state;
    for (size_t i = 0; i < 200000; i++)
        sl_buf_add(&text, sl_lit("${'"));
    while (sl_variable_next(sl_buf_str(&text), &at, &v))
        count++;
    assert_true(count > 0);
    assert_int_equal(at, text.len);
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variables_are_taken_apart),
        cmocka_unit_test(names_of_templates_are_none_of_iam),
        cmocka_unit_test(many_open_braces_take_linear_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
