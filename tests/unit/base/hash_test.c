/* hash_test.c - vectors of FIPS 180-4, RFC 4231, zlib and the FNV page. */
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_digest(const uint8_t digest[SL_SHA256_SIZE], const char *want)
{
    char hex[2 * SL_SHA256_SIZE + 1];

    sl_hex(digest, SL_SHA256_SIZE, hex);
    assert_string_equal(hex, want);
}

static void sha256_follows_fips_180_4(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmn"
         "op"
         "qklmnopqrlmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_sha256 hash;
        uint8_t digest[SL_SHA256_SIZE];
        sl_str text = sl_str_of(cases[i].text);

        sl_sha256_init(&hash);
        sl_sha256_add(&hash, text);
        sl_sha256_done(&hash, digest);
        assert_digest(digest, cases[i].want);
        sl_sha256_init(&hash);
        for (size_t k = 0; k < text.len; k++)
            sl_sha256_add(&hash, sl_str_sub(text, k, k + 1));
        sl_sha256_done(&hash, digest);
        assert_digest(digest, cases[i].want);
    }
}

static void sha256_of_a_million_letters(void **state)
{
    sl_sha256 hash;
    uint8_t digest[SL_SHA256_SIZE];
    char chunk[1000];

    (void)state;
    memset(chunk, 'a', sizeof chunk);
    sl_sha256_init(&hash);
    for (int i = 0; i < 1000; i++)
        sl_sha256_add(&hash, (sl_str){chunk, sizeof chunk});
    sl_sha256_done(&hash, digest);
    assert_digest(digest,
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void hmac_follows_rfc_4231(void **state)
{
    static const struct {
        char fill; /* the key is so many of these, or text */
        size_t count;
        const char *key, *text, *want;
    } cases[] = {
        {0x0b, 20, NULL, "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {0, 0, "Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {(char)0xaa, 131, NULL,
         "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {0, 0, "", "",
         "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char filled[131];
        sl_str key = sl_str_of(cases[i].key);
        uint8_t digest[SL_SHA256_SIZE];

        memset(filled, cases[i].fill, sizeof filled);
        if (!cases[i].key)
            key = (sl_str){filled, cases[i].count};
        sl_hmac_sha256(key, sl_str_of(cases[i].text), digest);
        assert_digest(digest, cases[i].want);
    }
}

static void checksums_agree_with_their_sources(void **state)
{
    static const struct {
        const char *text;
        uint32_t crc32;
        uint64_t fnv1a;
    } cases[] = {
        {"", 0, 0xcbf29ce484222325},
        {"a", 0xe8b7be43, 0xaf63dc4c8601ec8c},
        {"123456789", 0xcbf43926, 0x06d5573923c6cdfc},
        {"foobar", 0x9ef61f95, 0x85944171f73967e8},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(sl_crc32(sl_str_of(cases[i].text)), cases[i].crc32);
        assert_true(sl_fnv1a(sl_str_of(cases[i].text)) == cases[i].fnv1a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_follows_fips_180_4),
        cmocka_unit_test(sha256_of_a_million_letters),
        cmocka_unit_test(hmac_follows_rfc_4231),
        cmocka_unit_test(checksums_agree_with_their_sources),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
