/* login_test.c - .netrc and .pgpass as trees. */
#include "show.h"

static void each_login_is_a_map(void **state)
{
    static const shown cases[] = {
        {".netrc", "machine h login u password p\n# c\nmachine i\n  password \"q r\"\n",
         "= []\n[0] = {}\n[0].machine = h\n[0].login = u\n[0].password = p\n[1] = {}\n"
         "[1].machine = i\n[1].password = q r\n",
         NULL, false},
        {".netrc", "default login u password\n",
         "= []\n[0] = {}\n[0].login = u\n"
         "[0].password = \n",
         NULL, false},
        {".pgpass", "# c\nh:5432:*:u:p:q\\:r\n",
         "= []\n[0] = {}\n[0].host = h\n[0].port = 5432\n[0].database = *\n[0].user = "
         "u\n"
         "[0].password = p:q\\:r\n",
         NULL, false},
        {".pgpass", "", "= []\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_login_is_a_map),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
