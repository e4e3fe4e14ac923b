/* vault_test.c - the structure of vault text. The texts are made of zeros; what the
 * real ansible-vault accepts is compared in tests/vault_differential_test.py. */
#include "show.h"

#include <stdlib.h>

/* header + the hex of salt, hmac and ciphertext of so many digits. */
static void add_body(sl_buf *out, size_t salt, size_t hmac, size_t ciphertext)
{
    size_t digits[] = {salt, hmac, ciphertext};

    for (size_t i = 0; i < COUNT(digits); i++) {
        for (size_t k = 0; k < digits[i]; k++)
            sl_buf_add(out, sl_lit("30"));
        if (i < 2)
            sl_buf_add(out, sl_lit("0a"));
    }
}

static void a_header_has_three_fields_and_the_cipher_aes256(void **state)
{
    static const struct {
        const char *header;
        sl_vault_fault fault;
        const char *where; /* the text that is at fault */
    } cases[] = {
        {"$ANSIBLE_VAULT;1.1;AES256\n", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT;1.1;AES256\r\n", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT;1.1;AES256\r", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT;1.2;AES256;prod\n", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT;1.2;AES256;prod;more\n", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT;9.9;AES256\n", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT ; 1.1 ; AES256 \n", SL_VAULT_OK, ""},
        {"$ANSIBLE_VAULT;1.1;AES\n", SL_VAULT_HEADER, "AES"},
        {"$ANSIBLE_VAULT;1.1; aes256 \n", SL_VAULT_HEADER, "aes256"},
        {"$ANSIBLE_VAULT;1.1;AES256 x;y\n", SL_VAULT_HEADER, "AES256 x"},
        {"$ANSIBLE_VAULT;1.1;\n", SL_VAULT_HEADER, ""},
        {"$ANSIBLE_VAULT;1.1\n", SL_VAULT_HEADER, "$ANSIBLE_VAULT;1.1"},
        {"$ANSIBLE_VAULT\n", SL_VAULT_HEADER, "$ANSIBLE_VAULT"},
        {"$ANSIBLE_VAULT;1.2;AES256;pr\xC3\xB6"
         "d\n",
         SL_VAULT_HEADER, "\xC3"},
        {"$ansible_vault;1.1;AES256\n", SL_VAULT_HEADER, "$ansible_vault;1.1;AES256"},
        {"\n$ANSIBLE_VAULT;1.1;AES256\n", SL_VAULT_HEADER, "$ANSIBLE_VAULT;1.1;AES256"},
        {" $ANSIBLE_VAULT;1.1;AES256\n", SL_VAULT_HEADER, "$ANSIBLE_VAULT;1.1;AES256"},
        {"---\n$ANSIBLE_VAULT;1.1;AES256\n", SL_VAULT_HEADER,
         "$ANSIBLE_VAULT;1.1;AES256"},
        {"# x\r\n$ANSIBLE_VAULT;1.1;AES256\n", SL_VAULT_HEADER,
         "$ANSIBLE_VAULT;1.1;AES256"},
        {"\xEF\xBB\xBF$ANSIBLE_VAULT;1.1;AES256\n", SL_VAULT_HEADER,
         "$ANSIBLE_VAULT;1.1;AES256"},
        {"password: x\n", SL_VAULT_HEADER, "password: x"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};
        sl_content out;

        sl_buf_add(&text, sl_str_of(cases[i].header));
        add_body(&text, 64, 64, 32);
        assert_int_equal(sl_vault_judge(sl_buf_str(&text), &out), cases[i].fault);
        assert_int_equal(out.fault, cases[i].fault);
        assert_int_equal(out.why[0] == '\0', cases[i].fault == SL_VAULT_OK);
        assert_true(
            sl_str_eq(sl_str_sub(sl_buf_str(&text), out.where.start, out.where.end),
                      sl_str_of(cases[i].where)));
        sl_buf_free(&text);
    }
}

static void a_body_is_three_fields_of_whole_blocks(void **state)
{
    static const struct {
        size_t salt, hmac, ciphertext;
        const char *tail; /* written behind it */
        sl_vault_fault fault;
        int where; /* from the end of the text, tail included; 0: no fault */
    } cases[] = {
        {64, 64, 32, "", SL_VAULT_OK, 0},
        {64, 64, 64, "\n", SL_VAULT_OK, 0},
        {64, 64, 3200, "\r\n\r\n\n", SL_VAULT_OK, 0},
        {20, 64, 32, "\n", SL_VAULT_OK, 0}, /* ANSIBLE_VAULT_ENCRYPT_SALT */
        {64, 64, 0, "", SL_VAULT_BODY, 1},
        {64, 64, 31, "", SL_VAULT_BODY, 1},
        {64, 64, 33, "\n", SL_VAULT_BODY, 2},
        {64, 63, 32, "", SL_VAULT_BODY, 65},
        {63, 64, 32, "", SL_VAULT_BODY, 195},
        {0, 64, 32, "", SL_VAULT_BODY, 195},
        {64, 64, 32, "3", SL_VAULT_BODY, 1},
        {64, 64, 32, "0a", SL_VAULT_BODY, 1},
        {64, 64, 32, "\npassword: x\n", SL_VAULT_BODY, 12},
        {64, 64, 32, "\n# x", SL_VAULT_BODY, 3},
        {64, 64, 32, " ", SL_VAULT_BODY, 1},
        {64, 64, 32, "\xC3\xA9", SL_VAULT_BODY, 2},
        {64, 64, 32, "66666666", SL_VAULT_BODY, 1},
        {64, 64, 32, "7a", SL_VAULT_BODY, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};
        sl_content out;

        sl_buf_add(&text, sl_lit("$ANSIBLE_VAULT;1.1;AES256\n"));
        add_body(&text, cases[i].salt, cases[i].hmac, cases[i].ciphertext);
        sl_buf_add(&text, sl_str_of(cases[i].tail));
        assert_int_equal(sl_vault_judge(sl_buf_str(&text), &out), cases[i].fault);
        if (cases[i].where != 0)
            assert_int_equal(text.len - out.where.start, cases[i].where);
        sl_buf_free(&text);
    }
}

static void an_unknown_cipher_is_named_only_when_it_is_a_name(void **state)
{
    static const struct {
        const char *text;
        const char *why;
    } cases[] = {
        {"$ANSIBLE_VAULT;1.1;AES", "cipher is AES, must be AES256"},
        {"$ANSIBLE_VAULT;1.1;a secret by mistake", "cipher must be AES256"},
        {"$ANSIBLE_VAULT;1.1;averyveryverylongword", "cipher must be AES256"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_content out;

        sl_vault_judge(sl_str_of(cases[i].text), &out);
        assert_string_equal(out.why, cases[i].why);
    }
}

static void a_truncated_vault_is_never_whole(void **state)
{
    sl_buf text = {0};
    size_t header = sizeof "$ANSIBLE_VAULT;1.1;AES256\n" - 1;

    (void)state;
    sl_buf_add(&text, sl_lit("$ANSIBLE_VAULT;1.1;AES256\n"));
    add_body(&text, 64, 64, 96);
    for (size_t len = 0; len <= text.len; len++) {
        char *copy = len > 0 ? malloc(len) : NULL; /* so that ASan sees its end */
        sl_content out;
        bool whole = len >= header + 324 && (len - header - 260) % 64 == 0;

        if (len > 0)
            memcpy(copy, text.ptr, len);
        assert_int_equal(sl_vault_judge((sl_str){copy, len}, &out) == SL_VAULT_OK,
                         whole);
        assert_true(out.where.start <= out.where.end && out.where.end <= len);
        free(copy);
    }
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_has_three_fields_and_the_cipher_aes256),
        cmocka_unit_test(a_body_is_three_fields_of_whole_blocks),
        cmocka_unit_test(an_unknown_cipher_is_named_only_when_it_is_a_name),
        cmocka_unit_test(a_truncated_vault_is_never_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
