/* json_test.c - JSON as a tree, whole and broken. */
#include "show.h"

static void json_becomes_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.json", "{\"a\": \"b\", \"c\": [1, -2.5e3, true, false, null]}",
         "= {}\na = \"b\nc = []\nc[0] = 1\nc[1] = -2.5e3\nc[2] = true\nc[3] = false\n"
         "c[4] = null\n",
         NULL, false},
        {"a.json", "[{}, [], {\"a.b\": {\"c\": 1}}]",
         "= []\n[0] = {}\n[1] = []\n[2] = {}\n[2].\"a.b\" = {}\n[2].\"a.b\".c = 1\n",
         NULL, false},
        {"a.json", "// c\n{\"a\": 1 /* \" */}", "= {}\na = 1\n", NULL, false},
        {"a.json", "{\"a\": 1}\n{\"a\": 2}\n",
         "= []\n[0] = {}\n[0].a = 1\n[1] = {}\n[1].a = 2\n", NULL, false},
        {"a.json", "\xEF\xBB\xBF{\"a\": 1}", "= {}\na = 1\n", NULL, false},
        {"a.json", "\"text\"", "= \"text\n", NULL, false},
        {"a.json", "", "= {}\n", NULL, false},
        {"a.json", "{\"a\": 1, \"a\": 2}", "= {}\na = 1\na = 2\n", NULL, false},
        {"a.json", "{\"\\u00e9\\t\": \"\\ud83d\\udd11 \\\"\\\\\\/\"}",
         "= {}\n\"\xC3\xA9\t\" = \"\xF0\x9F\x94\x91 \"\\/\n", NULL, false},
        {"a.json", "{\"a\": \"\\ud83d \\udd11\"}",
         "= {}\na = \"\xEF\xBF\xBD \xEF\xBF\xBD\n", NULL, false},
        {"a.json", "{\"a\": \"caf\xE9\"}", "= {}\na = \"caf\xE9\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void broken_json_keeps_what_can_be_read(void **state)
{
    static const shown cases[] = {
        {"a.json", "{\"a\": 1,}", "= {}\na = 1\n", "line 1: unexpected ',' before '}'",
         false},
        {"a.json", "[1,\n]", "= []\n[0] = 1\n", "line 1: unexpected ',' before ']'",
         false},
        {"a.json", "{\"a\": 1\n \"b\": \"x\"}", "= {}\na = 1\nb = \"x\n",
         "line 2: expected ',' or '}'", false},
        {"a.json", "[\"a\" \"b\"]", "= []\n[0] = \"a\n[1] = \"b\n",
         "line 1: expected ',' or ']'", false},
        {"a.json", "{\"a\": , \"b\": 2}", "= {}\nb = 2\n", "line 1: expected a value",
         false},
        {"a.json", "{\"a\": }", "= {}\n", "line 1: expected a value", false},
        {"a.json", "{\"a\" 1}", "= {}\na = 1\n", "line 1: expected ':'", false},
        {"a.json", "{\"a\": \"\\d\"}", "= {}\na = \"\\d\n",
         "line 1: expected an escape of json behind '\\'", false},
        {"a.json", "{\"a\": 012}", "= {}\na = 012\n",
         "line 1: expected a number without leading zeros", false},
        {"a.json", "{a: 1}", "= {}\na = 1\n", "line 1: expected a key in double quotes",
         false},
        {"a.json", "{'a': True}", "= {}\na = True\n", "line 1: expected double quotes",
         false},
        {"a.json", "{\"a\": [1, 2}", "= {}\na = []\na[0] = 1\na[1] = 2\n",
         "line 1: expected ']'", false},
        {"a.json", "{\"a\": 1}}", "= {}\na = 1\n", "line 1: unexpected '}'", false},
        {"a.json", "{\"a\": {\"b\": [1,", "= {}\na = {}\na.b = []\na.b[0] = 1\n",
         "line 1: expected ']'", false},
        {"a.json", "{\"a\": \"b", "= {}\na = \"b\n", "line 1: expected a closing quote",
         false},
        {"a.json", "{\"a\": 1 # b\n}", "= {}\na = 1\n", "line 1: expected no comment",
         false},
        {"a.json", "[1, ...]", "= []\n[0] = 1\n", "line 1: expected a value", false},
        {"a.json", "{\"a\": \"x\n\"b\": \"y\"\n}", "= {}\na = x\nb = y\n",
         "line 1: expected a closing quote", true},
        {"a.json", "a: b\n", "= {}\na = b\n", "line 1: expected a value", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_leave_the_quotes_out(void **state)
{
    static const shown cases[] = {
        {"a.json", " {\"a\\n\": \"b\\t\", \"c\" : [ 1,\"\" ] } ",
         "<{\"a\\n\": \"b\\t\", \"c\" : [ 1,\"\" ] }>\na\\n<b\\t>\nc<[ 1,\"\" "
         "]>\n<1>\n<>\n",
         NULL, false},
        {"a.json", "\xEF\xBB\xBF{\"\xC3\xA9\": \"\xE2\x82\xAC\"}",
         "<{\"\xC3\xA9\": \"\xE2\x82\xAC\"}>\n\xC3\xA9<\xE2\x82\xAC>\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_becomes_a_tree),
        cmocka_unit_test(broken_json_keeps_what_can_be_read),
        cmocka_unit_test(spans_leave_the_quotes_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
