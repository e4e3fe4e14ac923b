/* xml_test.c - XML as a tree, well-formed and not. */
#include "show.h"

static void xml_becomes_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.xml", "<a/>", "= {}\na = {}\n", NULL, false},
        {"a.xml", "<?xml version=\"1.0\"?><!-- <x>1</x> --><a><b>c</b><b>d</b></a>",
         "= {}\na = {}\na.b = c\na.b = d\n", NULL, false},
        {"a.xml", "<a><add key=\"k\" value='v'/>\n t </a>",
         "= {}\na = {}\na.add = {}\na.add.key = \"k\na.add.value = 'v\na.#text = t\n",
         NULL, false},
        {"a.xml", "<a>1 &lt; 2 &amp; &#65;&#x42; &nbsp; &</a>",
         "= {}\na = 1 < 2 & AB &nbsp; &\n", NULL, false},
        {"a.xml", "<a><![CDATA[<b>&amp;]]></a>", "= {}\na = |<b>&amp;\n", NULL, false},
        {"a.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>d</a>", "= {}\na = d\n", NULL,
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void broken_xml_is_read_as_far_as_it_goes(void **state)
{
    static const shown cases[] = {
        {"a.xml", "<a><b>c<d>e</a>",
         "= {}\na = {}\na.b = {}\na.b.#text = c\na.b.d = e\n", NULL, false},
        {"a.xml", "<a></z>b</a>", "= {}\na = b\n", NULL, false},
        {"a.xml", "<a b=\"c<d>e</d></a>", "= {}\na = {}\na.b = \"c\na.d = e\n", NULL,
         false},
        {"a.xml", "<a b=c d e=/>", "= {}\na = {}\na.b = \"c\na.e = \"\n", NULL, false},
        {"a.xml", "<a>b <", "= {}\na = b\n", NULL, false},
        {"a.xml", "<!-- <a>b</a>", "= {}\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_are_those_of_text_and_attribute(void **state)
{
    static const shown cases[] = {
        {"a.xml", "<a b=\"c&amp;\"> d&lt; </a>",
         "<<a b=\"c&amp;\"> d&lt; </a>>\na<<a b=\"c&amp;\"> d&lt; </a>>\nb<c&amp;>\n"
         "<d&lt;>\n",
         NULL, false},
        {"a.xml", "<a> <![CDATA[b]]> </a>", "<<a> <![CDATA[b]]> </a>>\na<b>\n", NULL,
         false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_becomes_a_tree),
        cmocka_unit_test(broken_xml_is_read_as_far_as_it_goes),
        cmocka_unit_test(spans_are_those_of_text_and_attribute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
