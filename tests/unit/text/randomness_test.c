/* randomness_test.c - random values are told from text, by whatever alphabet. */
#include "text/randomness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DIGITS       "0123456789"
#define SMALL        "abcdefghijklmnopqrstuvwxyz"
#define CAPITALS     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const char *const texts[] = {
    "",
    "password",
    "administrator",
    "getUserAccessTokenFromRequest",
    "AbstractAuthenticationTokenFilterFactoryBean",
    "org.springframework.security.oauth2.client.registration",
    "MAX_CONCURRENT_CONNECTIONS_PER_HOST",
    "application/x-www-form-urlencoded",
    "/usr/local/share/ca-certificates/acme.crt",
    "https://login.acme.example/oauth2/v2.0/authorize",
    "2024-05-17T09:30:00Z",
    "1.22.333-beta.4",
    "192.168.100.200",
    "1234567890123456789012345",
    "Bitte geben Sie Ihr Passwort ein",
    "introduzca su contrasena de usuario",
    "mot-de-passe-oublie",
    "HTTPRequestParserV2",
    "sha256WithRSAEncryption",
    "my-company-production-database",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "abababababababababababababababab",
    "user.name@mail.acme.example",
    "ObjectIdentifier2Name",
    "x-amz-server-side-encryption",
    "com.acme.billing.InvoiceService$Factory",
    "Schl\xc3\xbcsselverwaltung",
};

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void texts_are_not_random(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        sl_randomness r = sl_randomness_of(sl_str_of(texts[i]));

        if (r.random)
            print_error("%s: %d of %d\n", texts[i], r.score, r.needed);
        assert_false(r.random);
        assert_non_null(r.why);
    }
}

/* At least 99 in 100 of every alphabet and length. */
static void drawn_values_are_random(void **state)
{
    static const struct {
        const char *alphabet;
        size_t range, len;
        sl_alphabet is;
    } rows[] = {
        {DIGITS "abcdef", 16, 20, SL_ALPHABET_HEX},
        {DIGITS "ABCDEF", 16, 32, SL_ALPHABET_HEX},
        {DIGITS "abcdef", 16, 64, SL_ALPHABET_HEX},
        {CAPITALS "234567", 32, 26, SL_ALPHABET_BASE32},
        {SMALL DIGITS, 36, 20, SL_ALPHABET_LOWER_DIGITS},
        {CAPITALS DIGITS, 36, 24, SL_ALPHABET_UPPER_DIGITS},
        {SMALL CAPITALS, 52, 32, SL_ALPHABET_LETTERS},
        {SMALL CAPITALS DIGITS, 62, 16, SL_ALPHABET_BASE62},
        {SMALL CAPITALS DIGITS, 62, 40, SL_ALPHABET_BASE62},
        {SMALL CAPITALS DIGITS "+/", 64, 44, SL_ALPHABET_BASE64},
        {SMALL CAPITALS DIGITS "-_", 64, 43, SL_ALPHABET_BASE64URL},
        {SMALL CAPITALS DIGITS "!#$%&*@^", 70, 20, SL_ALPHABET_PRINTABLE},
        {SMALL, 26, 32, SL_ALPHABET_LOWER},
    };
    uint64_t seed = 7;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t found = 0, named = 0;

        for (int n = 0; n < 1000; n++) {
            char text[80];
            sl_randomness r;

            for (size_t k = 0; k < rows[i].len; k++)
                text[k] = rows[i].alphabet[next(&seed) % rows[i].range];
            r = sl_randomness_of((sl_str){text, rows[i].len});
            found += r.random;
            named += r.alphabet == rows[i].is;
        }
        if (found < 990)
            print_error("%s %zu: %zu\n", rows[i].alphabet, rows[i].len, found);
        assert_true(found >= 990);
        assert_true(named >= 300); /* a draw may fall into a smaller one */
    }
}

static void padding_is_not_judged(void **state)
{
    sl_randomness r = sl_randomness_of(sl_lit("c2hvcnQgYnV0IGVuY29kZWQ=="));

    (void)state;
    assert_int_equal(r.len, 23);
    assert_int_equal(r.alphabet, SL_ALPHABET_BASE62);
    assert_string_equal(sl_alphabet_name(r.alphabet), "base62");
    assert_string_equal(sl_alphabet_name((sl_alphabet)99), "none");
}

static void long_values_are_judged_by_their_head(void **state)
{
    char text[5000];
    uint64_t seed = 3;
    sl_randomness r;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (SMALL CAPITALS DIGITS)[next(&seed) % 62];
    r = sl_randomness_of((sl_str){text, sizeof text});
    assert_true(r.random);
    assert_true(r.len < sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_not_random),
        cmocka_unit_test(drawn_values_are_random),
        cmocka_unit_test(padding_is_not_judged),
        cmocka_unit_test(long_values_are_judged_by_their_head),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
