/* message_test.c - what is a message, and what is wrong with what is none. */
#include "lsp/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define HEAD         "{\"jsonrpc\":\"2.0\","

static void messages_are_read(void **state)
{
    static const struct {
        const char *body;
        int wrong;
        const char *method;
        const char *id; /* as it is sent back; "null": there is none */
    } cases[] = {
        {HEAD "\"method\":\"a/b\"}", 0, "a/b", "null"},
        {HEAD "\"method\":\"a\",\"id\":1}", 0, "a", "1"},
        {HEAD "\"method\":\"a\",\"id\":-7}", 0, "a", "-7"},
        {HEAD "\"method\":\"a\",\"id\":\"x\\\"y\"}", 0, "a", "\"x\\\"y\""},
        {HEAD "\"id\":\"s\",\"result\":null}", 0, "", "\"s\""},
        {HEAD "\"id\":\"s\",\"error\":{}}", 0, "", "\"s\""},
        {HEAD "\"id\":1}", SL_RPC_INVALID, "", "1"},
        {HEAD "\"method\":\"a\",\"id\":null}", SL_RPC_INVALID, "", "null"},
        {HEAD "\"method\":\"a\",\"id\":true}", SL_RPC_INVALID, "", "null"},
        {HEAD "\"method\":\"a\",\"id\":{}}", SL_RPC_INVALID, "", "null"},
        {"{\"method\":\"a\"}", SL_RPC_INVALID, "a", "null"},
        {"[]", SL_RPC_INVALID, "", "null"},
        {"1", SL_RPC_INVALID, "", "null"},
        {"", SL_RPC_PARSE, "", "null"},
        {"{", SL_RPC_PARSE, "", "null"},
        {"{} {}", SL_RPC_PARSE, "", "null"},
        {HEAD "\"method\":<x>}", SL_RPC_PARSE, "", "null"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_message message;
        int wrong = sl_message_read(sl_str_of(cases[i].body), &message);
        sl_buf id = {0};
        sl_json json = sl_json_open(&id, false);

        sl_message_id(&json, message.id);
        if (wrong != cases[i].wrong ||
            !sl_str_eq(message.method, sl_str_of(cases[i].method)) ||
            !sl_str_eq(sl_buf_str(&id), sl_str_of(cases[i].id)))
            fail_msg("case %zu: %d, %.*s, %.*s", i, wrong, sl_fmt(message.method),
                     sl_fmt(sl_buf_str(&id)));
        sl_buf_free(&id);
        sl_message_free(&message);
    }
}

static void text_is_decoded(void **state)
{
    sl_message message;

    (void)state;
    assert_int_equal(
        sl_message_read(sl_lit(HEAD "\"method\":\"\\ud83d\\ude00\\n\\u00e9\"}"),
                        &message),
        0);
    assert_true(sl_str_eq(message.method, sl_lit("\xf0\x9f\x98\x80\n\xc3\xa9")));
    sl_message_free(&message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_read),
        cmocka_unit_test(text_is_decoded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
