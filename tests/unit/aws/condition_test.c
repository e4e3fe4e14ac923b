/* condition_test.c - operators taken apart, and the conditions of a statement. */
#include "aws/condition.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* "String,All,IfExists,Not,Like" or "unknown NAME" */
static void tell_operator(sl_str text, sl_buf *out)
{
    sl_operator op = sl_operator_of(text);

    if (!op.known) {
        sl_buf_printf(out, "unknown %.*s", sl_fmt(op.name));
        return;
    }
    sl_buf_printf(out, "%s:%.*s%s%s%s%s%s", sl_operator_family_name(op.family),
                  sl_fmt(op.name), op.set == SL_SET_ALL ? ",All" : "",
                  op.set == SL_SET_ANY ? ",Any" : "", op.if_exists ? ",IfExists" : "",
                  op.negated ? ",Not" : "", op.like ? ",Like" : "");
}

static void operators_are_read_whatever_their_case(void **state)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"StringEquals", "String:StringEquals"},
        {"stringequals", "String:StringEquals"},
        {"StringNotEqualsIgnoreCase", "String:StringNotEqualsIgnoreCase,Not"},
        {"StringLike", "String:StringLike,Like"},
        {"StringNotLikeIfExists", "String:StringNotLike,IfExists,Not,Like"},
        {"ForAllValues:StringEquals", "String:StringEquals,All"},
        {"forallvalues:STRINGLIKE", "String:StringLike,All,Like"},
        {"ForAnyValue:StringLikeIfExists", "String:StringLike,Any,IfExists,Like"},
        {"NumericLessThanEquals", "Numeric:NumericLessThanEquals"},
        {"DateGreaterThan", "Date:DateGreaterThan"},
        {"DateNotEquals", "Date:DateNotEquals,Not"},
        {"BoolIfExists", "Bool:Bool,IfExists"},
        {"BinaryEquals", "Binary:BinaryEquals"},
        {"NotIpAddress", "IP:NotIpAddress,Not"},
        {"ARNEquals", "ARN:ArnEquals,Like"},
        {"ArnNotLike", "ARN:ArnNotLike,Not,Like"},
        {"Null", "Null:Null"},
        {"ForAnyValue:Null", "Null:Null,Any"},
        {"NullIfExists", "unknown Null"},
        {"StringMatches", "unknown StringMatches"},
        {"ForAllValue:StringEquals", "unknown StringEquals"},
        {":StringEquals", "String:StringEquals"},
        {"IfExists", "unknown "},
        {"", "unknown "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf told = {0};

        tell_operator(sl_str_of(cases[i].text), &told);
        assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        sl_buf_free(&told);
    }
}

static void a_slip_in_an_operator_is_put_right(void **state)
{
    static const struct {
        const char *text, *near;
    } cases[] = {
        {"StringEqual", "StringEquals"},
        {"StingLikeIfExists", "StringLikeIfExists"},
        {"ForAllValue:StringEquals", "ForAllValues:StringEquals"},
        {"ForAnyValues:StringLik", "ForAnyValue:StringLike"},
        {"NullIfExists", "Null"},
        {"IPAdress", "IpAddress"},
        {"Elephant", ""},
        {"ForEver:StringEquals", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf near = {0};
        bool found = sl_operator_near(sl_str_of(cases[i].text), &near);

        assert_string_equal(near.ptr ? near.ptr : "", cases[i].near);
        assert_int_equal(found, cases[i].near[0] != '\0');
        sl_buf_free(&near);
    }
}

typedef struct bench {
    sl_arena arena;
    sl_blob blob;
    sl_doc doc;
} bench;

/* The first statement of a policy with this Condition. */
static const sl_statement *open_condition(bench *b, const char *condition)
{
    sl_str text;
    sl_policies policies;

    *b = (bench){0};
    text = sl_arena_printf(&b->arena,
                           "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:b\","
                           "\"Resource\":\"*\",\"Condition\":%s}}",
                           condition);
    b->blob = (sl_blob){.path = sl_lit("p.json"), .bytes = text};
    sl_doc_open(&b->doc, &b->blob, &b->arena);
    policies = sl_doc_policies(&b->doc);
    assert_int_equal(policies.len, 1);
    return &policies.at[0].statements[0];
}

static void conditions_are_walked_through_all_operators(void **state)
{
    static const struct {
        const char *condition, *told;
    } cases[] = {
        {"{\"StringEquals\":{\"aws:a\":\"1\",\"aws:b\":[\"2\",\"3\"]},"
         "\"Bool\":{\"aws:c\":true}}",
         "StringEquals aws:a 1,;StringEquals aws:b 2,3,;Bool aws:c true,;"},
        {"{\"StringEquals\":{},\"Null\":{\"k\":\"true\"}}", "Null k true,;"},
        {"{\"StringEquals\":\"x\",\"Null\":{\"k\":[]}}", "Null k ;"},
        {"{\"StringEquals\":{\"k\":{\"deep\":1}}}", "StringEquals k ;"},
        {"{}", ""},
        {"[{\"StringEquals\":{\"k\":\"v\"}}]", ""},
        {"\"text\"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_condition condition = {0};
        sl_buf told = {0};
        bench b;
        const sl_statement *statement = open_condition(&b, cases[i].condition);

        while (sl_condition_next(statement, &condition)) {
            const sl_node *value = NULL;

            sl_buf_printf(&told, "%.*s %.*s ", sl_fmt(condition.operator.name),
                          sl_fmt(condition.node->key));
            while ((value = sl_text_next(condition.node, value)) != NULL)
                sl_buf_printf(&told, "%.*s,", sl_fmt(value->value));
            sl_buf_char(&told, ';');
        }
        assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        sl_buf_free(&told);
        sl_arena_free(&b.arena);
    }
}

static void a_condition_on_a_key_is_found_whatever_its_case(void **state)
{
    sl_condition condition = {0};
    bench b;
    const sl_statement *statement = open_condition(
        &b, "{\"StringLike\":{\"AWS:sourcearn\":\"x\"},\"Bool\":{\"aws:b\":true}}");

    (void)state;
    assert_true(sl_condition_on(statement, sl_lit("aws:SourceArn"), &condition));
    assert_true(sl_condition_is(&condition, sl_lit("AWS:SOURCEARN")));
    assert_false(sl_condition_on(statement, sl_lit("aws:SourceArn"), &condition));
    sl_arena_free(&b.arena);
}

static void only_some_operators_demand_their_key(void **state)
{
    static const struct {
        const char *operator;
        bool demands;
    } cases[] = {
        {"StringEquals", true},
        {"ForAnyValue:StringLike", true},
        {"IpAddress", true},
        {"Bool", true},
        {"ForAllValues:StringEquals", false},
        {"StringEqualsIfExists", false},
        {"StringNotEquals", false},
        {"Null", false},
        {"Nonsense", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_condition condition = {.operator=
                                      sl_operator_of(sl_str_of(cases[i].operator))};

        assert_int_equal(sl_condition_demands(&condition), cases[i].demands);
    }
}

static void what_a_template_says_is_open(void **state)
{
    static const struct {
        const char *condition;
        bool open;
    } cases[] = {
        {"{\"StringEquals\":{\"aws:a\":\"${var.x}\"}}", false},
        {"{\"StringEquals\":{\"${var.issuer}:sub\":\"x\"}}", true},
        {"{\"{{ test }}\":{\"aws:a\":\"x\"}}", true},
        {"\"{{ condition }}\"", true},
        {"{}", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bench b;
        const sl_statement *statement = open_condition(&b, cases[i].condition);

        assert_int_equal(sl_conditions_open(statement), cases[i].open);
        sl_arena_free(&b.arena);
    }
}

static void wildcards_are_told_from_text(void **state)
{
    (void)state;
    assert_true(sl_all_wild(sl_lit("*")));
    assert_true(sl_all_wild(sl_lit("**?")));
    assert_false(sl_all_wild(sl_lit("o-*")));
    assert_true(sl_has_wild(sl_lit("o-*")));
    assert_true(sl_has_wild(sl_lit("${aws:username}?")));
    assert_false(sl_has_wild(sl_lit("${*}/x")));
    assert_false(sl_has_wild(sl_lit("plain")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_are_read_whatever_their_case),
        cmocka_unit_test(a_slip_in_an_operator_is_put_right),
        cmocka_unit_test(conditions_are_walked_through_all_operators),
        cmocka_unit_test(a_condition_on_a_key_is_found_whatever_its_case),
        cmocka_unit_test(only_some_operators_demand_their_key),
        cmocka_unit_test(what_a_template_says_is_open),
        cmocka_unit_test(wildcards_are_told_from_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
