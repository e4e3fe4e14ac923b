/* The verdicts on keys: base58, base32, recovery phrases, OpenPGP, Azure and
 * Bedrock. */
#include "token/marvin32.h"
#include "token/sample.h"
#include "token/schemes.h"
#include "token/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct verdict_case {
    const char *scheme;
    const char *token; /* with placeholders: nothing here looks alive */
    sl_verdict_kind kind;
    const char *note; /* part of it; NULL: any */
} verdict_case;

static sl_verdict judge(const verdict_case *row)
{
    const sl_verdict_scheme *scheme = sl_verdict_scheme_find(sl_str_of(row->scheme));
    sl_buf token = {0};
    sl_verdict out;

    assert_non_null(scheme);
    assert_true(sl_sample_expand(sl_str_of(row->token), &token, NULL));
    memset(&out, 0x5a, sizeof out);
    scheme->judge(sl_buf_str(&token), &out);
    if (out.kind != row->kind || (row->note && !strstr(out.note, row->note)))
        fail_msg("%s %s: kind %d, note '%s'", row->scheme, row->token, (int)out.kind,
                 out.note);
    sl_buf_free(&token);
    return out;
}

static void check_all(const verdict_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        judge(&rows[i]);
}

#define CHECK_ALL(rows) check_all(rows, sizeof(rows) / sizeof *(rows))

/* Made with Python's hashlib from the bytes 0, 1, 2 ... */
#define WIF_LONG  "<<join:5HpHgWkLaovGWySEFpng|1XQ6pdG1TzNWR7SrETvfTRVdKHNXZh8>>"
#define WIF_SHORT "<<join:KwDidQJHSE67VJ6MWRvbBK|AxhD3F48DvqRT6JRqrjd7MHLBjGF7V>>"
#define WIF_TEST  "<<join:cMai6KJ8sHnNejZctqjiYd|g2KSLeiaKcuTbZQrJNEjmMY5JQw6eP>>"
#define XPRV                                                                      \
    "<<join:xprv9s21ZrQH143K24MoUen|ttLtWQNeeDZvsczTUeCMmb85Mn2qbbmZbpre8RurFPK3" \
    "2gsg494saBhqjb1aBRSL83PZeFRJtyfE3Nmfx42i4DwN>>"
#define EDSK "<<join:edsk2fuNzt29dPBwrTvES5JiK|xLM8p4VTcKDF2oFZiwfJLEocqv1rb>>"
#define EDSK_LONG                                                                   \
    "<<join:edskRc1okCG3fjFkaDuENVdbepWSs|xM3BJCt6FiJZd8xK5tpZSxdYxbRko7KCbkCGqzYK" \
    "Uma38gUA8KQp68T5hDaWuDPFPuwMc>>"

static void base58check_keys_name_their_kind(void **unused)
{
    static const verdict_case rows[] = {
        {"base58check", WIF_LONG, SL_VERDICT_VALID, "Bitcoin key"},
        {"base58check", WIF_SHORT, SL_VERDICT_VALID, "Bitcoin key"},
        {"base58check", WIF_TEST, SL_VERDICT_VALID, "testnet"},
        {"base58check", XPRV, SL_VERDICT_VALID, "extended private key"},
        {"base58check", EDSK, SL_VERDICT_VALID, "Tezos seed"},
        {"base58check", EDSK_LONG, SL_VERDICT_VALID, "Tezos secret key"},
        {"base58check", "<<join:sp6JdwovBCsiwn|MhXuvZGZtPUoGVj>>", SL_VERDICT_VALID,
         "XRP Ledger"},
        {"base58check", "<<join:sEdSJHdnVumf99|WfaHTnU8DaQkx5Q4n>>", SL_VERDICT_VALID,
         "XRP Ledger"},
        {"base58check",
         "<<join:KwDidQJHSE67VJ6MWRvbBK|"
         "AxhD3F48DvqRT6JRqrjd7MHLBjGF8V>>",
         SL_VERDICT_MISMATCH, "does not match"},
        {"base58check", "<<Kw:50:l>>", SL_VERDICT_NOT_A_TOKEN, ""},
        {"base58check", "", SL_VERDICT_NOT_A_TOKEN, ""},
        {"base58check", "<<:161:2>>", SL_VERDICT_NOT_A_TOKEN, ""},
        {"jfrog-api-key", "<<AKCp8:68:2>>", SL_VERDICT_VALID, "structure valid"},
        {"jfrog-api-key", "<<AKCp8:67:0>>", SL_VERDICT_MISMATCH, "base58"},
        {"jfrog-api-key", "<<AKCp8:60:2>>", SL_VERDICT_NONE, ""},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void base32_seeds_carry_a_crc(void **unused)
{
    static const verdict_case rows[] = {
        {"stellar",
         "<<join:SAAACAQDAQCQMBYIBEFAWDANB|YHRAEISCMKBKFQXDAMRUGY4DUPB6NKI>>",
         SL_VERDICT_VALID, "Stellar seed"},
        {"stellar",
         "<<join:SAAACAQDAQCQMBYIBEFAWDANB|YHRAEISCMKBKFQXDAMRUGY4DUPB6NKJ>>",
         SL_VERDICT_MISMATCH, NULL},
        {"nats", "<<join:SUAAAAICAMCAKBQHBAEQUCYMB|UHA6EARCIJRIFIWC4MBSGQ3DQOR4H776Y>>",
         SL_VERDICT_VALID, "NATS seed"},
        {"nats", "<<join:SUAAAAICAMCAKBQHBAEQUCYMB|UHA6EARCIJRIFIWC4MBSGQ3DQOR4H766Y>>",
         SL_VERDICT_MISMATCH, NULL},
        {"stellar", "<<GA:54:A>>", SL_VERDICT_NOT_A_TOKEN, ""},
        {"stellar", "<<SA:54:1>>", SL_VERDICT_NOT_A_TOKEN, ""},
        {"nats", "S", SL_VERDICT_NOT_A_TOKEN, ""},
        {"nats", "", SL_VERDICT_NOT_A_TOKEN, ""},
    };

    (void)unused;
    CHECK_ALL(rows);
}

static void a_recovery_phrase_is_twelve_words_of_the_list_and_a_checksum(void **unused)
{
    static const verdict_case rows[] = {
        {"bip39",
         "apology chair alcohol boat benefit defy series discover equip file foil "
         "follow",
         SL_VERDICT_VALID, "12 words"},
        {"bip39",
         "\"uniform\", \"work\", \"world\", \"gather\", \"boil\", \"will\", \"fossil\","
         "\"swing\", \"street\", \"caught\", \"spy\", \"enforce\", \"license\", "
         "\"food\","
         "\"later\", \"live\", \"jungle\", \"kangaroo\", \"cherry\", \"stuff\","
         "\"debate\", \"announce\", \"organ\", \"sock\"",
         SL_VERDICT_VALID, "24 words"},
        {"bip39",
         "apology chair alcohol boat benefit defy series discover equip file follow "
         "foil",
         SL_VERDICT_MISMATCH, NULL},
        {"bip39",
         "apology chair alcohol boat benefit defy series discover equip file foil",
         SL_VERDICT_NOT_A_TOKEN, ""},
        {"bip39",
         "apology chair alcohol boat benefit defy series discover equip file foil git",
         SL_VERDICT_NOT_A_TOKEN, ""},
        {"bip39",
         "abandon abandon abandon abandon abandon abandon abandon abandon abandon "
         "abandon abandon about",
         SL_VERDICT_NOT_A_TOKEN, ""},
        {"bip39", "", SL_VERDICT_NOT_A_TOKEN, ""},
    };

    (void)unused;
    CHECK_ALL(rows);
}

/* The vector of the reference implementation. */
static void marvin32_of_abc_is_known(void **unused)
{
    static const char seed[] = "\xd5\x3c\xd9\xce\xcd\x08\x93\xb7";

    (void)unused;
    assert_int_equal(sl_marvin32(sl_str_make(seed, 8), sl_lit("abc")), 0x6be02a86);
}

/* Made with Python's zlib and a second Marvin32. */
static void tokens_of_azure_carry_their_sums(void **unused)
{
    static const verdict_case rows[] = {
        {"azure-cask", "<<:52:a>>JQQJ99BA<<:12:b>>wxyzAZDO3CMr", SL_VERDICT_VALID,
         "Azure DevOps token"},
        {"azure-cask", "<<:52:a>>JQQJ99BA<<:12:b>>wxyzAZDO3CMrjd==", SL_VERDICT_VALID,
         "checksum valid"},
        {"azure-cask", "<<:52:a>>JQQJ99BA<<:12:b>>wxyzAZDO3CMs", SL_VERDICT_MISMATCH,
         "does not match"},
        {"azure-cask", "<<:52:a>>JQQJ89BA<<:12:b>>wxyzAZDO3CMr", SL_VERDICT_NONE, ""},
        {"azure-devops", "<<:52:a>>JQQJ99BA<<:12:b>>wxyzAZDO3CMr", SL_VERDICT_VALID,
         NULL},
        {"azure-devops",
         "<<join:ceiwaeircei5h3qrceirce|irceirceirceirqeirceirceirceiq>>",
         SL_VERDICT_VALID, "of a user"},
        {"azure-devops",
         "<<join:ceizaeirceixg7qrceirce|irceirceirceirweirceirceirceiq>>",
         SL_VERDICT_VALID, "of an app"},
        {"azure-devops", "<<:52:c>>", SL_VERDICT_NONE, ""},
        {"azure-devops", "<<:52:0>>", SL_VERDICT_NONE, ""},
        {"azure-entra", "abc8Q~<<:31:d>>cWb", SL_VERDICT_VALID, "checksum valid"},
        {"azure-entra", "abc8Q~<<:31:d>>cWc", SL_VERDICT_NONE, ""},
        {"azure-entra", "abc7Q~<<:31:d>>", SL_VERDICT_NONE, ""},
    };

    (void)unused;
    CHECK_ALL(rows);
}

#define URL                                                                           \
    "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential="             \
    "<join:ASIAQ|NZGKIQY56JQ7WML>%2F20200101%2Fus-east-1&X-Amz-Date=20200229T120000Z" \
    "&X-Amz-Expires=43200&X-Amz-Signature=0"

static void a_bedrock_key_names_its_account_and_its_end(void **unused)
{
    static const verdict_case brief = {"bedrock", "bedrock-api-key-<<base64:" URL ">>",
                                       SL_VERDICT_VALID, "AWS account 029608264753"};
    static const verdict_case rows[] = {
        {"bedrock", "ABSK<<base64:BedrockAPIKey-ab12-at-111122223333:xyz>>",
         SL_VERDICT_VALID, "AWS account 111122223333"},
        {"bedrock", "ABSK<<base64:BedrockAPIKey-ab12:xyz>>", SL_VERDICT_VALID,
         "structure valid"},
        {"bedrock", "ABSK<<base64:BedrockKey-ab12:xyz>>", SL_VERDICT_MISMATCH, NULL},
        {"bedrock", "ABSK!", SL_VERDICT_MISMATCH, "base64"},
        {"bedrock", "bedrock-api-key-<<base64:bedrock.amazonaws.com>>",
         SL_VERDICT_MISMATCH, NULL},
        {"bedrock", "", SL_VERDICT_NONE, ""},
    };

    (void)unused;
    CHECK_ALL(rows);
    /* 2020-02-29 12:00 and twelve hours: the first second of March ends it. */
    setenv("SOURCE_DATE_EPOCH", "1583020801", 1);
    assert_true(judge(&brief).expired);
    setenv("SOURCE_DATE_EPOCH", "1583020799", 1);
    assert_false(judge(&brief).expired);
    unsetenv("SOURCE_DATE_EPOCH");
}

static void a_locked_openpgp_key_is_worth_less(void **unused)
{
#define BLOCK(body)                                            \
    "<<join:-----BEG|IN PGP PRIVATE KEY BLOCK----->>\n\n" body \
    "\n=abcd\n<<join:-----E|ND PGP PRIVATE KEY BLOCK----->>"
    static const verdict_case locked = {
        "pem",
        BLOCK("lQBGBAAAAAABAH9aWlpaWlpaWlpaWlpaWlpaABdaWlr+MzMzMzMzMzMzMzMzMzMzMzMzMzMz"
              "MzMzMzMzMzMzMzMzMzMzMzMzMw=="),
        SL_VERDICT_NONE, "passphrase"};
    static const verdict_case open = {
        "pem",
        BLOCK("lQBGBAAAAAABAH9aWlpaWlpaWlpaWlpaWlpaABdaWloAMzMzMzMzMzMzMzMzMzMzMzMzMzMz"
              "MzMzMzMzMzMzMzMzMzMzMzMzMw=="),
        SL_VERDICT_VALID, "not encrypted"};

    (void)unused;
    assert_true(judge(&locked).locked);
    assert_false(judge(&open).locked);
}

/* What a scheme signs, it finds valid, whatever the random part. */
static void signed_keys_are_valid(void **unused)
{
    static const char *const samples[][2] = {
        {"base58check", "<<5J:43:1-9A-HJ-NP-Za-km-z:base58check#"},
        {"base58check", "<<L2:44:1-9A-HJ-NP-Za-km-z:base58check#"},
        {"base58check", "<<xprv9u:99:1-9A-HJ-NP-Za-km-z:base58check#"},
        {"base58check", "<<edsk3:43:1-9A-HJ-NP-Za-km-z:base58check#"},
        {"base58check", "<<ss:21:1-9A-HJ-NP-Za-km-z:base58check#"},
        {"stellar", "<<SA:50:A-Z2-7:stellar#"},
        {"nats", "<<SUA:51:A-Z2-7:nats#"},
        {"bech32", "<<ed25519e_sk1:103:ac-hj-np-z02-9:bech32#"},
        {"azure-entra", "<<abc8Q~:31:A-Za-z0-9:azure-entra#"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        for (int n = 0; n < 50; n++) {
            sl_buf text = {0};

            sl_buf_printf(&text, "%s%d>>", samples[i][1], n);
            judge(&(verdict_case){samples[i][0], text.ptr, SL_VERDICT_VALID, NULL});
            sl_buf_free(&text);
        }
    }
}

/* 53 characters are as many bytes as 54, but five bits too few for the sum. */
static void a_body_of_another_length_is_not_signed(void **unused)
{
    char body[54] = "SU", sum[8];

    (void)unused;
    memset(body + 2, 'A', sizeof body - 2);
    assert_true(sl_base32_crc_sign(sl_str_make(body, 54), sum, sizeof sum));
    assert_false(sl_base32_crc_sign(sl_str_make(body, 53), sum, sizeof sum));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base58check_keys_name_their_kind),
        cmocka_unit_test(base32_seeds_carry_a_crc),
        cmocka_unit_test(a_recovery_phrase_is_twelve_words_of_the_list_and_a_checksum),
        cmocka_unit_test(marvin32_of_abc_is_known),
        cmocka_unit_test(tokens_of_azure_carry_their_sums),
        cmocka_unit_test(a_bedrock_key_names_its_account_and_its_end),
        cmocka_unit_test(a_locked_openpgp_key_is_worth_less),
        cmocka_unit_test(signed_keys_are_valid),
        cmocka_unit_test(a_body_of_another_length_is_not_signed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
