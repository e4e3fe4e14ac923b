/* json_test.c - the writer, byte for byte. */
#include "text/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void write_sample(sl_json *json)
{
    sl_json_object(json);
    sl_json_pair(json, "name", sl_lit("x"));
    sl_json_pair_int(json, "least", INT64_MIN);
    sl_json_pair_int(json, "most", INT64_MAX);
    sl_json_pair_bool(json, "yes", true);
    sl_json_key(json, "list");
    sl_json_array(json);
    sl_json_int(json, 0);
    sl_json_null(json);
    sl_json_cstr(json, NULL);
    sl_json_object(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
    sl_json_key(json, "empty");
    sl_json_array(json);
    sl_json_end_array(json);
    sl_json_end_object(json);
}

static void one_document_in_both_layouts(void **state)
{
    static const struct {
        bool pretty;
        const char *want;
    } cases[] = {
        {false, "{\"name\":\"x\",\"least\":-9223372036854775808,"
                "\"most\":9223372036854775807,\"yes\":true,"
                "\"list\":[0,null,\"\",{}],\"empty\":[]}"},
        {true, "{\n  \"name\": \"x\",\n  \"least\": -9223372036854775808,\n"
               "  \"most\": 9223372036854775807,\n  \"yes\": true,\n"
               "  \"list\": [\n    0,\n    null,\n    \"\",\n    {}\n  ],\n"
               "  \"empty\": []\n}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};
        sl_json json = sl_json_open(&out, cases[i].pretty);

        write_sample(&json);
        assert_string_equal(out.ptr, cases[i].want);
        sl_buf_free(&out);
    }
}

static void strings_are_escaped_for_json_and_html(void **state)
{
    static const struct {
        sl_str value;
        const char *want;
    } cases[] = {
        {{"a\"b\\c/d", 7}, "\"a\\\"b\\\\c/d\""},
        {{"\b\f\n\r\t\0\x1f", 7}, "\"\\b\\f\\n\\r\\t\\u0000\\u001f\""},
        {{"\x7f\xc2\x80\xc2\x9f\xc2\xa0", 7}, "\"\\u007f\\u0080\\u009f\xc2\xa0\""},
        {{"\xe2\x80\xa8\xe2\x80\xa9", 6}, "\"\\u2028\\u2029\""},
        {{"</script>", 9}, "\"\\u003c/script>\""},
        {{"\xff\xc3", 2}, "\"\xef\xbf\xbd\xef\xbf\xbd\""},
        {{"\xf0\x9f\x94\x91", 4}, "\"\xf0\x9f\x94\x91\""},
        {{NULL, 0}, "\"\""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};
        sl_json json = sl_json_open(&out, false);

        sl_json_str(&json, cases[i].value);
        assert_string_equal(out.ptr, cases[i].want);
        sl_buf_free(&out);
    }
}

static void too_deep_is_null_and_still_valid(void **state)
{
    sl_buf out = {0};
    sl_json json = sl_json_open(&out, true);
    char want[3 * SL_JSON_DEPTH * SL_JSON_DEPTH] = "";

    (void)state;
    json.pretty = false;
    for (int i = 0; i < 100; i++)
        sl_json_array(&json);
    sl_json_pair_int(&json, "lost", 1);
    sl_json_bool(&json, true);
    for (int i = 0; i < 100; i++)
        sl_json_end_array(&json);
    for (int i = 0; i < SL_JSON_DEPTH; i++)
        strcat(want, "[");
    strcat(want, "null");
    for (int i = 0; i < SL_JSON_DEPTH; i++)
        strcat(want, "]");
    assert_string_equal(out.ptr, want);
    sl_json_end_object(&json); /* one too many */
    assert_int_equal(json.depth, 0);
    sl_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_document_in_both_layouts),
        cmocka_unit_test(strings_are_escaped_for_json_and_html),
        cmocka_unit_test(too_deep_is_null_and_still_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
