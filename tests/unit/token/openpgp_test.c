#include "token/openpgp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* Packets made by hand after RFC 9580. */
static void an_openpgp_key_is_told_open_from_locked(void **unused)
{
    const struct {
        sl_str packets;
        sl_openpgp_lock lock;
    } rows[] = {
        {sl_lit("\x95\0\x10\4\0\0\0\0\1\0\x07Z\0\x05Z\0abcd"), SL_OPENPGP_OPEN},
        {sl_lit("\x95\0\x10\4\0\0\0\0\1\0\x07Z\0\x05Z\xfe"
                "abcd"),
         SL_OPENPGP_LOCKED},
        {sl_lit("\x94\x11\4\0\0\0\0\x16\2oo\0\x07Z\xffxxxx"), SL_OPENPGP_LOCKED},
        {sl_lit("\xc5\x0f\6\0\0\0\0\x1b\0\0\0\2kk\0ss"), SL_OPENPGP_OPEN},
        {sl_lit("\xc5\x0f\7\0\0\0\0\x1b\0\0\0\2kk\0ss"), SL_OPENPGP_UNKNOWN},
        {sl_lit("\x99\0\x10\4\0\0\0\0\1\0\x07Z\0\x05Z\0abcd"), SL_OPENPGP_UNKNOWN},
        {sl_lit("\x95\0\xff\4\0\0\0\0\1\0\x07Z\0\x05Z\0abcd"), SL_OPENPGP_UNKNOWN},
        {sl_lit("\x95\0\x08\4\0\0\0\0\1\0\x07"), SL_OPENPGP_UNKNOWN},
        {sl_lit(""), SL_OPENPGP_UNKNOWN},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sl_openpgp_lock_of(rows[i].packets) != rows[i].lock)
            fail_msg("row %zu", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_openpgp_key_is_told_open_from_locked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
