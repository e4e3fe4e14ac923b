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
        {"a.tf", "a = jsonencode({ b = \"c\" })\nd = x ? \"e\" : \"f\"\n",
         "= {}\na = []\na[0] = {}\na[0].b = \"c\nd = !expr x ? \"e\" : \"f\"\n", NULL,
         false},
        {"a.tf",
         "a = [for k in x : \"b\"] # c\nd = f(\"e\", [1]) /* g */\n(h) = \"i\"\nj = "
         "\"k\" == l\n",
         "= {}\na = !expr [for k in x : \"b\"] # c\nd = !expr f(\"e\", [1]) /* g */\nj "
         "= !expr \"k\" == l\n",
         NULL, false},
        {"a.tf", "a = \"${f(\"b\")} $${c}\"\n",
         "= {}\na = !template \"${f(\"b\")} $${c}\n", NULL, false},
        {"a.tf", "a = <<-EOF\n  b\n    c ${d}\n  EOF\n", "= {}\na = |b\\n    c ${d}\n",
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
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hcl_becomes_a_tree),
        cmocka_unit_test(spans_leave_the_quotes_out),
        cmocka_unit_test(broken_hcl_keeps_what_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
