/* policy_bad_test.c - policies that are broken, or meant to cost time. */
#include "tell.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Every node lies in the text; the policies are told, whatever they are. */
static void read_all(const char *path, sl_str text)
{
    sl_buf told = {0};

    tell_policies(path, text, &told);
    sl_buf_free(&told);
}

static void a_policy_may_be_cut_anywhere(void **state)
{
    static const struct {
        const char *path, *text;
    } cases[] = {
        {"p.json",
         "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"${a}\", \"Effect\":"
         " \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"s3:*\"],"
         " \"Condition\": {\"Bool\": {\"a:b\": [true]}}}]}"},
        {"t.yml",
         "Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n"
         "      Roles: [!Ref R]\n      PolicyDocument: &p\n        Statement:\n"
         "        - !If [c, {Effect: Allow, Action: !Split [',', 'a,b']}, *p]\n"
         "        - Resource: !Join ['', [!Sub ['${a}', {a: !Ref B}], {'Ref': "
         "'C'}]]\n"},
        {"main.tf",
         "data \"aws_iam_policy_document\" \"d\" {\n  dynamic \"statement\" {\n"
         "    content {\n      actions = concat([\"a\"], var.x ? [\"b\"] : [])\n"
         "      principals {\n        type = \"*\"\n        identifiers = [\"*\"]\n"
         "      }\n    }\n  }\n}\n"},
        {"x.sh", "aws iam create-role --role-name \"r\" --assume-role-policy-document "
                 "'{\"Statement\":"
                 " {\"Effect\": \"Allow\", \"Action\": \"a:'\"$X\"'\", \"Resource\": "
                 "\"*\"}}'\n"},
        {"app.ts", "r.addToPolicy(new iam.PolicyStatement({actions: ['a'], principals:"
                   " [new iam.ServicePrincipal('x'), new iam.AnyPrincipal()]}));\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        for (size_t end = 0; end <= strlen(cases[i].text); end++)
            read_all(cases[i].path, sl_str_make(cases[i].text, end));
}

/* A text of at least size bytes: head, body again and again, tail. */
static sl_str fill(sl_buf *out, const char *head, const char *body, const char *tail,
                   size_t size)
{
    size_t len = strlen(body);

    sl_buf_clear(out);
    sl_buf_add(out, sl_str_of(head));
    while (out->len < size)
        sl_buf_add(out, sl_str_make(body, len));
    sl_buf_add(out, sl_str_of(tail));
    return sl_buf_str(out);
}

#define JSON "{\"Version\": \"2012-10-17\", \"Statement\": ["
#define STATEMENT \
    "{\"Effect\": \"Allow\", \"Action\": [\"s3:Get*\"], \"Resource\": \"*\"}"

static void what_is_large_takes_no_longer_than_its_size(void **state)
{
    static const struct {
        const char *path, *head, *body, *tail;
    } cases[] = {
        {"p.json", JSON, STATEMENT ",", STATEMENT "]}"},
        {"p.json", JSON "{\"Effect\": \"Allow\",", "\"Action\": \"a\",", "\"x\": 1}]}"},
        {"p.json", JSON "{\"Effect\": \"Allow\", \"Resource\": \"", "${<{{[$(",
         "\"}]}"},
        {"p.json", JSON "{\"Effect\": \"Allow\", \"Resource\": \"", "${aws:x, '",
         "\"}]}"},
        {"p.json", "[", "{\"Statement\": " STATEMENT "},", "1]"},
        {"p.json", "{", "\"policy\": {},", "\"Statement\": 1}"},
        {"p.json", "", "{\"Statement\": [{\"Effect\": \"Allow\", \"x\": ", ""},
        {"t.yml", "a: &a [x]\nStatement:\n- Effect: Allow\n  Action:\n", "  - *a\n",
         ""},
        {"t.yml", "", "a: &a [x]\n", "Statement: {Effect: Allow, Action: [*a, *a]}\n"},
        {"t.yml",
         "a: &a [b]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: &d [*c, *c, "
         "*c]\n"
         "Statement:\n- Effect: Allow\n  Action:\n",
         "  - *d\n", ""},
        {"t.yml", "Statement:\n- Effect: Allow\n  Action:\n",
         "  - !Join ['', [!Sub '${a}', !Ref B]]\n", ""},
        {"t.yml", "Statement:\n- Effect: Allow\n  Action: !Sub ['", "${a}",
         "', {b: c}]\n"},
        {"t.yml", "Statement:\n- Effect: Allow\n  Action: \"", "{{ 'a' + b ~ ", "\"\n"},
        {"main.tf", "",
         "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = "
         "[\"a\"]\n"
         "  }\n}\n",
         ""},
        {"main.tf", "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n",
         "    principals {\n      type = \"AWS\"\n      identifiers = [\"x\"]\n    }\n",
         "  }\n}\n"},
    };
    enum { SIZE = 1024 * 1024 };
    sl_buf text = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        clock_t start = clock();

        read_all(cases[i].path,
                 fill(&text, cases[i].head, cases[i].body, cases[i].tail, SIZE));
        assert_true((clock() - start) / CLOCKS_PER_SEC < 100);
    }
    sl_buf_free(&text);
}

static size_t statements_of(sl_str text)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_lit("p.json"), .bytes = text};
    sl_policies policies;
    size_t count = 0;
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    policies = sl_doc_policies(&doc);
    for (size_t i = 0; i < policies.len; i++)
        count += policies.at[i].statements_len;
    sl_arena_free(&arena);
    return count;
}

static void many_statements_are_all_seen(void **state)
{
    enum { MANY = 10000 };
    sl_buf text = {0};

    (void)state;
    sl_buf_add(&text, sl_lit(JSON));
    for (size_t i = 0; i < MANY; i++)
        sl_buf_printf(&text, "%s%s", i ? "," : "", STATEMENT);
    sl_buf_add(&text, sl_lit("]}"));
    assert_int_equal(statements_of(sl_buf_str(&text)), MANY);
    sl_buf_free(&text);
}

static void deep_values_are_no_trouble(void **state)
{
    static const size_t depths[] = {10, 100, 120, 200, 5000};
    sl_buf text = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(depths); i++) {
        sl_buf_clear(&text);
        sl_buf_add(&text, sl_lit(JSON "{\"Effect\": \"Allow\", \"Action\": "));
        for (size_t k = 0; k < depths[i]; k++)
            sl_buf_char(&text, '[');
        for (size_t k = 0; k < depths[i]; k++)
            sl_buf_char(&text, ']');
        sl_buf_add(&text, sl_lit("}]}"));
        read_all("p.json", sl_buf_str(&text));
        read_all("p.yml", sl_buf_str(&text));
        if (depths[i] <= 100)
            assert_int_equal(statements_of(sl_buf_str(&text)), 1);
    }
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_may_be_cut_anywhere),
        cmocka_unit_test(what_is_large_takes_no_longer_than_its_size),
        cmocka_unit_test(many_statements_are_all_seen),
        cmocka_unit_test(deep_values_are_no_trouble),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
