/* dotenv_test.c - a .env file as a MAP, JSON in its values included. */
#include "show.h"

static void assignments_become_a_map(void **state)
{
    static const shown cases[] = {
        {".env", "A=1\nexport B='x y'\nC=\"p\\nq\"\n",
         "= {}\nA = 1\nB = 'x y\nC = \"p\\nq\n", NULL, false},
        {".env", "A={\"pw\": \"x\", \"l\": [1]}\nB=2\n",
         "= {}\nA = {}\nA.pw = \"x\nA.l = []\nA.l[0] = 1\nB = 2\n", NULL, false},
        {".env", "A='{\"pw\": \"x\"}'\n", "= {}\nA = {}\nA.pw = \"x\n", NULL, false},
        {".env", "A=\"{\\\"pw\\\": \\\"x\\\"}\"\n", "= {}\nA = {}\nA.pw = \"x\n", NULL,
         false},
        {".env", "A={not json}\nB=[a-z]+\n", "= {}\nA = {not json}\nB = [a-z]+\n", NULL,
         false},
        {".env", "A={\n  \"pw\": \"x\"\n}\n",
         "= {}\nA = {\n\"\" = \"pw\": \"x\"\n\"\" = }\n", NULL, false},
        {".env", "# A=1\n#B=2\n# a note: C=3\n", "= {}\n# A = 1\n# B = 2\n", NULL,
         false},
        {".env", "NAME\nA=\n", "= {}\nNAME = \nA = \n", NULL, false},
        {".env",
         "\xEF\xBB\xBF"
         "A=1\r\nB=2\r\n",
         "= {}\nA = 1\nB = 2\n", NULL, false},
        {".env", "", "= {}\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_of_nested_json_are_in_the_file(void **state)
{
    static const shown cases[] = {
        {".env", "A=1\nB={\"pw\": \"x\"}\n",
         "<A=1\\nB={\"pw\": \"x\"}\\n>\nA<1>\n"
         "B<{\"pw\": \"x\"}>\npw<x>\n",
         NULL, false},
        {".env", "A=\"{\\\"pw\\\": 1}\"",
         "<A=\"{\\\"pw\\\": 1}\">\nA<{\\\"pw\\\": 1}>\npw<1>\n", NULL, false},
        {".env", "# A='b'", "<# A='b'>\nA<b>\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assignments_become_a_map),
        cmocka_unit_test(spans_of_nested_json_are_in_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
