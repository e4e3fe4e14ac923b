#include "text/veil.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void only_what_looks_random_is_veiled(void **unused)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {"unknown key 'colour'", "unknown key 'colour'"},
        {"no rule 'x-a1B2c3D4e5F6g7H8i9J0k1'", "no rule 'x-********'"},
        {"a1B2c3D4e5F6g7H8i9J0", "********"},
        {"a1B2c3D4e5F6g7H8i9J", "a1B2c3D4e5F6g7H8i9J"}, /* 19 */
        /* random text that happens to change seldom */
        {"was qzxvkbWPTKDdhgrmw3847JXQHbvnzpKLTwpd", "was ********"},
        {"was qzxvkbwptkddhgrmwjxqhbvnzpkltwpd", "was ********"},
        {"getHttpServletRequestAttributeNames", "getHttpServletRequestAttributeNames"},
        {"internationalizationconfiguration", "internationalizationconfiguration"},
        {"MyServiceSecret2024Production", "MyServiceSecret2024Production"},
        {"/home/user1/Projects/My-App2/x", "/home/user1/Projects/My-App2/x"},
        {"a1B2c3D4e5F6g7H8i9J0.a1B2c3D4e5F6g7H8i9J0", "********.********"},
        {"object 3e7a657b56cf36e5ca53a38e520d13b963a44f7a: cut short",
         "object 3e7a657b56cf36e5ca53a38e520d13b963a44f7a: cut short"},
        {"objects/3e/7a657b56cf36e5ca53a38e520d13b963a44f7a",
         "objects/3e/7a657b56cf36e5ca53a38e520d13b963a44f7a"},
        {"key 3e7a657b56cf36e5ca53a38e520d13b963a44f7a", "key ********"},
        {"object 3e7a657b56cf36e5ca53a38e520d13b963a44f", "object ********"},
        {"\xff\x01", "\xff\x01"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_buf out = {0};

        sl_veil(sl_str_of(cases[i].text), &out);
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].expected);
        sl_buf_free(&out);
    }
}

/* Tokens and passwords as generators make them; the seeds are the numbers themselves. */
static void no_random_text_is_shown(void **unused)
{
    static const char letters[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    static const size_t lengths[] = {24, 30, 36, 64};
    enum { EACH = 20000 };

    (void)unused;
    for (uint64_t i = 0; i < EACH * sizeof lengths / sizeof *lengths; i++) {
        size_t len = lengths[i / EACH];
        uint64_t state = (i + 1) * 0x9E3779B97F4A7C15;
        char text[65] = "";
        sl_buf out = {0};

        for (size_t k = 0; k < len; k++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text[k] = letters[(state >> 32) % (sizeof letters - 1)];
        }
        sl_veil(sl_str_of(text), &out);
        if (!sl_str_eq(sl_buf_str(&out), sl_lit("********")))
            fail_msg("number %llu of %zu letters and digits is shown",
                     (unsigned long long)i, len);
        sl_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_looks_random_is_veiled),
        cmocka_unit_test(no_random_text_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
