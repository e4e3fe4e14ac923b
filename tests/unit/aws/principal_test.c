/* principal_test.c - principals of statements, by what they are. */
#include "aws/principal.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define HEX16 "0123456789abcdef"

static const char *form_name(sl_principal_form form)
{
    static const char *const names[] = {
        "bad",  "open",  "star",    "pattern",        "account", "root",    "role",
        "user", "group", "session", "federated-user", "oai",     "deleted", "service",
        "saml", "oidc",  "web",     "canonical"};

    return names[form];
}

static void a_value_is_told_by_its_form(void **state)
{
    static const struct {
        sl_principal_kind kind;
        const char *value;
        const char *form, *account, *name;
    } cases[] = {
        {SL_PRINCIPAL_BARE, "*", "star", "", ""},
        {SL_PRINCIPAL_BARE, "arn:aws:iam::123456789012:root", "bad", "123456789012",
         ""},
        {SL_PRINCIPAL_AWS, "*", "star", "", ""},
        {SL_PRINCIPAL_AWS, "123456789012", "account", "123456789012", ""},
        {SL_PRINCIPAL_AWS, "12345678901", "bad", "12345678901", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::123456789012:root", "root", "123456789012",
         ""},
        {SL_PRINCIPAL_AWS, "arn:aws-cn:iam::123456789012:root", "root", "123456789012",
         ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::123456789012:role/a/b/app", "role",
         "123456789012", "app"},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::123456789012:user/Bob", "user", "123456789012",
         "Bob"},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::123456789012:group/g", "group", "123456789012",
         "g"},
        {SL_PRINCIPAL_AWS, "arn:aws:sts::123456789012:assumed-role/app/session",
         "session", "123456789012", "app"},
        {SL_PRINCIPAL_AWS, "arn:aws:sts::123456789012:assumed-role/app", "bad",
         "123456789012", "app"},
        {SL_PRINCIPAL_AWS, "arn:aws:sts::123456789012:federated-user/x",
         "federated-user", "123456789012", "x"},
        {SL_PRINCIPAL_AWS,
         "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE",
         "oai", "cloudfront", ""},
        {SL_PRINCIPAL_AWS, "AROAEXAMPLEEXAMPLE123", "deleted", "AROAEXAMPLEEXAMPLE123",
         ""},
        {SL_PRINCIPAL_AWS, "AIDAEXAMPLEEXAMPLE123", "deleted", "AIDAEXAMPLEEXAMPLE123",
         ""},
        {SL_PRINCIPAL_AWS, "AIDA", "bad", "AIDA", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::123456789012:role/*", "pattern", "", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::*:root", "pattern", "", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::123456789012:role/", "bad", "123456789012",
         ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam:us-east-1:123456789012:role/x", "bad",
         "123456789012", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:s3:::bucket", "bad", "", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::${AWS::AccountId}:root", "root",
         "${AWS::AccountId}", ""},
        {SL_PRINCIPAL_AWS, "arn:aws:iam::{{ account }}:role/{{ name }}", "role",
         "{{ account }}", "{{ name }}"},
        {SL_PRINCIPAL_AWS, "${var.role_arn}", "open", "${var.role_arn}", ""},
        {SL_PRINCIPAL_AWS, "", "bad", "", ""},
        {SL_PRINCIPAL_SERVICE, "ecs-tasks.amazonaws.com", "service", "",
         "ecs-tasks.amazonaws.com"},
        {SL_PRINCIPAL_SERVICE, "logs.eu-west-1.amazonaws.com", "service", "",
         "logs.eu-west-1.amazonaws.com"},
        {SL_PRINCIPAL_SERVICE, "ec2.amazonaws.com.cn", "service", "",
         "ec2.amazonaws.com.cn"},
        {SL_PRINCIPAL_SERVICE, "ec2.${AWS::URLSuffix}", "service", "",
         "ec2.${AWS::URLSuffix}"},
        {SL_PRINCIPAL_SERVICE, "${service}", "open", "", "${service}"},
        {SL_PRINCIPAL_SERVICE, "*.amazonaws.com", "pattern", "", ""},
        {SL_PRINCIPAL_SERVICE, "*", "star", "", ""},
        {SL_PRINCIPAL_SERVICE, "ec2", "bad", "", "ec2"},
        {SL_PRINCIPAL_SERVICE, "arn:aws:iam::123456789012:root", "bad", "",
         "arn:aws:iam::123456789012:root"},
        {SL_PRINCIPAL_FEDERATED,
         "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
         "oidc", "123456789012", "token.actions.githubusercontent.com"},
        {SL_PRINCIPAL_FEDERATED,
         "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/"
         "0A",
         "oidc", "123456789012", "oidc.eks.eu-west-1.amazonaws.com/id/0A"},
        {SL_PRINCIPAL_FEDERATED, "arn:aws:iam::123456789012:saml-provider/Corp", "saml",
         "123456789012", "Corp"},
        {SL_PRINCIPAL_FEDERATED, "cognito-identity.amazonaws.com", "web", "",
         "cognito-identity.amazonaws.com"},
        {SL_PRINCIPAL_FEDERATED, "accounts.google.com", "web", "",
         "accounts.google.com"},
        {SL_PRINCIPAL_FEDERATED, "login.example.com", "bad", "", "login.example.com"},
        {SL_PRINCIPAL_FEDERATED, "arn:aws:iam::123456789012:role/x", "bad",
         "123456789012", ""},
        {SL_PRINCIPAL_CANONICAL, HEX16 HEX16 HEX16 HEX16, "canonical", "", ""},
        {SL_PRINCIPAL_CANONICAL, HEX16, "bad", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_node node = {.type = SL_NODE_SCALAR, .value = sl_str_of(cases[i].value)};
        sl_principal p = sl_principal_of(cases[i].kind, &node);

        if (strcmp(form_name(p.form), cases[i].form) != 0)
            print_error("%s\n", cases[i].value);
        assert_string_equal(form_name(p.form), cases[i].form);
        assert_true(sl_str_eq(p.account, sl_str_of(cases[i].account)));
        assert_true(sl_str_eq(p.name, sl_str_of(cases[i].name)));
    }
}

/* The tree of a principal element. */
static const sl_node *open_element(sl_arena *arena, sl_blob *blob, sl_doc *doc,
                                   const char *json)
{
    *blob = (sl_blob){.path = sl_lit("p.json"),
                      .bytes = sl_arena_printf(arena, "{\"Principal\":%s}", json)};
    sl_doc_open(doc, blob, arena);
    return sl_node_get(sl_doc_tree(doc), sl_lit("Principal"));
}

static void principals_are_walked_through_all_keys(void **state)
{
    static const struct {
        const char *json, *told;
        bool open;
    } cases[] = {
        {"\"*\"", ":star ", false},
        {"{\"AWS\":\"*\"}", "AWS:star ", false},
        {"{\"AWS\":[\"123456789012\",\"*\",3],\"Service\":\"ec2.amazonaws.com\"}",
         "AWS:account AWS:star AWS:bad Service:service ", false},
        {"{\"AWS\":[],\"Federated\":\"accounts.google.com\"}", "Federated:web ", false},
        {"{\"aws\":\"123456789012\"}", ":bad ", false},
        {"{\"{{ kind }}\":\"123456789012\"}", ":open ", true},
        {"{\"AWS\":[\"123456789012\",\"${x}\"]}", "AWS:account AWS:open ", true},
        {"{\"AWS\":{\"Ref\":\"x\"}}", "", false},
        {"[\"*\"]", "", false},
        {"{}", "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_principal p = {0};
        sl_buf told = {0};
        sl_blob blob;
        sl_doc doc;
        const sl_node *element = open_element(&arena, &blob, &doc, cases[i].json);

        while (sl_principal_next(element, &p))
            sl_buf_printf(&told, "%s:%s ", sl_principal_kind_name(p.kind),
                          form_name(p.form));
        assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        assert_int_equal(sl_principals_open(element), cases[i].open);
        sl_buf_free(&told);
        sl_arena_free(&arena);
    }
}

static void no_element_has_no_principals(void **state)
{
    sl_principal p = {0};

    (void)state;
    assert_false(sl_principal_next(NULL, &p));
    assert_false(sl_principals_open(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_told_by_its_form),
        cmocka_unit_test(principals_are_walked_through_all_keys),
        cmocka_unit_test(no_element_has_no_principals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
