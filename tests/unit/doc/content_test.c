/* content_test.c - byte classes, in their order. */
#include "show.h"

#define BYTES(literal)                  \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

static void the_first_class_that_fits_wins(void **state)
{
    static const struct {
        sl_str bytes;
        sl_content_class class_;
    } cases[] = {
        {BYTES(""), SL_CONTENT_EMPTY},
        {BYTES("\n"), SL_CONTENT_TEXT},
        {BYTES("A=1\n"), SL_CONTENT_TEXT},
        {BYTES("caf\xE9"), SL_CONTENT_TEXT},
        {BYTES("\0GITCRYPTKEY\0\0\0\2"), SL_CONTENT_GITCRYPT_KEY},
        {BYTES("\0GITCRYPTKEY"), SL_CONTENT_GITCRYPT_KEY},
        {BYTES("\0GITCRYPT\0"
               "123456789012"),
         SL_CONTENT_GITCRYPT},
        {BYTES("\0GITCRYPT\0"
               "12345678901"),
         SL_CONTENT_GITCRYPT_TRUNCATED},
        {BYTES("\0GITCRYPT\0"), SL_CONTENT_GITCRYPT_TRUNCATED},
        {BYTES("\0GITCRYPT"), SL_CONTENT_BINARY},
        {BYTES("GITCRYPT\0"), SL_CONTENT_BINARY},
        {BYTES("$ANSIBLE_VAULT;1.1;AES256\n"), SL_CONTENT_VAULT_BROKEN},
        {BYTES("$ANSIBLE_VAULT"), SL_CONTENT_VAULT_BROKEN},
        {BYTES("$ansible_vault;1.1;AES256\n3132\n"), SL_CONTENT_VAULT_MISPLACED},
        {BYTES("\xEF\xBB\xBF$ANSIBLE_VAULT;1.1;AES256\n"), SL_CONTENT_VAULT_MISPLACED},
        {BYTES("---\n$ANSIBLE_VAULT;1.1;AES256\n"), SL_CONTENT_VAULT_MISPLACED},
        {BYTES("# by hand\n\n  $ANSIBLE_VAULT;1.1;AES256\n"),
         SL_CONTENT_VAULT_MISPLACED},
        {BYTES("a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n"), SL_CONTENT_TEXT},
        {BYTES("# $ANSIBLE_VAULT;1.1;AES256 is the header\n"), SL_CONTENT_TEXT},
        {BYTES("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
         SL_CONTENT_LFS},
        {BYTES("version https://git-lfs.github.com/spec/v1\n"), SL_CONTENT_TEXT},
        {BYTES("a: ENC[AES256_GCM,data:x]\nsops:\n    mac: ENC[AES256_GCM,data:x]\n"),
         SL_CONTENT_SOPS},
        {BYTES("{\"a\": \"ENC[AES256_GCM,data:x]\", \"sops\": {\"mac\": \"ENC[x]\"}}"),
         SL_CONTENT_SOPS},
        {BYTES(
             "A=ENC[AES256_GCM,data:x]\nsops_mac=ENC[AES256_GCM,x]\nsops_version=3\n"),
         SL_CONTENT_SOPS},
        {BYTES("[a]\nb = ENC[AES256_GCM,data:x]\n[sops]\nmac = ENC[AES256_GCM,x]\n"),
         SL_CONTENT_SOPS},
        {BYTES("a: ENC[AES256_GCM,data:x]\n"), SL_CONTENT_TEXT},
        {BYTES("sops:\n  mac: none\n"), SL_CONTENT_TEXT},
        {BYTES("use `sops:` and mac: ENC[AES256_GCM,x]\n"), SL_CONTENT_TEXT},
        {BYTES("age-encryption.org/v1\n-> X25519 x\n"), SL_CONTENT_AGE},
        {BYTES("-----BEGIN AGE ENCRYPTED FILE-----\n"), SL_CONTENT_AGE},
        {BYTES("Salted__12345678"), SL_CONTENT_OPENSSL},
        {BYTES("U2FsdGVkX18xMjM0NTY3ODEyMzQ1Njc4\n"), SL_CONTENT_OPENSSL},
        {BYTES("U2FsdGVkX1 is how it begins!\n"), SL_CONTENT_TEXT},
        {BYTES("\x7F"
               "ELF\0\0\0"),
         SL_CONTENT_BINARY},
        {BYTES("\xFF\xFEh\0i\0"), SL_CONTENT_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_content got = sl_content_of(cases[i].bytes);

        assert_string_equal(sl_content_name(got.class_),
                            sl_content_name(cases[i].class_));
        assert_true(got.where.end <= cases[i].bytes.len);
    }
}

static void every_class_has_a_name_and_five_are_encrypted(void **state)
{
    size_t encrypted = 0;

    (void)state;
    for (unsigned i = 0; i < SL_CONTENT_CLASSES; i++) {
        assert_string_not_equal(sl_content_name((sl_content_class)i), "unknown");
        encrypted += sl_content_encrypted((sl_content_class)i);
    }
    assert_int_equal(encrypted, 5);
    assert_string_equal(sl_content_name(SL_CONTENT_CLASSES), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_class_that_fits_wins),
        cmocka_unit_test(every_class_has_a_name_and_five_are_encrypted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
