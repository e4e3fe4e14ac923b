/* symbol_test.c - what names of templates give. */
#include "aws/symbol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const char template[] =
    "Resources:\n"
    "  Jobs: {Type: AWS::SQS::Queue}\n"
    "  Topic: {Type: AWS::SNS::Topic}\n"
    "  Url: {Type: AWS::SSM::Parameter, Properties: {Name: /shop/url}}\n"
    "  Made: {Type: AWS::SSM::Parameter, Properties: {Name: !Sub \"/${Stage}/url\"}}\n"
    "  Other: {Type: Custom::Thing}\n";

static const struct {
    const char *hole;
    sl_symbol_kind kind;
    const char *what, *wanted, *name;
} cases[] = {
    {"${aws_sqs_queue.jobs.arn}", SL_SYMBOL_ARN, "queue", "", ""},
    {"${aws_sqs_queue.jobs.url}", SL_SYMBOL_OTHER, "queue", "arn", ""},
    {"${ aws_sqs_queue.jobs.url }", SL_SYMBOL_OTHER, "queue", "arn", ""},
    {"${aws_sqs_queue.jobs[0].id}", SL_SYMBOL_OTHER, "queue", "arn", ""},
    {"${aws_sqs_queue.jobs[each.key].arn}", SL_SYMBOL_ARN, "queue", "", ""},
    {"${aws_sqs_queue.jobs[*].arn}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"${data.aws_kms_key.main.key_id}", SL_SYMBOL_OTHER, "key", "arn", ""},
    {"${aws_sns_topic.out.id}", SL_SYMBOL_ARN, "topic", "", ""},
    {"${aws_sqs_queue.jobs.tags_all}", SL_SYMBOL_UNKNOWN, "queue", "", ""},
    {"${aws_unknown_thing.x.arn}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"${aws_sqs_queue.arn}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"${Jobs}", SL_SYMBOL_OTHER, "queue", "Arn", ""},
    {"${Jobs.Arn}", SL_SYMBOL_ARN, "queue", "", ""},
    {"${Topic}", SL_SYMBOL_ARN, "topic", "", ""},
    {"${Topic.TopicName}", SL_SYMBOL_OTHER, "topic", "Ref", ""},
    {"${Url}", SL_SYMBOL_OTHER, "parameter", "", "/shop/url"},
    {"${Made}", SL_SYMBOL_OTHER, "parameter", "", ""},
    {"${Other}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"${Missing.Arn}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"${AWS::Region}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"Jobs.Arn", SL_SYMBOL_UNKNOWN, NULL, "", ""},
    {"${}", SL_SYMBOL_UNKNOWN, NULL, "", ""},
};

static const struct {
    const char *text, *spelt;
} spellings[] = {
    {"${Jobs.Arn}", "arn:aws:sqs:region:account:name"},
    {"${aws_s3_bucket.b.arn}/in/*", "arn:aws:s3:::name/in/*"},
    {"${Jobs}", "${Jobs}"},
    {"x${Jobs.Arn}", "x${Jobs.Arn}"},
    {"${open", "${open"},
    {"", ""},
};

static void equal(sl_str got, const char *wanted)
{
    assert_int_equal(got.len, strlen(wanted));
    if (got.len > 0)
        assert_memory_equal(got.ptr, wanted, got.len);
}

static void a_name_gives_what_its_resource_does(void **state)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_lit("template.yml"), .bytes = sl_str_of(template)};
    sl_doc doc;
    const sl_passage *passage;

    (void)state;
    sl_doc_open(&doc, &blob, &arena);
    assert_true(sl_doc_passages(&doc).len > 0);
    passage = sl_doc_passages(&doc).at;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_symbol symbol = sl_symbol_of(passage, sl_str_of(cases[i].hole));

        assert_int_equal(symbol.kind, cases[i].kind);
        if (cases[i].what)
            assert_string_equal(symbol.what, cases[i].what);
        else
            assert_null(symbol.what);
        equal(symbol.wanted, cases[i].wanted);
        equal(symbol.name, cases[i].name);
    }
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        equal(sl_symbol_spell(passage, &arena, sl_str_of(spellings[i].text)),
              spellings[i].spelt);
    sl_arena_free(&arena);
}

static void without_a_template_only_names_of_terraform_count(void **state)
{
    (void)state;
    assert_int_equal(sl_symbol_of(NULL, sl_lit("${Jobs.Arn}")).kind, SL_SYMBOL_UNKNOWN);
    assert_int_equal(sl_symbol_of(NULL, sl_lit("${aws_iam_role.r.arn}")).kind,
                     SL_SYMBOL_ARN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_gives_what_its_resource_does),
        cmocka_unit_test(without_a_template_only_names_of_terraform_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
