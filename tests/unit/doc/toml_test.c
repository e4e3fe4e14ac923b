/* toml_test.c - TOML as a tree, whole and broken. */
#include "show.h"

static void toml_becomes_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.toml", "", "= {}\n", NULL, false},
        {"a.toml", "a = \"b\"\nc = 'd\\e'\nf = 1\ng = true\n",
         "= {}\na = \"b\nc = 'd\\e\nf = 1\ng = true\n", NULL, false},
        {"a.toml", "[a.\"b.c\"]\nd.e = 1\n[[f]]\ng = 1\n[[f]]\n",
         "= {}\na = {}\na.\"b.c\" = {}\na.\"b.c\".d = {}\na.\"b.c\".d.e = 1\nf = {}\n"
         "f.g = 1\nf = {}\n",
         NULL, false},
        {"a.toml", "a = [1, {b = \"c\"}, []]\n",
         "= {}\na = []\na[0] = 1\na[1] = {}\na[1].b = \"c\na[2] = []\n", NULL, false},
        {"a.toml", "a = \"\\\"\\u00e9\\\\\"\n", "= {}\na = \"\"\xC3\xA9\\\n", NULL,
         false},
        {"a.toml", "a = \"\"\"\nb \\\n   c\"\"\"\nd = '''\ne'''\n",
         "= {}\na = \"b c\nd = 'e\n", NULL, false},
        {"Pipfile", "a = 1\n", "= {}\na = 1\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void broken_toml_keeps_what_can_be_read(void **state)
{
    static const shown cases[] = {
        {"a.toml", "a = \"b\"\nc =\n", "= {}\na = \"b\n", "line 2: not toml", false},
        {"a.toml", "[a]\nb = \"c\"\n}}\n", "= {}\na = {}\na.b = \"c\n",
         "line 3: not toml", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_leave_the_quotes_out(void **state)
{
    static const shown cases[] = {
        {"a.toml", "\"a\" = \"b\\tc\"\nd = '''\ne'''\n",
         "<\"a\" = \"b\\tc\"\\nd = '''\\ne'''\\n>\na<b\\tc>\nd<e>\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(toml_becomes_a_tree),
        cmocka_unit_test(broken_toml_keeps_what_can_be_read),
        cmocka_unit_test(spans_leave_the_quotes_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
