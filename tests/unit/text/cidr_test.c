/* cidr_test.c - addresses and ranges of both versions. */
#include "text/cidr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void addresses_and_ranges_are_read(void **state)
{
    static const struct {
        const char *text;
        const char *network; /* NULL: none */
        bool private, host_bits;
    } cases[] = {
        {"192.0.2.1", "192.0.2.1/32", false, false},
        {"192.0.2.0/24", "192.0.2.0/24", false, false},
        {"192.0.2.77/24", "192.0.2.0/24", false, true},
        {"0.0.0.0/0", "0.0.0.0/0", false, false},
        {"255.255.255.255/32", "255.255.255.255/32", false, false},
        {"10.0.0.0/8", "10.0.0.0/8", true, false},
        {"10.1.2.3", "10.1.2.3/32", true, false},
        {"8.0.0.0/6", "8.0.0.0/6", false, false}, /* wider than 10/8 */
        {"172.15.0.0/16", "172.15.0.0/16", false, false},
        {"172.31.255.0/24", "172.31.255.0/24", true, false},
        {"192.168.1.10/16", "192.168.0.0/16", true, true},
        {"127.0.0.1", "127.0.0.1/32", true, false},
        {"169.254.169.254", "169.254.169.254/32", true, false},
        {"100.64.0.0/10", "100.64.0.0/10", true, false},
        {"2001:db8::/32", "2001:db8::/32", false, false},
        {"2001:db8::1", "2001:db8:0:0:0:0:0:1/128", false, false},
        {"2001:db8::1/64", "2001:db8::/64", false, true},
        {"::/0", "::/0", false, false},
        {"::1", "0:0:0:0:0:0:0:1/128", true, false},
        {"fd00::/8", "fd00::/8", true, false},
        {"fe80::1", "fe80:0:0:0:0:0:0:1/128", true, false},
        {"::ffff:192.0.2.1", "0:0:0:0:0:ffff:c000:201/128", false, false},
        {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8/128", false, false},
        {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7::/128", false, false},
        {"192.0.2", NULL, false, false},
        {"192.0.2.1.5", NULL, false, false},
        {"192.0.2.256", NULL, false, false},
        {"192.0.2.01", NULL, false, false},
        {"192.0.2.1/33", NULL, false, false},
        {"192.0.2.1/", NULL, false, false},
        {"192.0.2.1/24/8", NULL, false, false},
        {" 192.0.2.1", NULL, false, false},
        {"192.0.2.*", NULL, false, false},
        {"2001:db8", NULL, false, false},
        {"2001::db8::1", NULL, false, false},
        {"1:2:3:4:5:6:7:8::", NULL, false, false},
        {"1:2:3:4:5:6:7:8:9", NULL, false, false},
        {"::12345", NULL, false, false},
        {"1:", NULL, false, false},
        {":1", NULL, false, false},
        {"::/129", NULL, false, false},
        {"", NULL, false, false},
        {"/", NULL, false, false},
        {"everywhere", NULL, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_cidr cidr;
        sl_buf network = {0};
        bool read = sl_cidr_parse(sl_str_of(cases[i].text), &cidr);

        if (read != (cases[i].network != NULL))
            print_error("%s\n", cases[i].text);
        assert_int_equal(read, cases[i].network != NULL);
        if (!read)
            continue;
        sl_cidr_network(&cidr, &network);
        assert_string_equal(network.ptr, cases[i].network);
        assert_int_equal(sl_cidr_private(&cidr), cases[i].private);
        assert_int_equal(sl_cidr_host_bits(&cidr), cases[i].host_bits);
        sl_buf_free(&network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_and_ranges_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
