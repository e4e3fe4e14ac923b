/* hcl_plain_test.c - what is read without tree-sitter is what tree-sitter reads. */
#include "yaml_same.h"

#include "doc/hcl_plain.h"

enum { ROUNDS = 4000 };

static const char *const plain[] = {
    "",
    "\n# nothing\n",
    "a = 1\n",
    "a = -1\nb = [-2.5, c(-3)]\nd = e == -4\n",
    "a = \"b\" # c\n// d\n\n  e=2.5 // f",
    "a {\n}\nb \"c\" {\n  d = true\n}\n",
    "a \"b\" \"c\" {\n  d = \"e${f.g[\"h\"]}\"\n  i {\n    j = null\n  }\n  i {}\n}\n",
    "a = [\"b\", \"c\",]\nd = []\ne = [\n  1, # f\n  g.h,\n\n  [i]\n]\n",
    "a = {\n  b = \"c\"\n  \"d/e\" = f\n  \"g\" : 1, h = 2\n\n  i = {}\n}\nj = { k = l "
    "}\n",
    "a = b.c.d-e\nf = g[0].h\ni = j[\"k\"].l\nm = n\n",
    "a = b()\nc = d(\"e\")\nf = g(\"${path.module}/h\", i.j, k(1), true )\n",
    "a = <<EOF\n  b\n${c}\nEOF\nd = <<-E\n    e\n      f\n  E\ng = \"\\\"h\\n\"\n",
    "a = b == \"\" ? null : c(d(\".*/(\\\\d+)\", e)[0]).g # f\n",
    "a = b!=c&&d || e(1)\nf = g ? \"h\" : i == 2\nj = [true ? k : l, m]\n",
    "a b {\n  c = 1\n}\n_d = \"\"\n",
    "variable \"token\" {\n  type = string\n  default = \"x\"\n}\n",
    "a = b + c\nd = -n.f * (g - 1) / h % 2\ni = ! j\nk = - 1\nl = -1 + 2\n",
    "a = b ? [c] : d\ne = f == \"\" ? {} : { g = h ? 1 : \"i\" }\n",
    "a = b ? c : d ? e : f\n",
    "a = [for b in c : b]\nd = [for e, f in g : { h = f } if f != null]\n",
    "a = { for b in c : b.d => b }\ne = { for f, g in h : f => [g]... if g.i }\n",
    "a = b.*.c\nd = e[*].f[0].g\nh = i.0.j\nk = l[m + 1][\"n\"]\n",
    "a = merge(b)[0]\nc = merge(d, { e = f })\ng = concat([h]...)\ni = concat()\n",
    "a = b([c])\nd = e({ f = g },)\nh = i(({}), j(k([\"l\"])))\n",
    "a = (b)\nc = (\n  \"d\" # e\n)\nf = (g[0])[1]\n",
    "a = jsonencode({\n  b = [\"c\"]\n  d : { \"e${f}\" = 1 }\n})\n",
    "a = !b && c\n  || d\ne = f(\n  g,\n  # h\n  \"i\"\n)\n",
    "a { b = 1 }\nc { d {} }\n",
    "a = { (b) = c, d.e = f\n  1 = \"g\"\n  (h) = i\n}\n",
    "a /* b */ = c /* d\n */\n",
    "a = b\r\nc {\r\n  d = [\r\n    e\r\n  ]\r\n}\r\n",
    "a = [b] == [] ? c : {}[d]\n",
    "a =     b\nc   =    \"d\"\ne = (f /     g)\n",
    "a = \"${b ?\n c : d}\"\n",
    "a = { null = { b = c }, true : 1\n  false = d }\ne = !each.f\n",
    "null = a\nb {\n  true = \"c\"\n  null \"d\" {\n  }\n}\n",
};

static const char *const others[] = {
    "a = b ? c\n",
    "a = b ? c : [d] ? e : f\n",
    "a = [b] ? c : d\n",
    "a = b == c == \n",
    "a = -e\n",
    "a = 1.b\n",
    "a = \"b\n",
    "a = <<EOF\n  b\n",
    "a {\n  b = 1\n",
    "a }\n",
    "a = 1 b = 2\n",
    "a = [b c]\n",
    "a = {b = c d = e}\n",
    "a\n",
    "a = \n1\n",
    "a =\n",
    "a == b\n",
    "a = { b => c }\n",
    "a = { for b in c : d }\n",
    "a = [for b in c : d => e]\n",
    "a = b(c... , d)\n",
    "\"a\" = b\n",
    "for = b\n",
    "a = 0x1\n",
    "a = 1e5\n",
    "a = b::c()\n",
    "\xC3\xA9 = 1\n",
    "a \"${b}\"{\n}\n",
    "a for{\n}\n",
};

/* Reads text both ways; false if it is not plain, else both trees are the same. */
static bool same(sl_str text)
{
    sl_arena arena = {0};
    sl_err err = {0};
    sl_builder builder;
    sl_buf trees[2] = {{0}, {0}};
    bool done, whole, same = true;

    sl_builder_init(&builder, text, &arena, &err);
    done = sl_hcl_plain_read(&builder);
    builder.nodes = 0; /* of what is computed, only tree-sitter counts the parts */
    put_tree(&builder, &trees[0]);
    if (done) {
        sl_builder_init(&builder, text, &arena, &err);
        whole = sl_hcl_grammar_read(&builder);
        builder.nodes = 0;
        put_tree(&builder, &trees[1]);
        same = whole && sl_str_eq(sl_buf_str(&trees[0]), sl_buf_str(&trees[1]));
    }
    if (!same)
        print_error("%.*s\n--- plain\n%.*s--- tree-sitter: %s\n%.*s", sl_fmt(text),
                    sl_fmt(sl_buf_str(&trees[0])), err.text,
                    sl_fmt(sl_buf_str(&trees[1])));
    assert_true(same);
    sl_buf_free(&trees[0]);
    sl_buf_free(&trees[1]);
    sl_arena_free(&arena);
    return done;
}

static void what_is_plain_is_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(plain); i++)
        assert_true(same(sl_str_of(plain[i])));
}

static void what_is_not_is_left_to_the_grammar(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(same(sl_str_of(others[i])));
}

/* Two of the texts, with a few bytes too many, too few or in another place. */
static void so_it_is_after_a_slip_of_the_pen(void **state)
{
    static const char bytes[] = "\n\n  ={}[]()\",.:#/<-a1$?*!+>%&|";
    uint32_t seed = 7;
    size_t read = 0;

    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        sl_buf text = {0};

        sl_buf_add(&text, sl_str_of(plain[next_random(&seed) % COUNT(plain)]));
        sl_buf_add(&text, sl_str_of(plain[next_random(&seed) % COUNT(plain)]));
        for (size_t slips = 1 + next_random(&seed) % 3; slips > 0 && text.len > 0;
             slips--) {
            size_t at = next_random(&seed) % text.len;

            switch (next_random(&seed) % 3) {
            case 0:
                text.ptr[at] = bytes[next_random(&seed) % (sizeof bytes - 1)];
                break;
            case 1:
                memmove(text.ptr + at, text.ptr + at + 1, text.len - at - 1);
                text.len--;
                break;
            default: text.ptr[at] = text.ptr[next_random(&seed) % text.len]; break;
            }
        }
        read += same(sl_buf_str(&text));
        sl_buf_free(&text);
    }
    assert_true(read > ROUNDS / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_plain_is_read_alike),
        cmocka_unit_test(what_is_not_is_left_to_the_grammar),
        cmocka_unit_test(so_it_is_after_a_slip_of_the_pen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
