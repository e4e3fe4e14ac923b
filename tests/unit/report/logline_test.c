#include "report/logline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void check(void (*write)(sl_str text, sl_buf *out), const char *text,
                  const char *expected)
{
    sl_buf out = {0};

    write(sl_str_of(text), &out);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    sl_buf_free(&out);
}

static void github(sl_str text, sl_buf *out)
{
    const sl_logline_form form = {"%25", ":,"};

    sl_logline_field(text, &form, out);
}

static void azure(sl_str text, sl_buf *out)
{
    const sl_logline_form form = {"%AZP25", ";]"};

    sl_logline_field(text, &form, out);
}

static void commands_are_disarmed_anywhere_on_a_line(void **unused)
{
    (void)unused;
    check(sl_logline_disarm, "", "");
    check(sl_logline_disarm, "a ## b #[ c", "a ## b #[ c");
    check(sl_logline_disarm, "a ##[group]b", "a #\\x23[group]b");
    check(sl_logline_disarm, "##VSO[x]##vso[", "#\\x23VSO[x]#\\x23vso[");
    check(sl_logline_disarm, "###[x", "##\\x23[x");
}

static void fields_are_escaped_as_their_server_reads_them(void **unused)
{
    (void)unused;
    check(github, "100%:a,b\r\nc;]", "100%25%3Aa%2Cb%0D%0Ac;]");
    check(azure, "100%:a,b\r\nc;]", "100%AZP25:a,b%0D%0Ac%3B%5D");
    check(github, "\x1b[31m\xff\xe2\x80\xae\xc3\xa9\t",
          "\\x1b[31m\\xff\\u{202e}\xc3\xa9\t");
    check(azure, "##vso[x]", "#\\x23vso[x%5D");
    check(github, "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_disarmed_anywhere_on_a_line),
        cmocka_unit_test(fields_are_escaped_as_their_server_reads_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
