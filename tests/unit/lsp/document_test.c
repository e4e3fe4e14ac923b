/* document_test.c - documents that are open, and their edits. */
#include "lsp/document.h"

#include "lsp/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define EDIT(l, c, m, d, text)                                 \
    "{\"range\":{\"start\":{\"line\":" #l ",\"character\":" #c \
    "},\"end\":{\"line\":" #m ",\"character\":" #d "}},\"text\":\"" text "\"}"

static void edits_are_applied(void **state)
{
    static const struct {
        const char *before;
        const char *changes;
        bool ok;
        const char *after;
    } cases[] = {
        {"abc", "[]", true, "abc"},
        {"abc", "[{\"text\":\"x\"}]", true, "x"},
        {"abc", "[" EDIT(0, 1, 0, 2, "") "]", true, "ac"},
        {"abc", "[" EDIT(0, 3, 0, 3, "d\\n") "," EDIT(1, 0, 1, 0, "e") "]", true,
         "abcd\ne"},
        {"a\r\nb", "[" EDIT(0, 9, 1, 0, "") "]", true, "ab"},
        {"a\nb", "[" EDIT(9, 9, 9, 9, "c") "]", true, "a\nbc"},
        {"abc", "[" EDIT(0, 2, 0, 1, "x") "]", true, "abxc"},
        {"\xf0\x9f\x98\x80x", "[" EDIT(0, 2, 0, 3, "y") "]", true, "\xf0\x9f\x98\x80y"},
        {"abc", "[{\"text\":\"x\"},{\"text\":1}]", false, "x"},
        {"abc", "[{}]", false, "abc"},
        {"abc", "{}", false, "abc"},
        {"abc", "[{\"range\":{},\"text\":\"x\"}]", false, "abc"},
        {"abc", "[{\"range\":null,\"text\":\"x\"}]", false, "abc"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_document document = {0};
        sl_message message;
        sl_buf body = {0};
        bool ok;

        sl_buf_printf(&body, "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":%s}",
                      cases[i].changes);
        assert_int_equal(sl_message_read(sl_buf_str(&body), &message), 0);
        sl_buf_add(&document.text, sl_str_of(cases[i].before));
        ok = sl_document_change(&document, message.params, SL_UNITS_UTF16);
        if (ok != cases[i].ok ||
            !sl_str_eq(sl_buf_str(&document.text), sl_str_of(cases[i].after)))
            fail_msg("case %zu: %.*s", i, sl_fmt(sl_buf_str(&document.text)));
        sl_buf_free(&document.text);
        sl_buf_free(&body);
        sl_message_free(&message);
    }
}

static void documents_are_found_by_their_uri(void **state)
{
    sl_documents documents = {0};
    sl_document *a = sl_documents_add(&documents, sl_lit("file:///nowhere/a%20b"));
    sl_document *b = sl_documents_add(&documents, sl_lit("untitled:x"));

    (void)state;
    assert_string_equal(a->path.ptr, "/nowhere/a b");
    assert_int_equal(b->path.len, 0);
    assert_ptr_equal(sl_documents_find(&documents, sl_lit("untitled:x")), b);
    sl_documents_remove(&documents, a);
    assert_null(sl_documents_find(&documents, sl_lit("file:///nowhere/a%20b")));
    assert_ptr_equal(sl_documents_find(&documents, sl_lit("untitled:x")), b);
    sl_documents_free(&documents);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_applied),
        cmocka_unit_test(documents_are_found_by_their_uri),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
