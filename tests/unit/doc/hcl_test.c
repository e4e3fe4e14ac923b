/* hcl_test.c - HCL as a tree, whole and broken. */
#include "show.h"

static void hcl_becomes_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.tf", "", "= {}\n", NULL, false},
        {"a.tf",
         "r \"x\" \"y\" {\n  a = \"b\\\"c\"\n  d = 1\n  n {\n    e = true\n  }\n}\n",
         "= {}\nr = {}\nr.x = {}\nr.x.y = {}\nr.x.y.a = \"b\"c\nr.x.y.d = 1\nr.x.y.n = "
         "{}\n"
         "r.x.y.n.e = true\n",
         NULL, false},
        {"a.tfvars", "m = { \"k\" = \"v\", j : [\"w\", null] }\n",
         "= {}\nm = {}\nm.k = \"v\nm.j = []\nm.j[0] = \"w\nm.j[1] = null\n", NULL,
         false},
        {"a.tf", "a = var.b\nc = file(\"d\")\ne = \"f${var.g}\"\nh = \"\"\n",
         "= {}\na = !expr var.b\nc = !expr file(\"d\")\ne = !template \"f${var.g}\nh = "
         "\"\n",
         NULL, false},
        {"a.tf", "a = -1\nb = -c\nd = a.b[0].c\ne = x ? \"e\" : \"f\"\n",
         "= {}\na = -1\nb = !expr -c\nd = !expr a.b[0].c\ne = !expr x ? \"e\" : "
         "\"f\"\n",
         NULL, false},
        {"a.tf",
         "a = [for k in x : \"b\"] # c\nd = f(\"e\", 1) /* g */\nh = {(i) = \"j\"}\nk "
         "= "
         "\"l\" == m\n",
         "= {}\na = !expr [for k in x : \"b\"]\nd = !expr f(\"e\", 1)\nh = {}\nh.(i) = "
         "\"j\nk = !expr \"l\" == m\n",
         NULL, false},
        {"a.tf", "a = \"${f(\"b\")} $${c}\"\n",
         "= {}\na = !template \"${f(\"b\")} $${c}\n", NULL, false},
        {"a.tf", "a = <<-EOF\n  b\n    c ${d}\n  EOF\n", "= {}\na = |b\\n  c ${d}\n",
         NULL, false},
        {"a.tf", "a = <<E\n  b\\\"\n\n E\nc = [<<F\nd\nF\n, \"e\"]\n",
         "= {}\na = |  b\\\"\\n\nc = []\nc[0] = |d\nc[1] = \"e\n", NULL, false},
        {"a.tf", "a = \"${f(\n  \"}\")}\"\nb = \"c\"\n",
         "= {}\na = !template \"${f(\\n  \"}\")}\nb = \"c\n", NULL, false},
        {"a.tf", "a { \"b\" = \"c\" }\nd = { \"e\" = 1 }\n",
         "= {}\na = {}\na.b = \"c\nd = {}\nd.e = 1\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

/* What is computed from objects and lists keeps them. */
static void calls_and_choices_are_looked_through(void **state)
{
    static const shown cases[] = {
        {"a.tf", "a = jsonencode({ b = \"c\", \"d\" : [1] })\ne = toset([\"f\"])\n",
         "= {}\na = !jsonencode {}\na.b = \"c\na.d = []\na.d[0] = 1\ne = !toset []\n"
         "e[0] = \"f\n",
         NULL, false},
        {"a.tf", "a = merge(b, { c = \"d\" })\n",
         "= {}\na = !merge []\na[0] = !expr b\na[1] = {}\na[1].c = \"d\n", NULL, false},
        {"a.tf",
         "a = jsonencode( # x\n    { # y\n      b = (     \"c\" /* z */ )\n    } # z\n "
         "   )\n",
         "= {}\na = !jsonencode {}\na.b = \"c\n", NULL, false},
        {"a.tf", "a = jsonencode(merge({}, b))\nc = sensitive(\"d\")\n",
         "= {}\na = !jsonencode []\na[0] = !merge []\na[0][0] = {}\na[0][1] = !expr b\n"
         "c = !sensitive []\nc[0] = \"d\n",
         NULL, false},
        {"a.tf", "a = f(g([1]), h(i(2)))\n",
         "= {}\na = !f []\na[0] = !g []\na[0][0] = 1\na[1] = !expr h(i(2))\n", NULL,
         false},
        {"a.tf", "a = (x ? { b = 1 } : null)\n",
         "= {}\na = !If []\na[0] = !expr x\na[1] = {}\na[1].b = 1\na[2] = null\n", NULL,
         false},
        {"a.tf", "a = [for k in x : { b = k }]\n",
         "= {}\na = !for []\na[0] = {}\na[0].b = !expr k\n", NULL, false},
        {"a.tf", "a = { b = [] }[\"b\"]\nc = [[1], [2]][0]\n",
         "= {}\na = !expr { b = [] }[\"b\"]\nc = !expr [[1], [2]][0]\n", NULL, false},
        {"a.tf",
         "s {\n a = 1\n}\ns {\n a = 2\n}\ndynamic \"s\" {\n content {\n b = 3\n }\n"
         "}\n",
         "= {}\ns = {}\ns.a = 1\ns = {}\ns.a = 2\ndynamic = {}\ndynamic.s = {}\n"
         "dynamic.s.content = {}\ndynamic.s.content.b = 3\n",
         NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

static void spans_leave_the_quotes_out(void **state)
{
    static const shown cases[] = {
        {"a.tf", "a = \"b\\tc\"\nd = <<E\nx\nE\n",
         "<a = \"b\\tc\"\\nd = <<E\\nx\\nE\\n>\na<b\\tc>\nd<x>\n", NULL, false},
        {"a.tf", "a = f([{ b = <<-E\n    x\n   y\n  E\n}])\n",
         "<a = f([{ b = <<-E\\n    x\\n   y\\n  E\\n}])\\n>\n"
         "a<[{ b = <<-E\\n    x\\n   y\\n  E\\n}]>\n<{ b = <<-E\\n    x\\n   y\\n  "
         "E\\n}>\nb< x\\n   y>\n",
         NULL, false},
        {"a.tf", "r \"x\" {\n a = \"b\"\n}\n",
         "<r \"x\" {\\n a = \"b\"\\n}\\n>\nr<r \"x\" {\\n a = \"b\"\\n}>\n"
         "x<r \"x\" {\\n a = \"b\"\\n}>\na<b>\n",
         NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

static void broken_hcl_keeps_what_can_be_read(void **state)
{
    static const shown cases[] = {
        {"a.tf", "a = \"b\"\n)\nc = \"d\"\n", "= {}\na = \"b\nc = \"d\n",
         "line 2: not hcl", false},
        {"a.tf", "r \"x\" {\n a = \"b\"\n", "= {}\nr = {}\nr.x = {}\nr.x.a = \"b\n",
         NULL, false},
        {"a.tf", "a = \"b\nc = \"d\"\n", "= {}\na = \"b\nc = \"d\n", "line 1: not hcl",
         false},
        {"a.tf", "a = [\"b\", \"c\"\n}\nd = \"e\"\n",
         "= {}\na = []\na[0] = \"b\na[1] = \"c\nd = \"e\n", "line 2: not hcl", false},
        {"a.tf", "r {\n a = [1, 2\n}\nd = \"e\"\n",
         "= {}\nr = {}\nr.a = []\nr.a[0] = 1\nr.a[1] = 2\nd = \"e\n", "line 3: not hcl",
         false},
        {"a.tf", "a = \"${\nb = \"c\"\n", "= {}\na = !template \"${\nb = \"c\n",
         "line 1: not hcl", false},
        {"a.tf", "a = <<E\nb = \"c\"\n", "= {}\na = |b = \"c\"\n", "line 1: not hcl",
         false},
        {"a.tf", "a = = \"b\"\nc = \"d\"\n", "= {}\na = \"b\nc = \"d\n",
         "line 1: not hcl", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hcl_becomes_a_tree),
        cmocka_unit_test(calls_and_choices_are_looked_through),
        cmocka_unit_test(spans_leave_the_quotes_out),
        cmocka_unit_test(broken_hcl_keeps_what_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
