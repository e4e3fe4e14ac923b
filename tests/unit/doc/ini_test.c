/* ini_test.c - INI, git config, .npmrc and Ansible inventories as trees. */
#include "show.h"

static void ini_becomes_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.ini", "", "= {}\n", NULL, false},
        {"a.ini", "a=b\n[s]\nc = d\n[t]\ne: f\n",
         "= {}\na = b\ns = {}\ns.c = d\nt = {}\nt.e = f\n", NULL, false},
        {"a.ini", "; x = y\n# x = y\na = b ; note\nc = d#e # note\n",
         "= {}\na = b\nc = d#e\n", NULL, false},
        {"a.ini", "a = \"b ; c\" ; note\nd = 'e'\nf = \"g\"h\n",
         "= {}\na = \"b ; c\nd = 'e\nf = \"g\"h\n", NULL, false},
        {".gitconfig", "[remote \"o\"]\n\turl = https://u:p@h/x\n",
         "= {}\n\"remote \\\"o\\\"\" = {}\n\"remote \\\"o\\\"\".url = "
         "https://u:p@h/x\n",
         NULL, false},
        {".npmrc", "//r.example.org/:_authToken=abc\n",
         "= {}\n\"//r.example.org/:_authToken\" = abc\n", NULL, false},
        {"setup.cfg", "[a]\nb =\n    one\n    two\nc = 1\n",
         "= {}\na = {}\na.b = one\\n    two\na.c = 1\n", NULL, false},
        {"a.ini", "a = b \\\n  c\nd = e\n", "= {}\na = b \\\\n  c\nd = e\n", NULL,
         false},
        {"nginx.conf",
         "server {\n  proxy_set_header X-Key \"a b\";\n  proxy_pass http://x;\n}\n"
         "SetEnv NAME v\n",
         "= {}\nX-Key = \"a b\nproxy_pass = http://x\nNAME = v\n", NULL, false},
        {"redis.conf", "requirepass foo\nmaxclients 10 20\nserver {\n}\n",
         "= {}\nrequirepass = foo\n", NULL, false},
        {"a.ini", "[a\nb]=c\n]\n[]\nd\n", "= {}\n\"b]\" = c\n\"\" = {}\n", NULL, false},
        {"a.ini", "a = b\rc = d\r\n", "= {}\na = b\nc = d\n", NULL, false},
        {"credentials", "{\"a\": 1}", "= {}\na = 1\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void an_inventory_line_is_a_map_of_its_host(void **state)
{
    static const shown cases[] = {
        {"hosts", "[web]\nh1 a=1 b='x y' c=\"z\" # d=e\nh2\nh3:22 a=1\n",
         "= {}\nweb = {}\nweb.h1 = {}\nweb.h1.a = 1\nweb.h1.b = 'x y\nweb.h1.c = \"z\n"
         "web.h3:22 = {}\nweb.h3:22.a = 1\n",
         NULL, false},
        {"a.inventory", "[web:vars]\na_b=c\n",
         "= {}\nweb:vars = {}\nweb:vars.a_b = c\n", NULL, false},
        {"a.ini", "a key = b c=d\n", "= {}\n\"a key\" = b c=d\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_leave_quotes_and_comments_out(void **state)
{
    static const shown cases[] = {
        {"a.ini", "a = \"b\" ; c\n[s]\nd=e f \nh x='1 2'\n",
         "<a = \"b\" ; c\\n[s]\\nd=e f \\nh x='1 2'\\n>\na<b>\ns<[s]>\nd<e f>\n"
         "h<h x='1 2'>\nx<1 2>\n",
         NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ini_becomes_a_tree),
        cmocka_unit_test(an_inventory_line_is_a_map_of_its_host),
        cmocka_unit_test(spans_leave_quotes_and_comments_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
