/* properties_test.c - Java .properties as a tree. */
#include "show.h"

static void properties_become_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.properties", "", "= {}\n", NULL, false},
        {"a.properties", "a.b=c\nd : e\nf g h\ni\n",
         "= {}\n\"a.b\" = c\nd = e\nf = g h\ni = \n", NULL, false},
        {"a.properties", "# a=b\\\n! c=d\n  e=f\n", "= {}\ne = f\n", NULL, false},
        {"a.properties", "a\\:b\\ c = d\\=\\\\e\\tf\n", "= {}\n\"a:b c\" = d=\\e\tf\n",
         NULL, false},
        {"a.properties", "a = \\u00e9\\uZZ\n", "= {}\na = \xC3\xA9uZZ\n", NULL, false},
        {"a.properties", "a = b\\\n    c\\\r\n d\\\\\ne = f\n",
         "= {}\na = bcd\\\ne = f\n", NULL, false},
        {"a.properties", "a = b\\", "= {}\na = b\n", NULL, false},
        {"a.properties", "=b\n:\n\\", "= {}\n\"\" = b\n\"\" = \n\"\" = \n", NULL,
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_hold_the_escapes(void **state)
{
    static const shown cases[] = {
        {"a.properties", "a\\ b = c\\td\nx = y\\\n  z\n",
         "<a\\ b = c\\td\\nx = y\\\\n  z\\n>\na\\ b<c\\td>\nx<y\\\\n  z>\n", NULL,
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(properties_become_a_tree),
        cmocka_unit_test(spans_hold_the_escapes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
