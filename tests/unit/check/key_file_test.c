/* Files of keys are told by their first bytes, and by their names where those prove
 * little. The bytes are made by hand after the formats. */
#include "check/key_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define BYTES(text) text, sizeof(text) - 1

static void key_files_are_named_and_told_open_from_locked(void **unused)
{
    static const struct {
        const char *path;
        const char *bytes;
        size_t len;
        const char *what; /* part of it; NULL: no file of keys */
        bool locked;
    } rows[] = {
        {"a.jks", BYTES("\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1"), "Java keystore", true},
        {"store", BYTES("\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1"), "Java keystore", true},
        {"A.class", BYTES("\xca\xfe\xba\xbe\0\0\0\2"), NULL, false},
        {"a.bks", BYTES("\0\0\0\2\0\0\0\x14"), "Bouncy Castle", true},
        {"a.bin", BYTES("\0\0\0\2\0\0\0\x14"), NULL, false},
        {"x.kdbx", BYTES("\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\0"), "KeePass", true},
        {"wallet.dat", BYTES("\0\0\0\0\1\0\0\0\0\0\0\0\x62\x31\5\0"), "Bitcoin", true},
        {"other.db", BYTES("\0\0\0\0\1\0\0\0\0\0\0\0\x62\x31\5\0"), NULL, false},
        {"a.keytab", BYTES("\5\2\0\0\0\x3b"), "keytab", false},
        {"hs_ed25519_secret_key", BYTES("== ed25519v1-secret: type0 ==\0\0\0"), "onion",
         false},
        {"AB.key", BYTES("(11:private-key(3:rsa\0"), "GnuPG without", false},
        {"AB.key", BYTES("(21:protected-private-key(3:rsa\0"), "GnuPG", true},
        {"dropbear_rsa_host_key", BYTES("\0\0\0\7ssh-rsa\0\0\0\3"), "Dropbear", false},
        {"id_rsa.pub.bin", BYTES("\0\0\0\7ssh-rsa\0\0\0\3"), NULL, false},
        {"a.p12", BYTES("0\7\2\1\3\x30\0\0\0"), "PKCS #12", true},
        {"a.p12", BYTES("0\x82\0\7\2\1\3\x30\0\0\0"), "PKCS #12", true},
        {"a.p8", BYTES("0\7\2\1\0\x30\0\0\0"), "PKCS #8", false},
        {"a.der", BYTES("0\x81\7\2\1\0\2\x82\0\0"), "PKCS #1", false},
        {"a.der", BYTES("0\7\2\1\1\4\x20\0\0"), "SEC 1", false},
        {"a.der", BYTES("0\x08\2\1\0\x30\0\0\0"), NULL, false},
        {"a.cer", BYTES("0\7\x30\1\0\x30\0\0\0"), NULL, false},
        {"a.der", BYTES("0\x84\0\0\0\7\2\1\0\x30\0\0\0"), NULL, false},
        {"sec.gpg", BYTES("\x95\0\x10\4\0\0\0\0\1\0\x07Z\0\x05Z\0abcd"),
         "without passphrase", false},
        {"sec.gpg",
         BYTES("\x95\0\x10\4\0\0\0\0\1\0\x07Z\0\x05Z\xfe"
               "abcd"),
         "OpenPGP", true},
        {"a", BYTES("0"), NULL, false},
        {"a", BYTES(""), NULL, false},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sl_key_file file = sl_key_file_of(sl_str_of(rows[i].path),
                                          sl_str_make(rows[i].bytes, rows[i].len));

        if (!rows[i].what != !file.what ||
            (file.what && !strstr(file.what, rows[i].what)) ||
            file.locked != rows[i].locked)
            fail_msg("row %zu: %s", i, file.what ? file.what : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_files_are_named_and_told_open_from_locked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
