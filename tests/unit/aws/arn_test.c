/* arn_test.c - ARNs in configuration and prose. */
#include "aws/arn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/buf.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[512];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void an_arn_ends_where_its_surroundings_begin(void **state)
{
    static const struct {
        const char *text;
        const char *found; /* all of them, each with a '|' behind */
    } cases[] = {
        {"arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/x|"},
        {"(arn:aws:s3:::b)", "arn:aws:s3:::b|"},
        {"see arn:aws:s3:::bucket/a.txt.", "arn:aws:s3:::bucket/a.txt|"},
        {"arn:aws:logs:r:*:log-group:x: then", "arn:aws:logs:r:*:log-group:x|"},
        {"`arn:aws:s3:::a`, 'arn:aws:s3:::b', \"arn:aws:s3:::c\"",
         "arn:aws:s3:::a|arn:aws:s3:::b|arn:aws:s3:::c|"},
        {"arn:aws:s3:::a|arn:aws:s3:::b", "arn:aws:s3:::a|arn:aws:s3:::b|"},
        {"arn:aws:ecs:r:*:cluster/c|JP:x", "arn:aws:ecs:r:*:cluster/c|"},
        {"[arn:aws:s3:::a]{arn:aws:s3:::b}", "arn:aws:s3:::a|arn:aws:s3:::b|"},
        {"<arn:aws:s3:::a>", "arn:aws:s3:::a|"},
        {"arn:aws:s3:::a\\n", "arn:aws:s3:::a|"},
        {"arn:aws:s3:::*", "arn:aws:s3:::*|"},
        {"arn:aws:iam::*:user/*/x?", "arn:aws:iam::*:user/*/x?|"},
        /* placeholders are one unit, blanks, colons and all */
        {"arn:aws:ecs:{{ aws_region }}:{{ account_id }}:cluster/x y",
         "arn:aws:ecs:{{ aws_region }}:{{ account_id }}:cluster/x|"},
        {"arn:aws:ecs:${data.x.y}:${aws:accountId}:task/${ a b }-x",
         "arn:aws:ecs:${data.x.y}:${aws:accountId}:task/${ a b }-x|"},
        {"arn:aws:iam::<your account id>:role/<a|b>",
         "arn:aws:iam::<your account id>:role/<a|b>|"},
        {"arn:aws:sns:[aws region]:[account]:topic",
         "arn:aws:sns:[aws region]:[account]:topic|"},
        {"arn:aws:sns:{region}:%s:$(name of it)",
         "arn:aws:sns:{region}:%s:$(name of it)|"},
        {"arn:aws:sns:$REGION:$ACCOUNT:t", "arn:aws:sns:$REGION:$ACCOUNT:t|"},
        {"arn:*:s3:::x arn:aws-cn:s3:::y", "arn:*:s3:::x|arn:aws-cn:s3:::y|"},
        {"arn:aws:sns:#{AWS::Region}:&{aws:x}:%(a b)s",
         "arn:aws:sns:#{AWS::Region}:&{aws:x}:%(a b)s|"},
        {"<code>arn:aws:s3:::a</code>", "arn:aws:s3:::a|"},
        {"arn:aws:ecs:&lt;region&gt;:&lt;id&gt;:cluster/x",
         "arn:aws:ecs:&lt;region&gt;:&lt;id&gt;:cluster/x|"},
        {"\xe2\x80\x9c"
         "arn:aws:s3:::a\xe2\x80\x9d",
         "arn:aws:s3:::a|"},
        {"\"arn:aws:iam::*:role\\/x\"", "arn:aws:iam::*:role\\/x|"},
        {"arn:aws:secretsmanager:r:*:secret:a:key::",
         "arn:aws:secretsmanager:r:*:secret:a:key::|"},
        /* no placeholder over the end of a line */
        {"arn:aws:iam::<a\nb>:role/x", ""},
        /* no ARN */
        {"arn:aws:s3", ""},
        {"arn:aws:s3:::", ""},
        {"arn:::::x", ""},
        {"learn:aws:s3:::x", ""},
        {"x.arn:aws:s3:::x", ""},
        {"my-arn:aws:s3:::x", ""},
        {"_arn:aws:s3:::x", ""},
        {"AR"
         "N:aws:s3:::x",
         ""},
        {"role_arn: arn:aws:iam::*:role/x", "arn:aws:iam::*:role/x|"},
        {"arn: arn:aws:s3:::x", "arn:aws:s3:::x|"},
        {"", ""},
        {"arn:", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf all = {0};
        size_t at = 0;
        sl_arn arn;

        while (sl_arn_next(sl_str_of(cases[i].text), &at, &arn)) {
            sl_buf_add(&all, arn.whole);
            sl_buf_char(&all, '|');
        }
        assert_int_equal(at, strlen(cases[i].text));
        assert_text(sl_buf_str(&all), cases[i].found);
        sl_buf_free(&all);
    }
}

static void the_first_five_colons_split_the_fields(void **state)
{
    static const struct {
        const char *text;
        const char *fields[5];
    } cases[] = {
        {"arn:aws:logs:us-east-1:123456789012:log-group:/aws/x:*",
         {"aws", "logs", "us-east-1", "123456789012", "log-group:/aws/x:*"}},
        {"arn:aws:s3:::bucket", {"aws", "s3", "", "", "bucket"}},
        {"arn:${a:b}:iam:{{ x:y }}:<c:d>:role/x:y",
         {"${a:b}", "iam", "{{ x:y }}", "<c:d>", "role/x:y"}},
        {"arn:aws:iam::aws:policy/service-role/x",
         {"aws", "iam", "", "aws", "policy/service-role/x"}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t at = 0;
        sl_arn arn;

        assert_true(sl_arn_next(sl_str_of(cases[i].text), &at, &arn));
        assert_text(arn.partition, cases[i].fields[0]);
        assert_text(arn.service, cases[i].fields[1]);
        assert_text(arn.region, cases[i].fields[2]);
        assert_text(arn.account, cases[i].fields[3]);
        assert_text(arn.resource, cases[i].fields[4]);
    }
}

#define ROLE "arn:aws:iam::123456789012:role/x"

static void a_token_has_one_fault(void **state)
{
    static const struct {
        const char *token;
        sl_arn_fault fault;
        size_t fields;
    } cases[] = {
        {ROLE, SL_ARN_OK, 6},
        {"arn:aws:s3:::b", SL_ARN_OK, 6},
        {"arn:*:s3:::b", SL_ARN_OK, 6},
        {"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1", SL_ARN_OK,
         6},
        {"arn:aws:ecs:{{ aws region }}:<a b>:cluster/x", SL_ARN_OK, 6},
        {"arn:aws:s3:::a:b:c", SL_ARN_OK, 6},
        {"AR"
         "N:aws:s3:::b",
         SL_ARN_PREFIX, 6},
        {"Ar"
         "n:aws:s3:::b",
         SL_ARN_PREFIX, 6},
        {"arm:aws:s3:::b", SL_ARN_NONE, 6},
        {"*", SL_ARN_NONE, 2},
        {"", SL_ARN_NONE, 2},
        {"arn:", SL_ARN_FIELDS, 2},
        {"arn:aws:s3", SL_ARN_FIELDS, 3},
        {"arn:aws:s3::b/*", SL_ARN_FIELDS, 5},
        {"arn:aws:iam:123456789012:role/x", SL_ARN_FIELDS, 5},
        {"arn:aws:iam:: 123456789012:role/x", SL_ARN_BLANK, 6},
        {"arn:aws:iam::123456789012: role/x", SL_ARN_BLANK, 6},
        {"arn: aws:iam::123456789012:role/x", SL_ARN_BLANK, 6},
        {"arn::s3:::b", SL_ARN_FIELD, 6},
        {"arn:aws::::b", SL_ARN_FIELD, 6},
        {"arn:aws:s3:::", SL_ARN_RESOURCE, 6},
        {"arn:aws:s3::::b", SL_ARN_RESOURCE, 6},
        {"arn:aws:"
         "S3:::b",
         SL_ARN_CASE, 6},
        {"arn:aws:${Service}:::b", SL_ARN_OK, 6},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str token = sl_str_of(cases[i].token);
        sl_arn arn;
        sl_arn_fault fault = sl_arn_parse(token, &arn);

        if (fault != cases[i].fault)
            fail_msg("%s: fault %d", cases[i].token, (int)fault);
        assert_text(arn.whole, cases[i].token);
        assert_int_equal(sl_arn_fields(token), cases[i].fields);
    }
}

static void what_there_is_of_a_short_arn_is_told(void **state)
{
    sl_arn arn;

    (void)state;
    assert_int_equal(sl_arn_parse(sl_lit("arn:aws:iam:role/x"), &arn), SL_ARN_FIELDS);
    assert_text(arn.partition, "aws");
    assert_text(arn.service, "iam");
    assert_text(arn.region, "role/x");
    assert_text(arn.account, "");
    assert_text(arn.resource, "");
}

static void what_was_meant_for_an_arn_is_found(void **state)
{
    static const struct {
        const char *text;
        const char *found; /* each with its fault and a '|' behind */
    } cases[] = {
        {"x " ROLE " y", ROLE "0|"},
        {"AR"
         "N:aws:s3:::b.",
         "AR"
         "N:aws:s3:::b2|"},
        {"'arn:aws:s3::b' 'arn:aws:s3:::b'", "arn:aws:s3::b3|arn:aws:s3:::b0|"},
        {"arn:aws:s3:::", "arn:aws:s3:::6|"},
        {"arn:aws:s3", "arn:aws:s33|"},
        {"arn:aws:iam: x", "arn:aws:iam3|"},
        {"arn: role", ""},
        {"arn:aws", ""},
        {"arn:aws:", ""},
        {"arn::x:y", ""},
        {"arn:s3:::b", "arn:s3:::b3|"},
        {"learn:aws:s3:::x", ""},
        {"Barn:a:b", ""},
        {"arn:", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str text = sl_str_of(cases[i].text);
        sl_buf all = {0};
        size_t at = 0;
        sl_arn arn;
        sl_arn_fault fault;

        while (sl_arn_like_next(text, &at, &arn, &fault))
            sl_buf_printf(&all, "%.*s%d|", sl_fmt(arn.whole), (int)fault);
        assert_int_equal(at, text.len);
        assert_text(sl_buf_str(&all), cases[i].found);
        sl_buf_free(&all);
    }
}

static void a_token_longer_than_an_arn_can_be_is_none(void **state)
{
    sl_buf text = {0};
    sl_arn arn;

    (void)state;
    sl_buf_add(&text, sl_lit("arn:aws:s3:::"));
    while (text.len < 2048)
        sl_buf_char(&text, 'x');
    assert_int_equal(sl_arn_parse(sl_buf_str(&text), &arn), SL_ARN_OK);
    sl_buf_char(&text, 'x');
    assert_int_equal(sl_arn_parse(sl_buf_str(&text), &arn), SL_ARN_NONE);
    sl_buf_free(&text);
}

/* Bugs once: both cost the square of the text. */
static void hostile_texts_take_no_longer_than_others(void **state)
{
    static const char *const pieces[] = {"arn:::/",      "arn:aws:s3:::x ", "arn:{<[$(",
                                         "arn:arn:arn:", "arn:a:b",         "arn:a:b ",
                                         "::::",         "arn:a:${x:"};
    enum { SIZE = 1024 * 1024 };

    (void)state;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        clock_t start = clock();
        sl_buf text = {0};
        size_t at = 0;
        sl_arn arn;
        sl_arn_fault fault;

        while (text.len < SIZE)
            sl_buf_add(&text, sl_str_of(pieces[i]));
        while (sl_arn_next(sl_buf_str(&text), &at, &arn))
            ;
        at = 0;
        while (sl_arn_like_next(sl_buf_str(&text), &at, &arn, &fault))
            ;
        assert_true((clock() - start) / CLOCKS_PER_SEC < 30);
        sl_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arn_ends_where_its_surroundings_begin),
        cmocka_unit_test(the_first_five_colons_split_the_fields),
        cmocka_unit_test(a_token_has_one_fault),
        cmocka_unit_test(what_there_is_of_a_short_arn_is_told),
        cmocka_unit_test(what_was_meant_for_an_arn_is_found),
        cmocka_unit_test(a_token_longer_than_an_arn_can_be_is_none),
        cmocka_unit_test(hostile_texts_take_no_longer_than_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
