/* known_form_test.c - values of a fixed form, and their neighbours that have none. */
#include "text/known_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define TEN          "abcdefghij"
#define HEX          "0123456789"

static void forms_are_named(void **state)
{
    static const struct {
        const char *value;
        const char *what; /* NULL: it may be a secret */
    } cases[] = {
        {"0x" HEX HEX HEX HEX, "an address of a blockchain"},
        {"0x" HEX HEX HEX "012345678", NULL},
        {"0x" HEX HEX HEX "012345678g", NULL},
        {"BA" TEN TEN TEN TEN TEN TEN TEN TEN "abcde", "a public key"},
        {"BA" TEN TEN TEN TEN TEN TEN TEN TEN "abcde=", "a public key"},
        {"BA" TEN TEN TEN TEN TEN TEN TEN TEN "abcd", NULL},
        {"BZ" TEN TEN TEN TEN TEN TEN TEN TEN "abcde", NULL}, /* another first byte */
        {"langsmith==0.9.4", "a version of a package"},
        {"requests>=2.31,<3", "a version of a package"},
        {"requests==2", NULL},
        {"requests==2.31x", NULL},
        {"2." TEN TEN "abcd|" TEN "ab|" TEN TEN TEN TEN "abcd", "an encrypted value"},
        {"0." TEN TEN "abcd|" TEN "ab", "an encrypted value"},
        {"2." TEN TEN "abcd|" TEN "ab", NULL},
        {"3." TEN TEN "abcd|" TEN "ab|" TEN TEN TEN TEN "abcd", NULL},
        {"someone@mail.example.com", "a mail address"},
        {"@mail.example.com", NULL},
        {"p@ss!word.com", NULL},
        {"utf-8", "an encoding"},
        {"utf-9", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *what = sl_known_form(sl_str_of(cases[i].value));

        if (!what != !cases[i].what || (what && strcmp(what, cases[i].what) != 0))
            fail_msg("%s: %s", cases[i].value, what ? what : "none");
    }
}

static void ids_are_known(void **state)
{
    (void)state;
    assert_true(sl_known_form_uuid(sl_lit("01234567-89ab-cdef-0123-456789ABCDEF")));
    assert_false(sl_known_form_uuid(sl_lit("01234567-89ab-cdef-0123-456789ABCDEG")));
    assert_false(sl_known_form_uuid(sl_lit("012345678-9ab-cdef-0123-456789ABCDEF")));
    assert_true(sl_known_form_search_key(sl_lit(HEX HEX HEX "ab")));
    assert_false(sl_known_form_search_key(sl_lit(HEX HEX HEX "aB")));
    assert_false(sl_known_form_search_key(sl_lit(HEX HEX HEX "abc")));
    assert_true(sl_known_form_key_id(sl_lit("GPG_KEY"), sl_lit(HEX HEX HEX HEX)));
    assert_true(sl_known_form_key_id(sl_lit("signingkey"), sl_lit(HEX "ABCDEF")));
    assert_false(sl_known_form_key_id(sl_lit("signingkey"), sl_lit(HEX "abcdef")));
    assert_false(
        sl_known_form_key_id(sl_lit("GPG_PASSPHRASE"), sl_lit(HEX HEX HEX HEX)));
    assert_false(sl_known_form_key_id(sl_lit("API_KEY"), sl_lit(HEX HEX HEX HEX)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_named),
        cmocka_unit_test(ids_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
