/* bytes_test.c - lists of bytes that look drawn, and those that tables hold. */
#include "text/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
    const char *list;
    bool drawn;
} lists[] = {
    {"0x9c, 0x1e, 0x47, 0xf3, 0x5b, 0xa8, 0x02, 0xd6, 0x71, 0xee, 0x38, 0xc5, 0x8f, "
     "0x14, "
     "0xba, 0x60",
     true},
    {"-100, 30, 71, -13, 91, -88, 2, -42, 113, -18, 56, -59, -113, 20, -70, 96", true},
    {"(byte)0x9c, (byte) 0x1e, 71, (byte)0xf3, 91, (byte)0xa8, 2, (byte)0xd6,\n"
     "113, (byte)0xee, 56, (byte)0xc5, (byte)0x8f, 20, (byte)0xba, 96",
     true},
    {"0x9C.toByte(), 0x1E, 0x47, 0xF3.toByte(), 0x5B, 0xA8u, 2u8, 0xD6U, 0x71, 0xEE, "
     "0x38, "
     "0xC5, 0x8F, 0x14, 0xBA, 0x60",
     true},
    {"\\x9c\\x1e\\x47\\xf3\\x5b\\xa8\\x02\\xd6q\\xee8\\xc5\\x8f\\x14\\xba`", true},
    {"0x9c, 0x1e, 0x47, 0xf3, 0x5b, 0xa8, 0x02, 0xd6", false},
    {"0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15", false},
    {"0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240", false},
    {"0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0", false},
    {"0x41, 0x62, 0x35, 0x7a, 0x51, 0x39, 0x6d, 0x77, 0x24, 0x4c, 0x33, 0x70, 0x58, "
     "0x21, "
     "0x76, 0x6e",
     false},
    {"0x1f, 0x8b, 0x47, 0xf3, 0x5b, 0xa8, 0x02, 0xd6, 0x71, 0xee, 0x38, 0xc5, 0x8f, "
     "0x14, "
     "0xba, 0x60",
     false},
    {"0x9c, 0x1e, 0x47, 0xf3, 0x5b, 0xa8, 0x02, 0xd6, 0x71, 0xee, 0x38, 0xc5, 0x8f, "
     "0x14, "
     "0xba, 0x60, 0x33",
     false},
    {"0x30, 0x1e, 0x47, 0xf3, 0x5b, 0xa8, 0x02, 0xd6, 0x71, 0xee, 0x38, 0xc5, 0x8f, "
     "0x14, "
     "0xba, 0x60, 0x33",
     true},
    {"200, 7, 200, 7, 200, 7, 200, 7, 31, 31, 31, 99, 99, 99, 200, 7, 200", false},
    {"3, 17, 9, 44, 21, 60, 2, 33, 50, 12, 7, 29, 41, 15, 58, 26", false},
    {"\\xe5\\xaf\\x86\\xe7\\xa0\\x81\\xe5\\xaf\\x86\\xe7\\xa0\\x81\\xe5\\xaf\\x86\\xe7"
     "\\xa0\\x81",
     false},
    {"\\x9c\\n\\x47\\xf3\\x5b\\xa8\\x02\\xd6\\x71\\xee\\x38\\xc5\\x8f\\x14\\xba\\x60",
     false},
};

static void drawn_bytes_are_told_from_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(lists); i++)
        if (sl_bytes_drawn(sl_str_of(lists[i].list)) != lists[i].drawn)
            fail_msg("%s", lists[i].list);
}

/* A list ends in front of what is no byte. */
static void a_list_ends_where_its_numbers_end(void **state)
{
    static const struct {
        const char *text;
        size_t left; /* behind the end */
    } cases[] = {
        {"1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};", 2},
        {"1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 256", 5},
        {"1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0x1ff", 7},
        {"1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, x", 3},
        {"1, 2, 3", 7},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str text = sl_str_of(cases[i].text);

        assert_int_equal(text.len - sl_bytes_end(text, 0), cases[i].left);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawn_bytes_are_told_from_tables),
        cmocka_unit_test(a_list_ends_where_its_numbers_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
