/* push_test.c - what git tells its hooks on standard input. */
#include "source/push.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define A40 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B40 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define Z40 "0000000000000000000000000000000000000000"
#define A64 A40 "aaaaaaaaaaaaaaaaaaaaaaaa"
#define Z64 Z40 "000000000000000000000000"

typedef struct one {
    const char *text;
    size_t len; /* SIZE_MAX: up to the NUL */
    const char
        *told; /* "REF BEFORE>AFTER;" with the first digit of an id, '-' for none;
                       * or what the message says */
} one;

#define WHOLE SIZE_MAX

static void add_id(const sl_oid *oid, sl_buf *out)
{
    char hex[SL_OID_HEX_MAX + 1];

    if (oid->len == 0)
        sl_buf_char(out, '-');
    else
        sl_buf_printf(out, "%c%u", sl_oid_hex(oid, hex)[0], oid->len);
}

static void check(const one *c, const char *remote)
{
    sl_str text = c->len == WHOLE ? sl_str_of(c->text) : sl_str_make(c->text, c->len);
    sl_push push = {0};
    sl_buf told = {0};
    sl_err err = {0};

    if (sl_push_parse(text, remote, &push, &err))
        for (size_t i = 0; i < push.updates.len; i++) {
            const sl_ref_update *u = &push.updates.at[i];

            sl_buf_printf(&told, "%.*s ", sl_fmt(u->ref));
            add_id(&u->before, &told);
            sl_buf_char(&told, '>');
            add_id(&u->after, &told);
            sl_buf_char(&told, ';');
        }
    else
        sl_buf_printf(&told, "%d: %.6s", err.code == SL_EFORMAT, err.text);
    sl_buf_char(&told, '\0');
    assert_string_equal(told.ptr, c->told);
    sl_push_free(&push);
    sl_buf_free(&told);
}

static void the_side_that_receives(void **state)
{
    static const one cases[] = {
        {"", WHOLE, ""},
        {Z40 " " A40 " refs/heads/x\n", WHOLE, "refs/heads/x ->a20;"},
        {B40 " " A40 " refs/heads/x\n" A40 " " Z40 " refs/tags/y\n", WHOLE,
         "refs/heads/x b20>a20;refs/tags/y a20>-;"},
        {A64 " " Z64 " r\n", WHOLE, "r a32>-;"},
        {Z40 " " A40 " no-line-end", WHOLE, "no-line-end ->a20;"},
        {Z40 " " A40 " \xc3\xa4\n", WHOLE, "\xc3\xa4 ->a20;"},
        {Z40 " " Z40 " x\n", WHOLE, "x ->-;"},
        {"\n", WHOLE, "1: line 1"},
        {Z40 " " A40 " x\n\n", WHOLE, "1: line 2"},
        {Z40 " " A40 " x\nnonsense\n", WHOLE, "1: line 2"},
        {Z40 " " A40 "\n", WHOLE, "1: line 1"},
        {Z40 " " A40 " \n", WHOLE, "1: line 1"},
        {Z40 " aaaa x\n", WHOLE, "1: line 1"},
        {Z40 " " A64 " x\n", WHOLE, "1: line 1"},
        {Z40 " gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x\n", WHOLE, "1: line 1"},
        {"0000 0000 x\n", WHOLE, "1: line 1"},
        {" " A40 " x\n", WHOLE, "1: line 1"},
        {Z40 " " A40 " x\0y\n", sizeof(Z40 " " A40 " x\0y\n") - 1, "1: line 1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check(&cases[i], NULL);
}

static void the_side_that_sends(void **state)
{
    static const one cases[] = {
        {"", WHOLE, ""},
        {"refs/heads/x " A40 " refs/heads/y " B40 "\n", WHOLE, "refs/heads/y b20>a20;"},
        {"(delete) " Z40 " refs/heads/y " B40 "\n", WHOLE, "refs/heads/y b20>-;"},
        {"HEAD~ " A40 " refs/heads/y " Z40 "\nHEAD " B40 " z " Z40 "\n", WHOLE,
         "refs/heads/y ->a20;z ->b20;"},
        {":/fix this and that " A40 " y " Z40 "\n", WHOLE, "y ->a20;"},
        {"x " A64 " y " Z64 "\n", WHOLE, "y ->a32;"},
        {A40 " y " Z40 "\n", WHOLE, "1: line 1"},
        {"x " A40 " y\n", WHOLE, "1: line 1"},
        {"x " A40 " " Z40 "\n", WHOLE, "1: line 1"},
        {"x " A40 " y " Z40 " \n", WHOLE, "1: line 1"},
        {"x " A40 " y " Z64 "\n", WHOLE, "1: line 1"},
        {"x y z\n", WHOLE, "1: line 1"},
        {" \n", WHOLE, "1: line 1"},
        {"   \n", WHOLE, "1: line 1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check(&cases[i], "origin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_side_that_receives),
        cmocka_unit_test(the_side_that_sends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
