/* fold_test.c - what functions of templates come to, and where it stands. */
#include "tell.h"

#include "aws/fold.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The folded value of the key "x" of the document's top. */
static void tell_folded(const char *path, sl_str text, sl_buf *out)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_str_of(path), .bytes = text};
    sl_folder folder;
    const sl_node *value, *folded;
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    sl_folder_open(&folder, &doc);
    assert_true(sl_doc_passages(&doc).len > 0);
    sl_folder_enter(&folder, &sl_doc_passages(&doc).at[0]);
    value = sl_node_get(folder.top, sl_lit("x"));
    assert_non_null(value);
    folded = sl_fold(&folder, value);
    if (folded) {
        assert_ptr_equal(folded->parent, value->parent);
        tell_value(&doc, folded, out);
    } else {
        sl_buf_add(out, sl_lit("nothing"));
    }
    if (folder.incomplete)
        sl_buf_add(out, sl_lit(" incomplete"));
    sl_folder_close(&folder);
    sl_arena_free(&arena);
}

static void compare(const char *path, const char *const (*cases)[2], size_t len)
{
    for (size_t i = 0; i < len; i++) {
        sl_buf told = {0};

        tell_folded(path, sl_str_of(cases[i][0]), &told);
        assert_string_equal(told.ptr, cases[i][1]);
        sl_buf_free(&told);
    }
}

static void functions_of_cloudformation_become_texts(void **state)
{
    static const char *const cases[][2] = {
        {"x: !Ref AWS::Region", "${AWS::Region}<AWS::Region>"},
        {"x: {Ref: Data}", "${Data}<{Ref: Data}>"},
        {"x: !GetAtt Data.Arn", "${Data.Arn}<Data.Arn>"},
        {"x: !GetAtt [Data, Arn]", "${Data.Arn}<[Data, Arn]>"},
        {"x: {'Fn::GetAtt': [Data, Arn]}", "${Data.Arn}<{'Fn::GetAtt': [Data, Arn]}>"},
        {"x: !Sub 'a-${B}-${!aws:username}-${ C.D }'",
         "a-${B}-${aws:username}-${C.D}<a-${B}-${!aws:username}-${ C.D }>"},
        {"x: !Sub ['${a}-${b}', {a: !Ref AWS::Region}]",
         "${AWS::Region}-${b}<['${a}-${b}', {a: !Ref AWS::Region}]>"},
        {"x: !Join ['', [a, !Ref B, !Sub 'c${D}']]",
         "a${B}c${D}<['', [a, !Ref B, !Sub 'c${D}']]>"},
        {"x: !Join [':', [a, !Ref AWS::NoValue, b]]",
         "a:b<[':', [a, !Ref AWS::NoValue, b]]>"},
        {"x: !Join [',', !Ref List]", "${Join:,.List}<[',', !Ref List]>"},
        {"x: !Select [1, [a, b]]", "b<[1, [a, b]]>"},
        {"x: !Select [0, !Split ['/', 'a/b']]", "a<[0, !Split ['/', 'a/b']]>"},
        {"x: !Select [5, !Split ['/', 'a/b']]",
         "${Select:5./.a/b}<[5, !Split ['/', 'a/b']]>"},
        {"x: !Select [0, !Split [':', !GetAtt A.Arn]]",
         "${Select:0.:.A.Arn}<[0, !Split [':', !GetAtt A.Arn]]>"},
        {"x: !ImportValue Net-Vpc", "${ImportValue:Net-Vpc}<Net-Vpc>"},
        {"x: !FindInMap [M, !Ref AWS::Region, b]",
         "${FindInMap:M.AWS::Region.b}<[M, !Ref AWS::Region, b]>"},
        {"x: !Split [',', 'a,b']", "[a<[',', 'a,b']> b<[',', 'a,b']>]"},
        {"x: !Ref AWS::NoValue", "nothing"},
        {"x: [a, !Ref AWS::NoValue]", "[a]"},
        {"x: {a: b, c: !Ref AWS::NoValue}", "{a:b}"},
        {"x: {'Fn::Transform': {Name: Y}}",
         "${Transform:Y}<{'Fn::Transform': {Name: Y}}>"},
        /* a parameter that can have one value only */
        {"Parameters: {E: {AllowedValues: [p], Default: p}}\nx: !Ref E", "p<E>"},
        {"Parameters: {E: {AllowedValues: [p, q], Default: p}}\nx: !Ref E", "${E}<E>"},
        {"Parameters: {E: {Default: p}}\nx: !Sub a-${E}", "a-${E}"},
    };

    (void)state;
    compare("t.yml", cases, COUNT(cases));
}

static void choices_give_both_branches(void **state)
{
    static const char *const cases[][2] = {
        {"x: [!If [c, a, b], d]", "[a b d]"},
        {"x: [!If [c, a, !Ref AWS::NoValue]]", "[a]"},
        {"x: !If [c, [a], b]", "[a b]"},
        {"x: !If [c, !Ref AWS::NoValue, !Ref AWS::NoValue]", "nothing"},
        {"x: [{'Fn::If': [c, {a: 1}, {b: 2}]}]", "[{a:1} {b:2}]"},
        /* of two maps under a key only one can be told */
        {"x: {k: !If [c, {a: 1}, {b: 2}]}", "{k:{a:1}} incomplete"},
        {"x: {Statement: !If [c, {a: 1}, [{b: 2}]]}", "{Statement:[{a:1} {b:2}]}"},
        {"x: {Effect: !If [c, Allow, Deny]}",
         "{Effect:${value at 16}<[c, Allow, Deny]>}"},
        {"x: !If [c]", "${value at 7}<[c]> incomplete"},
    };

    (void)state;
    compare("t.yml", cases, COUNT(cases));
}

static void aliases_and_merge_keys_are_followed(void **state)
{
    static const char *const cases[][2] = {
        {"a: &a [b, c]\nx: *a", "[b c]"},
        {"a: &a b\nx: [*a, *a]", "[b b]"},
        {"a: &a {k: v, l: w}\nx: {<<: *a, l: own}", "{k:v l:own}"},
        {"a: &a {k: v}\nb: &b {l: w}\nx: {<<: [*a, *b]}", "{k:v l:w}"},
        /* the last one before */
        {"a: &a 1\nb: &a 2\nx: *a\ny: &a 3", "2"},
        {"x: *none", "${value at 3}<*none> incomplete"},
    };

    (void)state;
    compare("t.yml", cases, COUNT(cases));
}

static void an_alias_of_itself_ends(void **state)
{
    sl_buf told = {0};

    (void)state;
    tell_folded("t.yml", sl_lit("x: &x [*x, *x]"), &told);
    assert_true(sl_str_ends(sl_buf_str(&told), sl_lit(" incomplete")));
    sl_buf_free(&told);
}

static void jinja_is_put_together(void **state)
{
    static const char *const cases[][2] = {
        {"x: \"{{ 'a:' + b + ':' }}\"", "a:{{ b }}:<{{ 'a:' + b + ':' }}>"},
        {"x: \"p{{ 'a' ~ b.c['d'] }}s\"", "pa{{ b.c['d'] }}s<p{{ 'a' ~ b.c['d'] }}s>"},
        {"x: \"{{ 'a' }}\"", "a<{{ 'a' }}>"},
        /* what is not only that stays as it is */
        {"x: \"{{ b }}\"", "{{ b }}"},
        {"x: \"{{ b + c }}\"", "{{ b + c }}"},
        {"x: \"{{ 'a' if b else 'c' }}\"", "{{ 'a' if b else 'c' }}"},
        {"x: \"{{ lookup('file', 'x') }}\"", "{{ lookup('file', 'x') }}"},
        {"x: \"{{ 'a' + \"", "{{ 'a' + "},
    };

    (void)state;
    compare("t.yml", cases, COUNT(cases));
}

static void expressions_of_terraform_are_placeholders(void **state)
{
    static const char *const cases[][2] = {
        {"x = \"a/${b.c}/$${aws:username}\"",
         "a/${b.c}/${aws:username}<a/${b.c}/$${aws:username}>"},
        {"x = b.c", "${b.c}<b.c>"},
        {"x = [b.c, \"d\"]", "[${b.c}<b.c> d]"},
        {"x = concat([\"a\"], [\"b\", \"c\"])", "[a b c]"},
        {"x = concat([\"a\"], b)", "[a ${b}<b>] incomplete"},
        {"x = merge({ a = \"1\" }, { b = \"2\" })", "{a:1 b:2}"},
        {"x = jsonencode({ a = \"1\" })", "{a:1}"},
        {"x = var.c ? [\"a\"] : []", "[a]"},
    };

    (void)state;
    compare("t.tf", cases, COUNT(cases));
}

static void a_long_name_is_still_a_placeholder(void **state)
{
    sl_buf text = {0}, first = {0}, second = {0};

    (void)state;
    sl_buf_add(&text, sl_lit("x: !Ref "));
    for (size_t i = 0; i < 200; i++)
        sl_buf_char(&text, 'A');
    tell_folded("t.yml", sl_buf_str(&text), &first);
    sl_buf_char(&text, 'B');
    tell_folded("t.yml", sl_buf_str(&text), &second);
    assert_true(sl_str_chr(sl_buf_str(&first), '<') < SL_MAX_HOLE);
    assert_memory_not_equal(first.ptr, second.ptr, sl_str_chr(sl_buf_str(&first), '<'));
    sl_buf_free(&text);
    sl_buf_free(&first);
    sl_buf_free(&second);
}

static void a_text_that_grows_too_long_is_a_placeholder(void **state)
{
    sl_buf text = {0}, told = {0};

    (void)state;
    sl_buf_add(&text, sl_lit("x: !Join [',', [a"));
    for (size_t i = 0; i < SL_MAX_FOLDED_TEXT; i++)
        sl_buf_add(&text, sl_lit(",a"));
    sl_buf_add(&text, sl_lit("]]"));
    tell_folded("t.yml", sl_buf_str(&text), &told);
    assert_true(sl_str_starts(sl_buf_str(&told), sl_lit("${Join:")));
    sl_buf_free(&text);
    sl_buf_free(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_of_cloudformation_become_texts),
        cmocka_unit_test(choices_give_both_branches),
        cmocka_unit_test(aliases_and_merge_keys_are_followed),
        cmocka_unit_test(an_alias_of_itself_ends),
        cmocka_unit_test(jinja_is_put_together),
        cmocka_unit_test(expressions_of_terraform_are_placeholders),
        cmocka_unit_test(a_long_name_is_still_a_placeholder),
        cmocka_unit_test(a_text_that_grows_too_long_is_a_placeholder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
